// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/report.h"

#include "base/output_path.h"
#include "cli/console/output.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/options.h"
#include "explorer/documents/data_files.h"
#include "explorer/report/report.h"
#include "explorer/wording/phrasing.h"
#include "figure/export/recipe.h"
#include "figure/export/report_file.h"
#include "figure/scene/theme.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace perimeter {

namespace {

struct ReportOutput {
    std::string path;
    std::string title = {};                                ///< one from the data where it is empty
    std::optional<std::size_t> mostRows = usualReportRows; ///< listed of the outliers; all when absent
};

struct ReportFlags {
    Options options;
    ReportOutput output;
    std::string rows = std::to_string(usualReportRows);
};

/// The document's exploration over its data, which must be what they were.
Expected<Exploration> explorationOf(const std::string& path, Progress& progress)
{
    PERIMETER_TRY(const Document document, openAsDocument(path));
    const std::string beside = QFileInfo(text(path)).absolutePath().toStdString();
    PERIMETER_TRY(const std::vector<DataFile> files,
                  findData(document, {beside, QDir::currentPath().toStdString()}, progress));
    for (const DataFile& file : files) {
        if (file.state == DataFile::State::Missing)
            return Unexpected(ErrorCode::DataMissing, {QFileInfo(text(file.path)).fileName().toStdString()});
        if (file.state == DataFile::State::Changed)
            return Unexpected(ErrorCode::DataChanged, {file.path});
    }
    return withData(document.exploration, files);
}

/// What render would draw, with all that is known of it.
Expected<void> reportData(const Exploration& exploration, const ReportOutput& output)
{
    PERIMETER_CHECK(checkOutputPath(output.path));
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Outcome outcome,
                  explore(pipeline, exploration, reportPaneSize(planPanes(exploration).size()), progress));
    PERIMETER_TRY(const std::vector<Notice> notices, noticesOf(outcome));
    PERIMETER_TRY(ReportInput input, reportInput(pipeline, outcome.exploration, progress));
    input.title = text(output.title);
    input.mostRows = output.mostRows;
    input.date = QDate::currentDate();
    PERIMETER_CHECK(writeReport(outcome, input, QLocale(), output.path));
    printNotices(notices);
    print(QCoreApplication::translate("Report", "Wrote %1.").arg(text(output.path)));
    return {};
}

/// The same of a document, or of a figure or a report that carries its recipe.
Expected<void> reportDocument(const std::string& document, const ReportOutput& output)
{
    NoProgress progress;
    const Expected<Exploration> exploration = explorationOf(document, progress);
    return exploration ? reportData(*exploration, output) : exploration.unexpected();
}

/// Whether a file is an exploration, or carries one, by its name.
bool isDocument(const std::string& file)
{
    static const std::array known = {QStringLiteral("perimeter"), QStringLiteral("pdf"), QStringLiteral("svg"),
                                     QStringLiteral("png"), QStringLiteral("html")};
    return std::ranges::find(known, QFileInfo(text(file)).suffix().toLower()) != known.end();
}

/// A document has decided what flags decide of data: none of them goes with it.
Expected<void> checkAlone(const CLI::App& command, const std::string& document)
{
    for (const CLI::Option* const option : command.get_options())
        if (option->count() > 0 && !option->get_positional() && option->get_name() != "--output" &&
            option->get_name() != "--rows" && option->get_name() != "--title")
            return Unexpected(ErrorCode::FlagsClash, {option->get_name(), document});
    return {};
}

Expected<void> readRowCount(ReportFlags& flags)
{
    if (flags.rows == "all") {
        flags.output.mostRows.reset();
        return {};
    }
    std::size_t rows = 0;
    const char* const end = flags.rows.data() + flags.rows.size();
    const auto [rest, error] = std::from_chars(flags.rows.data(), end, rows);
    if (error != std::errc() || rest != end)
        return badFlag("--rows", flags.rows, "a number of rows, all");
    flags.output.mostRows = rows;
    return {};
}

Expected<Action> planReport(ReportFlags& flags, const CLI::App& command)
{
    PERIMETER_CHECK(checkReportPath(flags.output.path));
    PERIMETER_CHECK(readRowCount(flags));
    const std::string& file = flags.options.file();
    if (isDocument(file)) {
        PERIMETER_CHECK(checkAlone(command, file));
        return Action([file, output = flags.output] {
            registerFonts();
            return reportDocument(file, output);
        });
    }
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    return Action([exploration = *exploration, output = flags.output] {
        registerFonts();
        return reportData(exploration, output);
    });
}

} // namespace

Subcommand addReport(CLI::App& app)
{
    auto flags = std::make_shared<ReportFlags>();
    CLI::App* const command = app.add_subcommand(
        "report", "Write a figure with all that is known of it as a page: of data, or of a document or figure. Takes "
                  "the options of render, but for those of how the figure is drawn");
    flags->options.addFigure(*command);
    command->add_option("--title", flags->output.title, "The report's title; from the data when absent");
    command->add_option("--rows", flags->rows, "Outliers that are listed one by one")
        ->type_name("N|all")
        ->capture_default_str();
    command->add_option("-o,--output", flags->output.path, "Where to write")->required()->type_name("OUT.html|pdf");
    return {command, [flags, command] { return planReport(*flags, *command); }};
}

} // namespace perimeter
