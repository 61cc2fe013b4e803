// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/points.h"

#include <Eigen/Core>

#include <vector>

namespace perimeter {

/// Rows with equal ones taken together, in lexicographic order: equal rows are one row that weighs as much as all.
struct DistinctRows {
    DistinctRows(const PointsRef& rows, const WeightsRef& rowWeights);

    RowMatrix points;
    Eigen::VectorXd weights;
    std::vector<Eigen::Index> ofRow; ///< the distinct row of each row
};

} // namespace perimeter
