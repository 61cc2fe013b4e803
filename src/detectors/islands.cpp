// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/islands.h"

#include "detectors/percentile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace perimeter {

namespace {

/// As many rows, evenly taken, give the median.
constexpr Eigen::Index MostSampled = 200;

double neighbourDistance(const PointsRef& points)
{
    const Eigen::Index sampled = std::min(MostSampled, points.rows());
    const Eigen::MatrixXd columns = points;
    Eigen::VectorXd nearest(sampled);
    Eigen::ArrayXd squared(points.rows());
    for (Eigen::Index i = 0; i < sampled; ++i) {
        const Eigen::Index row = i * points.rows() / sampled;
        squared.setZero();
        for (Eigen::Index column = 0; column < points.cols(); ++column)
            squared += (columns.col(column).array() - points(row, column)).square();
        nearest[i] = (squared > 0).select(squared, std::numeric_limits<double>::infinity()).minCoeff();
    }
    return std::sqrt(percentile(nearest, 0.5));
}

double widestMiddle(const PointsRef& points)
{
    double widest = 0;
    for (Eigen::Index column = 0; column < points.cols(); ++column)
        widest = std::max(widest, percentile(points.col(column), 0.95) - percentile(points.col(column), 0.05));
    return widest;
}

} // namespace

std::optional<Islands> findIslands(const PointsRef& points, const Kernel& kernel)
{
    if (kernel.kind != KernelKind::Rbf)
        return std::nullopt;
    const Islands islands{1 / std::sqrt(2 * kernel.gamma), neighbourDistance(points)};
    const bool apart = kernel.gamma * islands.neighbour * islands.neighbour > 4 * std::numbers::ln2;
    const bool invisible = islands.kernelLength < widestMiddle(points) / 1000;
    return apart || invisible ? std::optional(islands) : std::nullopt;
}

} // namespace perimeter
