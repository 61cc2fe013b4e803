// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

#include <string_view>
#include <vector>

namespace perimeter {

/// All subcommands, in the order in which help lists them.
[[nodiscard]] std::vector<Subcommand> addSubcommands(CLI::App& app);
[[nodiscard]] bool isSubcommand(std::string_view word);

} // namespace perimeter
