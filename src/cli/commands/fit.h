// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// fit: the detectors of an exploration, what they found and their settings.
[[nodiscard]] Subcommand addFit(CLI::App& app);

} // namespace perimeter
