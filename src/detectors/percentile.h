// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// Linear-interpolated percentile, share in [0, 1], of values in any order (NumPy's default). NaN where there is none.
[[nodiscard]] double percentile(Eigen::VectorXd values, double share);

/// The same of values each of which counts so many times, at least once.
[[nodiscard]] double percentile(const Eigen::VectorXd& values, const Eigen::VectorXd& counts, double share);

} // namespace perimeter
