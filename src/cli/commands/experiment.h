// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// experiment: training on a part of the rows and testing on the others.
[[nodiscard]] Subcommand addExperiment(CLI::App& app);

} // namespace perimeter
