// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// reproduce: whether a figure's data and result are still the same, and the figure anew.
[[nodiscard]] Subcommand addReproduce(CLI::App& app);

} // namespace perimeter
