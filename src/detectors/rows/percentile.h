// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// Where a percentile of so many values lies among them in ascending order.
struct PercentilePlace {
    double rank = 0;   ///< of the value below, from 0
    double weight = 0; ///< of the value above it, in [0, 1)
};
[[nodiscard]] PercentilePlace percentilePlace(double total, double share);

/// As NumPy: from the nearer end, so that both ends are met exactly.
[[nodiscard]] double interpolate(double low, double high, double weight);

/// Linear-interpolated percentile, share in [0, 1], of values in any order (NumPy's default). NaN where there is none.
[[nodiscard]] double percentile(Eigen::VectorXd values, double share);

/// The same of values each of which counts so many times, at least once.
[[nodiscard]] double percentile(const Eigen::VectorXd& values, const Eigen::VectorXd& counts, double share);

} // namespace perimeter
