// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/points.h"

#include <Eigen/Core>

#include <vector>

namespace perimeter {

/// Few points in place of many rows of two features: up to four for each group of rows, with its count, mean and
/// scatter, and with no third central moments. A sum of a smooth function over them is that over the rows but for terms
/// of the third order in how far the rows of a group lie from its mean.
class StandIns {
public:
    /// Rows of a mean, with sums of products of their deviations from it: xx, xy, yy.
    void add(double count, const Eigen::RowVector2d& mean, const Eigen::RowVector3d& scatter);
    /// A row that stands for itself.
    void add(const Eigen::RowVector2d& row) { put(row, 1); }

    [[nodiscard]] RowMatrix points() const;
    /// How many rows each point stands for.
    [[nodiscard]] Eigen::VectorXd counts() const;

private:
    void put(const Eigen::RowVector2d& point, double count);

    std::vector<double> m_points; ///< x and y in turn
    std::vector<double> m_counts;
};

} // namespace perimeter
