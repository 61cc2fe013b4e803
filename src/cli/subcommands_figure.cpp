// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/figure_flags.h"
#include "cli/flag_words.h"
#include "cli/subcommands.h"
#include "explorer/value/variations.h"
#include "figure/scene/theme.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <memory>

namespace perimeter {

namespace {

struct RenderFlags {
    Options options;
    FigureFlags figure;
    RenderOutput output;
};

Expected<Action> planRender(RenderFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    const std::size_t panes = planPanes(*exploration).size();
    const Expected<FigureStyle> style = flags.figure.over({}, panes);
    if (!style)
        return style.unexpected();
    if (const Expected<void> checked = checkExport(*style, panes, QString::fromStdString(flags.output.path)); !checked)
        return checked.unexpected();
    return Action([exploration = *exploration, style = *style, output = flags.output] {
        registerFonts();
        return render(exploration, style, output);
    });
}

struct ReproduceFlags {
    ReproduceInput input;
    FigureFlags figure;
    std::string output;
};

Expected<Action> planReproduce(ReproduceFlags& flags)
{
    // Which panes there are, the figure says.
    const Expected<FigureStyle> style = flags.figure.over({}, std::numeric_limits<std::size_t>::max());
    if (!style)
        return style.unexpected();
    if (!flags.output.empty()) {
        const Expected<FigureFormat> format = figureFormat(QString::fromStdString(flags.output));
        if (!format)
            return format.unexpected();
    }
    return Action([input = flags.input, figure = flags.figure, output = flags.output] {
        registerFonts();
        return reproduce(input, figure, output);
    });
}

} // namespace

Subcommand addRender(CLI::App& app)
{
    static const Words<RecipePaths> recipes = {
        {"names", RecipePaths::Names}, {"paths", RecipePaths::Paths}, {"none", RecipePaths::None}};
    auto flags = std::make_shared<RenderFlags>();
    CLI::App* const command = app.add_subcommand("render", "Draw the figure as PDF, SVG or PNG");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->options.addLayout(*command);
    flags->figure.add(*command);
    command
        ->add_option("--embed", flags->output.recipe,
                     "What the figure carries of how it was made: all but where the data lie, all, or nothing")
        ->transform(oneOf(recipes))
        ->type_name("names|paths|none");
    command->add_option("-o,--output", flags->output.path, "Where to write")->required()->type_name("OUT.pdf|svg|png");
    return {command, [flags] { return planRender(*flags); }};
}

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
