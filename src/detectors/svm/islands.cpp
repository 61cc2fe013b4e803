// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/islands.h"

#include "detectors/rows/percentile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <vector>

namespace perimeter {

namespace {

/// As many rows, evenly taken, give the median.
constexpr Eigen::Index MostSampled = 200;

/// Distance² from a row to the nearest that differs from it, looking from its place in the order of the first column
/// both ways until that column alone is farther.
double nearestOther(const Eigen::MatrixXd& columns, const std::vector<Eigen::Index>& order, Eigen::Index place)
{
    const Eigen::Index row = order[static_cast<std::size_t>(place)];
    double least = std::numeric_limits<double>::infinity();
    for (const Eigen::Index way : {Eigen::Index{-1}, Eigen::Index{1}}) {
        for (Eigen::Index next = place + way; next >= 0 && next < columns.rows(); next += way) {
            const Eigen::Index other = order[static_cast<std::size_t>(next)];
            const double along = columns(other, 0) - columns(row, 0);
            if (along * along >= least)
                break;
            const double squared = (columns.row(other) - columns.row(row)).squaredNorm();
            if (squared > 0)
                least = std::min(least, squared);
        }
    }
    return least;
}

double neighbourDistance(const PointsRef& points)
{
    const Eigen::Index sampled = std::min(MostSampled, points.rows());
    const Eigen::MatrixXd columns = points;
    std::vector<Eigen::Index> order(static_cast<std::size_t>(points.rows()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    const auto along = [&](Eigen::Index row) { return columns(row, 0); };
    if (!std::ranges::is_sorted(order, {}, along))
        std::ranges::stable_sort(order, {}, along);
    Eigen::VectorXd nearest(sampled);
    for (Eigen::Index i = 0; i < sampled; ++i)
        nearest[i] = nearestOther(columns, order, i * points.rows() / sampled);
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
