// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// frontier: the learned frontiers of a figure, as CSV or GeoJSON.
[[nodiscard]] Subcommand addFrontier(CLI::App& app);

} // namespace perimeter
