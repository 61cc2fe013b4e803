// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <vector>

namespace perimeter {

/// The MCD of one column, which needs no search.
struct ShortestHalf {
    double location = 0;
    std::vector<Eigen::Index> rows; ///< h of them, ascending; ties broken by row number
};

/// The h neighbours in order with the least variance, and their mean: robustbase's.
[[nodiscard]] ShortestHalf leastVariance(const Eigen::VectorXd& values, Eigen::Index h);

/// The middle of the shortest stretch from a value to the h-th above it (the mean of the middles, where several are
/// equally short), and the h values nearest to it: scikit-learn's.
[[nodiscard]] ShortestHalf shortestStretch(const Eigen::VectorXd& values, Eigen::Index h);

} // namespace perimeter
