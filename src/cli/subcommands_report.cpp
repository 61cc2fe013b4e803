// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "cli/subcommands.h"
#include "explorer/tables/frontier_text.h"
#include "figure/scene/theme.h"

#include <CLI/CLI.hpp>

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace perimeter {

namespace {

/// All that decides what a figure shows.
void addFigureFlags(CLI::App& command, Options& options)
{
    options.addPreparation(command);
    options.addDetection(command);
    options.addLabels(command, "");
    options.addLayout(command);
}

struct ReportFlags {
    Options options;
    ReportOutput output;
    std::string rows = std::to_string(usualReportRows);
};

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

Expected<void> readRows(ReportFlags& flags)
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
    if (const Expected<void> checked = checkReportPath(flags.output.path); !checked)
        return checked.unexpected();
    if (const Expected<void> read = readRows(flags); !read)
        return read.unexpected();
    const std::string& file = flags.options.file();
    if (isDocument(file)) {
        if (const Expected<void> checked = checkAlone(command, file); !checked)
            return checked.unexpected();
        return Action([file, output = flags.output] {
            registerFonts();
            return reportOfDocument(file, output);
        });
    }
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    return Action([exploration = *exploration, output = flags.output] {
        registerFonts();
        return report(exploration, output);
    });
}

} // namespace

Subcommand addReport(CLI::App& app)
{
    auto flags = std::make_shared<ReportFlags>();
    CLI::App* const command = app.add_subcommand(
        "report", "Write a figure with all that is known of it as a page: of data, or of a document or figure. Takes "
                  "the options of render, but for those of how the figure is drawn");
    addFigureFlags(*command, flags->options);
    command->add_option("--title", flags->output.title, "The report's title; from the data when absent");
    command->add_option("--rows", flags->rows, "Outliers that are listed one by one")
        ->type_name("N|all")
        ->capture_default_str();
    command->add_option("-o,--output", flags->output.path, "Where to write")->required()->type_name("OUT.html|pdf");
    return {command, [flags, command] { return planReport(*flags, *command); }};
}

Subcommand addFrontier(CLI::App& app)
{
    struct Flags {
        Options options;
        std::string output;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand(
        "frontier", "Write the learned frontiers' coordinates, in original units. Takes the options of "
                    "render, but for those of how the figure is drawn");
    addFigureFlags(*command, flags->options);
    command->add_option("-o,--output", flags->output, "Where to write")->required()->type_name("OUT.csv|geojson");
    return {command, [flags]() -> Expected<Action> {
                const Expected<Exploration> exploration = flags->options.exploration();
                if (!exploration)
                    return exploration.unexpected();
                if (const Expected<void> checked = checkFrontierPath(flags->output); !checked)
                    return checked.unexpected();
                return Action(
                    [exploration = *exploration, flags] { return writeFrontiers(exploration, flags->output); });
            }};
}

} // namespace perimeter
