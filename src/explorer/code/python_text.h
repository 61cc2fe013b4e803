// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <string>

namespace perimeter {

/// A script for Python with pandas, scikit-learn and matplotlib that gives the same outliers and the same frontiers as
/// a complete outcome and draws them. `opened` is the table before its preparation. The script leaves the rows beyond
/// each frontier in `flagged` and the frontiers in `frontiers`, by pane and line.
[[nodiscard]] std::string pythonText(const Outcome& outcome, const Table& opened);

} // namespace perimeter
