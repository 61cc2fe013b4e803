// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/subcommands.h"

#include "base/text.h"
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "figure/theme.h"

#include <CLI/CLI.hpp>

#include <algorithm>
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

struct FigureFlags {
    Options options;
    std::string size = "180x70mm";
    std::string theme = "light";
    std::string output;
    ExportOptions figure;
};

Expected<Action> planRender(FigureFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    if (const Expected<void> size = readSize(flags.size, flags.figure); !size)
        return size.unexpected();
    flags.figure.theme = flags.theme == "dark" ? ThemeKind::Dark : ThemeKind::Light;
    if (const Expected<void> checked = checkExport(flags.figure, QString::fromStdString(flags.output)); !checked)
        return checked.unexpected();
    return Action([exploration = *exploration, figure = flags.figure, output = flags.output] {
        registerFonts();
        return render(exploration, figure, output);
    });
}

} // namespace

Expected<Action> actionOver(const Options& options, const std::function<Expected<void>(const Exploration&)>& act)
{
    Expected<Exploration> exploration = options.exploration();
    if (!exploration)
        return exploration.unexpected();
    return Action([exploration = std::move(*exploration), act] { return act(exploration); });
}

Subcommand addDescribe(CLI::App& app)
{
    struct Flags {
        Options options;
        bool json = false;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("describe", "Columns, types, ranges, missing values and ties");
    flags->options.addPreparation(*command);
    command->add_flag("--json", flags->json, "Print JSON");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    return describe(exploration, flags->json);
                });
            }};
}

Subcommand addFit(CLI::App& app)
{
    struct Flags {
        Options options;
        FitOutput output;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("fit", "Fit the detectors and count the outliers");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    command->add_flag("--json", flags->output.json, "Print JSON");
    command->add_option("--rows", flags->output.rows, "Write every row's decision values and classes")
        ->type_name("OUT.csv");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    return fitDetectors(exploration, flags->output);
                });
            }};
}

Subcommand addRender(CLI::App& app)
{
    auto flags = std::make_shared<FigureFlags>();
    CLI::App* const command = app.add_subcommand("render", "Draw the figure as PDF, SVG or PNG");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->options.addLayout(*command);
    command->add_option("--size", flags->size, "Width and height")->type_name("180x70mm");
    command->add_option("--dpi", flags->figure.dpi, "Pixels per inch of a PNG");
    command->add_option("--theme", flags->theme, "")->check(CLI::IsMember({"light", "dark"}))->type_name("light|dark");
    command->add_option("-o,--output", flags->output, "Where to write")->required()->type_name("OUT.pdf|svg|png");
    return {command, [flags] { return planRender(*flags); }};
}

Subcommand addPrepare(CLI::App& app)
{
    struct Flags {
        Options options;
        std::string output;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("prepare", "Write the prepared rows as CSV or Parquet");
    flags->options.addPreparation(*command);
    command->add_option("-o,--output", flags->output, "Where to write")->required()->type_name("OUT.csv|parquet");
    return {command, [flags]() -> Expected<Action> {
                const Expected<Exploration> exploration = flags->options.exploration();
                if (!exploration)
                    return exploration.unexpected();
                if (const Expected<void> checked = checkTablePath(flags->output); !checked)
                    return checked.unexpected();
                return Action([exploration = *exploration, flags] { return prepareFile(exploration, flags->output); });
            }};
}

std::vector<Subcommand> addSubcommands(CLI::App& app)
{
    return {addDescribe(app), addFit(app),        addRender(app),   addCode(app),  addPrepare(app),
            addSweep(app),    addExperiment(app), addEvaluate(app), addTrain(app), addScore(app)};
}

bool isSubcommand(std::string_view word)
{
    CLI::App app;
    return std::ranges::any_of(addSubcommands(app),
                               [word](const Subcommand& each) { return each.app->get_name() == word; });
}

} // namespace perimeter
