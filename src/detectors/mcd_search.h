// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/points.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <vector>

namespace perimeter {

/// How FastMCD searches: starts within groups of rows, the best of each pooled on a random part of the rows, the best
/// of those on all rows. Starts are h-subsets as in scikit-learn and (p + 1)-subsets as in robustbase, by turns: either
/// kind finds what the other misses.
struct SearchPlan {
    Eigen::Index h = 0; ///< of all rows; groups and pool take the same share
    Eigen::Index groups = 1;
    Eigen::Index groupRows = 0;
    Eigen::Index starts = 0; ///< per group
    Eigen::Index pooledRows = 0;
};

/// What the search found: the h rows with the smallest determinant met, or the rows on a hyperplane that holds h.
struct SearchResult {
    std::vector<Eigen::Index> rows;        ///< ascending
    std::optional<Eigen::VectorXd> normal; ///< of the hyperplane
};

/// FastMCD (Rousseeuw & Van Driessen 1999) for two and more columns. The same seed gives the same rows. Errors:
/// Cancelled.
[[nodiscard]] Expected<SearchResult> searchMcd(const PointsRef& points, const SearchPlan& plan, std::uint64_t seed,
                                               Progress& progress);

} // namespace perimeter
