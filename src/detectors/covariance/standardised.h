// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/plane/plane_rows.h"
#include "detectors/rows/observed.h"

#include <Eigen/Core>

namespace perimeter {

/// Columns with mean 0 and deviation 1, so that no unit decides what is singular.
struct Standardised {
    explicit Standardised(const Observed& observed);

    Eigen::MatrixXd rows;
    Eigen::VectorXd means;
    Eigen::VectorXd deviations;
};

/// Of two columns, with what each row stands for.
[[nodiscard]] PlaneRows planeRows(const Standardised& standardised, const Cells* cells);

} // namespace perimeter
