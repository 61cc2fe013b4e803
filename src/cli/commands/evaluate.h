// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// evaluate: the detectors held against labels.
[[nodiscard]] Subcommand addEvaluate(CLI::App& app);

} // namespace perimeter
