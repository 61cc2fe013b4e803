// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/stand_ins.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

void StandIns::put(const Eigen::RowVector2d& point, double count)
{
    m_points.insert(m_points.end(), {point[0], point[1]});
    m_counts.push_back(count);
}

void StandIns::add(double count, const Eigen::RowVector2d& mean, const Eigen::RowVector3d& scatter)
{
    // Half of the rows on either side along each principal axis of the scatter, √2 deviations from the mean.
    const double xx = scatter[0] / count;
    const double xy = scatter[1] / count;
    const double yy = scatter[2] / count;
    const double middle = (xx + yy) / 2;
    const double half = std::hypot((xx - yy) / 2, xy);
    const double angle = std::atan2(2 * xy, xx - yy) / 2;
    const Eigen::RowVector2d along(std::cos(angle), std::sin(angle));
    const Eigen::RowVector2d across(-along[1], along[0]);
    const double longer = middle + half;
    const double shorter = std::max(middle - half, 0.0);
    // What rounding makes of rows on a line.
    constexpr double nothing = 1e-9;
    if (!(longer > 0)) {
        put(mean, count);
    } else if (shorter <= nothing * longer) {
        put(mean + std::sqrt(longer) * along, count / 2);
        put(mean - std::sqrt(longer) * along, count / 2);
    } else {
        put(mean + std::sqrt(2 * longer) * along, count / 4);
        put(mean - std::sqrt(2 * longer) * along, count / 4);
        put(mean + std::sqrt(2 * shorter) * across, count / 4);
        put(mean - std::sqrt(2 * shorter) * across, count / 4);
    }
}

RowMatrix StandIns::points() const
{
    return Eigen::Map<const RowMatrix>(m_points.data(), static_cast<Eigen::Index>(m_counts.size()), 2);
}

Eigen::VectorXd StandIns::counts() const
{
    return Eigen::Map<const Eigen::VectorXd>(m_counts.data(), static_cast<Eigen::Index>(m_counts.size()));
}

} // namespace perimeter
