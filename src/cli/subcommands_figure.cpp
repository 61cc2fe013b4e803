// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "cli/subcommands.h"
#include "figure/theme.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace perimeter {

namespace {

Expected<void> readSize(const std::string& text, ExportOptions& figure)
{
    const Unexpected bad(ErrorCode::FlagInvalid, {"--size", text, "180x70mm"});
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos || !text.ends_with("mm"))
        return bad;
    const std::optional<double> width = parseNumber(text.substr(0, cross));
    const std::optional<double> height = parseNumber(text.substr(cross + 1, text.size() - cross - 3));
    if (!width || !height)
        return bad;
    figure.widthMm = *width;
    figure.heightMm = *height;
    return {};
}

/// The figure's own flags: how large and in which look.
struct FigureFlags {
    std::string size = "180x70mm";
    std::string theme = "light";
    ExportOptions options = {};

    void add(CLI::App& command)
    {
        command.add_option("--size", size, "Width and height")->type_name("180x70mm");
        command.add_option("--dpi", options.dpi, "Pixels per inch of a PNG");
        command.add_option("--theme", theme, "")->check(CLI::IsMember({"light", "dark"}))->type_name("light|dark");
    }

    [[nodiscard]] Expected<void> check(const std::string& output)
    {
        if (const Expected<void> read = readSize(size, options); !read)
            return read;
        options.theme = theme == "dark" ? ThemeKind::Dark : ThemeKind::Light;
        return checkExport(options, QString::fromStdString(output));
    }
};

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
    if (const Expected<void> checked = flags.figure.check(flags.output.path); !checked)
        return checked.unexpected();
    return Action([exploration = *exploration, figure = flags.figure.options, output = flags.output] {
        registerFonts();
        return render(exploration, figure, output);
    });
}

struct ReproduceFlags {
    ReproduceInput input;
    FigureFlags figure;
    std::string output;
};

Expected<Action> planReproduce(ReproduceFlags& flags)
{
    if (!flags.output.empty()) {
        if (const Expected<void> checked = flags.figure.check(flags.output); !checked)
            return checked.unexpected();
    }
    return Action([input = flags.input, figure = flags.figure.options, output = flags.output] {
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
    command->add_option("-o,--output", flags->output, "Write the figure anew")->type_name("OUT.pdf|svg|png");
    return {command, [flags] { return planReproduce(*flags); }};
}

} // namespace perimeter
