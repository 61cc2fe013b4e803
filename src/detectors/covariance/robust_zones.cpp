// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/robust_zones.h"

#include "detectors/covariance/plane/plane_shape.h"
#include "detectors/covariance/reweighting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// What rounding may add to a distance that bounds a zone.
constexpr double rounding = 1e-9;

/// The squared distances that a robust covariance turns on.
std::array<double, 3> levelsOf(const RobustCovariance& robust, const Observed& observed, const RobustOptions& options)
{
    const Eigen::VectorXd distances = rawDistances(robust, observed);
    double farthest = 0;
    for (const Eigen::Index row : robust.support)
        farthest = std::max(farthest, distances[row]);
    return {farthest, observed.percentile(distances, 0.5), reweightingLimit(distances, observed, options.convention)};
}

/// In deviations of `unit`, so that no unit decides what is singular.
PlaneShape shapeIn(const Eigen::Matrix2d& unit, const Eigen::Vector2d& location, const Eigen::Matrix2d& covariance)
{
    const double x = std::sqrt(unit(0, 0));
    const double y = std::sqrt(unit(1, 1));
    return planeShape({.x = location[0] / x,
                       .y = location[1] / y,
                       .xx = covariance(0, 0) / x / x,
                       .xy = covariance(0, 1) / x / y,
                       .yy = covariance(1, 1) / y / y});
}

} // namespace

RobustZones::RobustZones(const RobustCovariance& nearly, const Observed& observed, const RobustOptions& options,
                         double width)
    : m_location(nearly.rawLocation), m_covariance(nearly.rawCovariance), m_precision(m_covariance.inverse())
{
    std::array<double, 3> levels = levelsOf(nearly, observed, options);
    std::ranges::sort(levels);
    for (const double level : levels) {
        const double from = level * (1 - width) * (1 - width);
        const double to = level * (1 + width) * (1 + width);
        if (!m_borders.empty() && from <= m_borders.back())
            m_borders.back() = to;
        else
            m_borders.insert(m_borders.end(), {from, to});
    }
}

std::size_t RobustZones::zoneOf(double squaredDistance) const
{
    std::size_t zone = 0;
    while (zone < m_borders.size() && squaredDistance >= m_borders[zone])
        ++zone;
    return zone;
}

bool RobustZones::serve(const RobustCovariance& learned, const Observed& observed, const RobustOptions& options) const
{
    const ShapeChange change = changeBetween(shapeIn(m_covariance, m_location, m_covariance),
                                             shapeIn(m_covariance, learned.rawLocation, learned.rawCovariance));
    for (const double level : levelsOf(learned, observed, options)) {
        const double distance = std::sqrt(level);
        for (std::size_t zone = 0; zone < size(); zone += 2) {
            const double from = zone == 0 ? 0 : std::sqrt(m_borders[zone - 1]);
            const double to =
                zone == m_borders.size() ? std::numeric_limits<double>::infinity() : std::sqrt(m_borders[zone]);
            const bool isBeyond = from * change.least - change.shift > distance * (1 + rounding);
            const bool isWithin = to * change.most + change.shift < distance * (1 - rounding);
            if (!isBeyond && !isWithin)
                return false;
        }
    }
    return true;
}

} // namespace perimeter
