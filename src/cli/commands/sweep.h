// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// sweep: fits over a range of ν, γ or contamination, or over kernels.
[[nodiscard]] Subcommand addSweep(CLI::App& app);

} // namespace perimeter
