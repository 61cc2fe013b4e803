// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/robust_covariance.h"
#include "detectors/rows/observed.h"

#include <vector>

namespace perimeter {

/// The robust covariance of more rows than can be held turns on a few distances by its raw covariance: of the h-th
/// nearest row, of the median, and where rows no longer count. By a covariance that is nearly the one sought the rows
/// about these are told from those between, of which moments tell everything.
class RobustZones {
public:
    /// Zones by the raw covariance of `nearly`, which was learned from `observed`: rows are looked at singly from
    /// 1 − width to 1 + width times each of these distances.
    RobustZones(const RobustCovariance& nearly, const Observed& observed, const RobustOptions& options, double width);

    [[nodiscard]] double squaredDistance(double x, double y) const
    {
        const double u = x - m_location[0];
        const double v = y - m_location[1];
        return m_precision(0, 0) * u * u + 2 * m_precision(0, 1) * u * v + m_precision(1, 1) * v * v;
    }
    [[nodiscard]] const Eigen::Vector2d& location() const { return m_location; }
    [[nodiscard]] const Eigen::Matrix2d& covariance() const { return m_covariance; }

    /// Zones follow each other by distance; those about a level, whose rows are single, have odd numbers.
    [[nodiscard]] std::size_t size() const { return m_borders.size() + 1; }
    [[nodiscard]] std::size_t zoneOf(double squaredDistance) const;
    [[nodiscard]] static bool isSingle(std::size_t zone) { return zone % 2 == 1; }

    /// Whether what was learned from single rows and whole zones is what is learned from every row: no distance that it
    /// turns on lies within a zone.
    [[nodiscard]] bool serve(const RobustCovariance& learned, const Observed& observed,
                             const RobustOptions& options) const;

private:
    Eigen::Vector2d m_location;
    Eigen::Matrix2d m_covariance;
    Eigen::Matrix2d m_precision;
    std::vector<double> m_borders; ///< squared distances, ascending
};

} // namespace perimeter
