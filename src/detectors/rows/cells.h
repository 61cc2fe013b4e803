// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/points.h"

#include <Eigen/Core>

namespace perimeter {

/// Rows of two features counted into the cells of a regular grid in scaled space: what detectors learn from where the
/// rows themselves are too many. Empty cells are left out.
struct Cells {
    double width = 0;       ///< of a cell along both axes
    RowMatrix means;        ///< of the rows in each cell
    Eigen::VectorXd counts; ///< rows in each cell, at least 1
    /// Sums over the rows of each cell of products of deviations from the cell's mean: xx, xy, yy. With them location
    /// and covariance of all rows are exact.
    Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor> scatter;
};

} // namespace perimeter
