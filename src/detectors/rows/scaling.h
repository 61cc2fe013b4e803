// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "detectors/rows/points.h"

#include <Eigen/Core>

namespace perimeter {

enum class ScalingKind {
    None,
    Standard, ///< mean, population deviation: scikit-learn's preprocessing.scale
    Robust,   ///< median, interquartile range with linear interpolation: RobustScaler
    MinMax,   ///< minimum, range: MinMaxScaler
    Log1p     ///< x → log(1 + x); center 0, spread 1
};

/// A map per column from original units to scaled space: z = (g(x) − center) / spread, g the logarithm log(1 + x) for
/// Log1p and the identity for the rest. A spread of 0 (constant column) counts as 1, as in scikit-learn.
struct Scaling {
    ScalingKind kind = ScalingKind::Standard;
    Eigen::VectorXd center;
    Eigen::VectorXd spread;

    [[nodiscard]] double toScaled(Eigen::Index column, double value) const;
    [[nodiscard]] double toOriginal(Eigen::Index column, double scaled) const;
    [[nodiscard]] RowMatrix toScaled(const PointsRef& points) const;
};

/// Errors: ErrorCode::LogarithmUndefined where Log1p meets values at or below −1 (column index, number of rows);
/// ValuesTooLarge where a column reaches farther than a double.
[[nodiscard]] Expected<Scaling> fitScaling(ScalingKind kind, const PointsRef& points);

} // namespace perimeter
