// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// report: what render would draw, with all that is known of it, as a page.
[[nodiscard]] Subcommand addReport(CLI::App& app);

} // namespace perimeter
