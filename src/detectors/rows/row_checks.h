// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "detectors/rows/observed.h"

#include <vector>

namespace perimeter {

/// What every detector asks of its rows. Errors: TooFewRows below `needed` rows,
/// ValuesTooLarge, RowsAllEqual.
[[nodiscard]] Expected<void> checkRows(const Observed& observed, Eigen::Index needed);
[[nodiscard]] Expected<void> checkRows(const PointsRef& points, Eigen::Index needed);

/// Whether the chosen rows differ in each column by something that can be squared, or not at all. Errors:
/// ValuesTooClose.
[[nodiscard]] Expected<void> checkSpreads(const Observed& observed, const ChosenRows& chosen);

/// A ConstantColumn for every column with one value only.
[[nodiscard]] std::vector<Notice> constantColumns(const Observed& observed);
[[nodiscard]] std::vector<Notice> constantColumns(const PointsRef& points);

} // namespace perimeter
