// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/subcommands.h"

#include "cli/commands.h"
#include "cli/format_flags.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace perimeter {

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
        FormatFlags format;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("describe", "Columns, types, ranges, missing values and ties");
    flags->options.addPreparation(*command);
    flags->format.add(*command);
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    return describe(exploration, flags->format.format());
                });
            }};
}

Subcommand addFit(CLI::App& app)
{
    struct Flags {
        Options options;
        FitOutput output;
        FormatFlags format;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("fit", "Fit the detectors and count the outliers");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->format.add(*command);
    command->add_option("--rows", flags->output.rows, "Write every row's decision values and classes")
        ->type_name("OUT.csv");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    flags->output.format = flags->format.format();
                    return fitDetectors(exploration, flags->output);
                });
            }};
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
    return {addDescribe(app), addFit(app),   addRender(app),  addReproduce(app), addFrontier(app),
            addReport(app),   addCode(app),  addPrepare(app), addSweep(app),     addExperiment(app),
            addEvaluate(app), addTrain(app), addScore(app)};
}

bool isSubcommand(std::string_view word)
{
    CLI::App app;
    return std::ranges::any_of(addSubcommands(app),
                               [word](const Subcommand& each) { return each.app->get_name() == word; });
}

} // namespace perimeter
