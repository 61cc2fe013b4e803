// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "cli/commands/score/score_printer.h"
#include "data/table/source.h"

#include <string>

namespace perimeter {

/// Rows as they arrive: from standard input where the source is "-" to its end, else from a file that grows until
/// SIGINT or SIGTERM.
[[nodiscard]] Expected<void> scoreArrivals(const std::string& model, const Source& source, const ScoreOutput& output);

} // namespace perimeter
