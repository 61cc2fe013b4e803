// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// score: what a model says of other rows, from a file or as they arrive.
[[nodiscard]] Subcommand addScore(CLI::App& app);

} // namespace perimeter
