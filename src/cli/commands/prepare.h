// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// prepare: the prepared rows as a file.
[[nodiscard]] Subcommand addPrepare(CLI::App& app);

} // namespace perimeter
