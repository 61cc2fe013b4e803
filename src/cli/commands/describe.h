// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// describe: columns, types, ranges, missing values and ties of a file.
[[nodiscard]] Subcommand addDescribe(CLI::App& app);

} // namespace perimeter
