// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// Linear-interpolated percentile, share in [0, 1], of values in any order (NumPy's default). NaN where there is none.
[[nodiscard]] double percentile(Eigen::VectorXd values, double share);

} // namespace perimeter
