// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/subcommands.h"

#include "cli/commands/code.h"
#include "cli/commands/describe.h"
#include "cli/commands/evaluate.h"
#include "cli/commands/experiment.h"
#include "cli/commands/fit.h"
#include "cli/commands/frontier.h"
#include "cli/commands/prepare.h"
#include "cli/commands/render.h"
#include "cli/commands/report.h"
#include "cli/commands/reproduce.h"
#include "cli/commands/score.h"
#include "cli/commands/sweep.h"
#include "cli/commands/train.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace perimeter {

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
