// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/pipeline/outcome.h"

#include <string>

namespace perimeter {

/// Writes one line per row read, in the order of the file: row number, x, y, then per detector its decision value and
/// class (1 inlier, −1 outlier; empty where the row was left out or the detector has no answer).
[[nodiscard]] Expected<void> writeRows(const Outcome& outcome, const std::string& path);

} // namespace perimeter
