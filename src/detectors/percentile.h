// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// Where a percentile of n values lies among them in ascending order: after the one at `below`, by `weight` of the way
/// to the next.
struct PercentilePlace {
    Eigen::Index below = 0;
    double weight = 0; ///< in [0, 1)
};
[[nodiscard]] PercentilePlace percentilePlace(double n, double share);

/// As NumPy: from the nearer end, so that both ends are met exactly.
[[nodiscard]] double interpolate(double low, double high, double weight);

/// Linear-interpolated percentile, share in [0, 1], of values in any order (NumPy's default). NaN where there is none.
[[nodiscard]] double percentile(Eigen::VectorXd values, double share);

/// The same of values each of which counts so many times, at least once.
[[nodiscard]] double percentile(const Eigen::VectorXd& values, const Eigen::VectorXd& counts, double share);

} // namespace perimeter
