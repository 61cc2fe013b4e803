// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "cli/options.h"

#include <CLI/App.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace perimeter {

/// What a subcommand does once its arguments are known to be good.
using Action = std::function<Expected<void>()>;

/// A subcommand with its flags. Once they are parsed, `plan` makes an action of them; its errors are those that the
/// arguments alone decide.
struct Subcommand {
    CLI::App* app = nullptr;
    std::function<Expected<Action>()> plan;
};

/// What is done with the exploration that options make, once they are good.
[[nodiscard]] Expected<Action> actionOver(const Options& options,
                                          const std::function<Expected<void>(const Exploration&)>& act);

// Subcommands over one exploration.
[[nodiscard]] Subcommand addDescribe(CLI::App& app);
[[nodiscard]] Subcommand addFit(CLI::App& app);
[[nodiscard]] Subcommand addPrepare(CLI::App& app);

// Subcommands that write figures, or how they are made.
[[nodiscard]] Subcommand addRender(CLI::App& app);
[[nodiscard]] Subcommand addReproduce(CLI::App& app);
[[nodiscard]] Subcommand addCode(CLI::App& app);
[[nodiscard]] Subcommand addFrontier(CLI::App& app);
[[nodiscard]] Subcommand addReport(CLI::App& app);

// Subcommands over many fits.
[[nodiscard]] Subcommand addSweep(CLI::App& app);
[[nodiscard]] Subcommand addExperiment(CLI::App& app);
[[nodiscard]] Subcommand addEvaluate(CLI::App& app);

// Subcommands over a model.
[[nodiscard]] Subcommand addTrain(CLI::App& app);
[[nodiscard]] Subcommand addScore(CLI::App& app);

[[nodiscard]] std::vector<Subcommand> addSubcommands(CLI::App& app);
[[nodiscard]] bool isSubcommand(std::string_view word);

} // namespace perimeter
