// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// code: what render would draw, as text.
[[nodiscard]] Subcommand addCode(CLI::App& app);

} // namespace perimeter
