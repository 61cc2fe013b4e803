// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/subcommand.h"

namespace perimeter {

/// train: a model of the detectors, to score other rows by.
[[nodiscard]] Subcommand addTrain(CLI::App& app);

} // namespace perimeter
