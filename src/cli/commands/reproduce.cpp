// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/reproduce.h"

#include "cli/commands/render.h"
#include "cli/console/output.h"
#include "cli/flags/figure_flags.h"
#include "explorer/documents/verification.h"
#include "explorer/value/variations.h"
#include "explorer/wording/phrasing.h"
#include "figure/export/export.h"
#include "figure/export/recipe.h"
#include "figure/scene/theme.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QFileInfo>

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace perimeter {

namespace {

struct ReproduceInput {
    std::string figure;                 ///< or a document
    std::vector<std::string> data = {}; ///< where its data are, in the order of the recipe; looked for when empty
    bool verify = false;                ///< fail unless all is the same
};

struct ReproduceFlags {
    ReproduceInput input;
    FigureFlags figure;
    std::string output;
};

/// The data as named, or looked for beside the figure and here.
Expected<std::vector<DataFile>> dataOf(Document document, const ReproduceInput& input, Progress& progress)
{
    Source& source = document.exploration.source;
    if (!input.data.empty() && input.data.size() != 1 + source.joins.size())
        return Unexpected(ErrorCode::FlagInvalid,
                          {"--data", std::to_string(input.data.size()), std::to_string(1 + source.joins.size())});
    for (std::size_t i = 0; i < input.data.size(); ++i)
        (i == 0 ? source.path : source.joins[i - 1].path) = input.data[i];
    const std::string beside = QFileInfo(text(input.figure)).absolutePath().toStdString();
    return findData(document, {beside, QDir::currentPath().toStdString()}, progress);
}

Expected<void> writeAnew(const Document& document, const Exploration& exploration, const FigureFlags& figure,
                         const RenderOutput& output)
{
    const std::size_t panes = planPanes(exploration).size();
    PERIMETER_TRY(const FigureStyle style, figure.over(document.style.value_or(FigureStyle()), panes));
    PERIMETER_CHECK(checkExport(style, panes, QString::fromStdString(output.path)));
    return render(exploration, style, output);
}

/// Says whether a figure's data and result are the same, and writes the figure anew, in its own style but for what the
/// flags change, where `output` names a file.
Expected<void> reproduce(const ReproduceInput& input, const FigureFlags& figure, const std::string& output)
{
    PERIMETER_TRY(const Document document, openAsDocument(input.figure));
    NoProgress progress;
    PERIMETER_TRY(const std::vector<DataFile> files, dataOf(document, input, progress));
    Pipeline pipeline;
    PERIMETER_TRY(const Verification verification, verify(document, files, pipeline, progress));
    for (const QString& sentence : sentencesOf(verification))
        print(sentence);
    if (input.verify && !verification.isSame())
        return Unexpected(ErrorCode::NotVerified, {input.figure});
    return output.empty()
               ? Expected<void>()
               : writeAnew(document, withData(document.exploration, files), figure, RenderOutput{.path = output});
}

Expected<Action> planReproduce(const ReproduceFlags& flags)
{
    // Which panes there are, the figure says.
    PERIMETER_TRY(const FigureStyle style, flags.figure.over({}, std::numeric_limits<std::size_t>::max()));
    if (!flags.output.empty())
        PERIMETER_CHECK(figureFormat(QString::fromStdString(flags.output)));
    return Action([input = flags.input, figure = flags.figure, output = flags.output] {
        registerFonts();
        return reproduce(input, figure, output);
    });
}

} // namespace

Subcommand addReproduce(CLI::App& app)
{
    auto flags = std::make_shared<ReproduceFlags>();
    CLI::App* const command =
        app.add_subcommand("reproduce", "Make a figure or a document again, and say whether it is the same");
    command->add_option("figure", flags->input.figure, "A figure that carries its recipe, or a document")
        ->required()
        ->type_name("FIGURE.pdf|svg|png|DOCUMENT.perimeter");
    command
        ->add_option("--data", flags->input.data,
                     "Where the data are; else they are looked for beside the figure, here and among the samples. "
                     "Repeatable, for joined files in their order")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command->add_flag("--verify", flags->input.verify,
                      "Exit with status 1 unless data, recipe and result are the same");
    flags->figure.add(*command);
    command->add_option("-o,--output", flags->output, "Write the figure anew, in its style but for what the flags say")
        ->type_name("OUT.pdf|svg|png");
    return {command, [flags] { return planReproduce(*flags); }};
}

} // namespace perimeter
