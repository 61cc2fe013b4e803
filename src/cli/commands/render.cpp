// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/render.h"

#include "base/output_path.h"
#include "cli/console/output.h"
#include "cli/flags/figure_flags.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/options.h"
#include "explorer/documents/document.h"
#include "explorer/pipeline/files_read.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/value/variations.h"
#include "figure/export/export.h"
#include "figure/scene/theme.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <memory>

namespace perimeter {

namespace {

struct RenderFlags {
    Options options;
    FigureFlags figure;
    RenderOutput output;
};

Expected<std::string> recipeOf(const Pipeline& pipeline, const Outcome& outcome, const FigureStyle& style,
                               RecipePaths paths, Progress& progress)
{
    if (paths == RecipePaths::None)
        return std::string();
    PERIMETER_TRY(std::vector<Fingerprint> files, fingerprintsOf(pipeline, outcome.exploration.source, progress));
    Document document = documentOf(outcome, std::move(files));
    document.style = style;
    return asDocument(document, paths == RecipePaths::Paths ? absolutePath : noPath);
}

Expected<Action> planRender(const RenderFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    const std::size_t panes = planPanes(*exploration).size();
    const Expected<FigureStyle> style = flags.figure.over({}, panes);
    if (!style)
        return style.unexpected();
    PERIMETER_CHECK(checkExport(*style, panes, QString::fromStdString(flags.output.path)));
    return Action([exploration = *exploration, style = *style, output = flags.output] {
        registerFonts();
        return render(exploration, style, output);
    });
}

} // namespace

Expected<void> render(const Exploration& exploration, const FigureStyle& style, const RenderOutput& output)
{
    const QString file = QString::fromStdString(output.path);
    PERIMETER_CHECK(checkOutputPath(output.path));
    PERIMETER_CHECK(checkTypeface(style));
    Pipeline pipeline;
    NoProgress progress;
    const std::size_t panes = planPanes(exploration).size();
    PERIMETER_TRY(const Outcome outcome, explore(pipeline, exploration, exportPaneSize(style, panes), progress));
    PERIMETER_TRY(const std::vector<Notice> notices, noticesOf(outcome));
    PERIMETER_TRY(const std::string recipe, recipeOf(pipeline, outcome, style, output.recipe, progress));
    const QLocale locale;
    PERIMETER_CHECK(exportFigure(buildScene(outcome, locale), style, file, recipe));
    printNotices(notices);
    print(QCoreApplication::translate("Render", "Wrote %1 (%2 × %3 mm).")
              .arg(file, locale.toString(style.widthMm), locale.toString(style.heightMm)));
    return {};
}

Subcommand addRender(CLI::App& app)
{
    static const Words<RecipePaths> recipes = {
        {"names", RecipePaths::Names}, {"paths", RecipePaths::Paths}, {"none", RecipePaths::None}};
    auto flags = std::make_shared<RenderFlags>();
    CLI::App* const command = app.add_subcommand("render", "Draw the figure as PDF, SVG or PNG");
    flags->options.addFigure(*command);
    flags->figure.add(*command);
    command
        ->add_option("--embed", flags->output.recipe,
                     "What the figure carries of how it was made: all but where the data lie, all, or nothing")
        ->transform(oneOf(recipes))
        ->type_name("names|paths|none");
    command->add_option("-o,--output", flags->output.path, "Where to write")->required()->type_name("OUT.pdf|svg|png");
    return {command, [flags] { return planRender(*flags); }};
}

} // namespace perimeter
