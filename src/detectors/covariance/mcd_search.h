// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/rows/observed.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>

namespace perimeter {

/// What the search found: the h rows with the smallest determinant met, or the rows on a hyperplane that holds h.
struct SearchResult {
    ChosenRows chosen;
    std::optional<Eigen::VectorXd> normal = std::nullopt; ///< of the hyperplane
};

/// FastMCD (Rousseeuw & Van Driessen 1999) for two and more columns: starts within groups of a random part of the rows,
/// the best of each on that part, the best of those on all rows, and from there whatever the neighbourhood offers.
/// Starts are h-subsets as in scikit-learn and (p + 1)-subsets as in robustbase, by turns: either kind finds what the
/// other misses. h and what is drawn are rows also where cells stand for them; the rows of a cell lie about its mean as
/// its scatter says. The same seed gives the same rows. Errors: Cancelled.
[[nodiscard]] Expected<SearchResult> searchMcd(const Observed& observed, Eigen::Index h, std::uint64_t seed,
                                               Progress& progress);

} // namespace perimeter
