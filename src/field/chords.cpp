// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/chords.h"

#include "field/bracketed_root.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace perimeter {

namespace {

constexpr int deepestHalving = 12;

class Refinement {
public:
    Refinement(const LevelFunction& function, const Scaling& scaling, const Eigen::RowVector2d& size, double tolerance,
               double onLevel)
        : m_function(function), m_scaling(scaling), m_size(size), m_tolerance(tolerance), m_onLevel(onLevel)
    {
    }

    [[nodiscard]] PlanePoint toOriginal(const Eigen::RowVector2d& scaled) const
    {
        return {m_scaling.toOriginal(0, scaled[0]), m_scaling.toOriginal(1, scaled[1])};
    }

    /// Appends what has to be between two vertices.
    void append(const PlanePoint& from, const PlanePoint& to, int depth, std::vector<PlanePoint>& points) const
    {
        if (depth == 0)
            return;
        std::optional<Eigen::RowVector2d> middle;
        bool departs = false;
        for (const double share : {0.5, 0.25, 0.75}) {
            const std::optional<Eigen::RowVector2d> on = beside(from, to, share);
            departs = departs || on;
            if (share == 0.5)
                middle = on;
            if (departs)
                break;
        }
        if (!departs)
            return;
        // Where only a quarter of the chord departs, its middle is near enough to be taken as it is.
        const PlanePoint between = middle ? toOriginal(*middle) : settled(from, to);
        append(from, between, depth - 1, points);
        points.push_back(between);
        append(between, to, depth - 1, points);
    }

private:
    [[nodiscard]] Eigen::RowVector2d toScaled(const PlanePoint& point) const
    {
        return {m_scaling.toScaled(0, point.x), m_scaling.toScaled(1, point.y)};
    }

    [[nodiscard]] Eigen::RowVector2d along(const PlanePoint& from, const PlanePoint& to, double share) const
    {
        return toScaled({std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share)});
    }

    /// The place of f = 0 beside a place of a chord, square to it and no farther than half of its length; nothing
    /// where it is within `near`, or not there.
    [[nodiscard]] std::optional<Eigen::RowVector2d> beside(const PlanePoint& from, const PlanePoint& to, double share,
                                                           double near) const
    {
        const Eigen::RowVector2d chord = (toScaled(to) - toScaled(from)).cwiseQuotient(m_size);
        const double length = chord.norm();
        const Eigen::RowVector2d place = along(from, to, share);
        const double value = m_function(place);
        if (!(length > near) || !std::isfinite(value) || std::abs(value) <= m_onLevel)
            return std::nullopt;
        // Inliers are on the left of a line: from one of them the frontier is on the right.
        const double side = value > 0 ? 1 : -1;
        const Eigen::RowVector2d step = Eigen::RowVector2d(chord[1], -chord[0]).cwiseProduct(m_size) * (side / length);
        for (double reach = near; reach <= 0.5 * length; reach *= 2) {
            const double beyond = m_function(place + reach * step);
            if ((beyond > 0) == (value > 0))
                continue;
            if (reach == near && near == m_tolerance)
                return std::nullopt;
            const double root =
                bracketedRoot([&](double t) { return m_function(place + t * reach * step); }, value, beyond, m_onLevel);
            return place + root * reach * step;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Eigen::RowVector2d> beside(const PlanePoint& from, const PlanePoint& to,
                                                           double share) const
    {
        return beside(from, to, share, m_tolerance);
    }

    [[nodiscard]] PlanePoint settled(const PlanePoint& from, const PlanePoint& to) const
    {
        // Any reach but the tolerance itself: then even a place within it is pulled onto the level.
        const std::optional<Eigen::RowVector2d> on = beside(from, to, 0.5, 0.75 * m_tolerance);
        const Eigen::RowVector2d middle = on ? *on : along(from, to, 0.5);
        return toOriginal(middle);
    }

    const LevelFunction& m_function;
    const Scaling& m_scaling;
    Eigen::RowVector2d m_size;
    double m_tolerance;
    double m_onLevel;
};

} // namespace

Polyline refinedChords(const Polyline& line, const LevelFunction& function, const Scaling& scaling, double tolerance,
                       double onLevel)
{
    Eigen::RowVector2d least = Eigen::RowVector2d::Constant(std::numeric_limits<double>::infinity());
    Eigen::RowVector2d most = -least;
    for (const PlanePoint& point : line.points) {
        const Eigen::RowVector2d place(point.x, point.y);
        least = least.cwiseMin(place);
        most = most.cwiseMax(place);
    }
    Eigen::RowVector2d size = most - least;
    // A line along an axis has no width of its own to be measured by.
    const double longest = size.maxCoeff();
    for (double& each : size)
        each = each > 0 ? each : longest;
    const Refinement refinement(function, scaling, size, tolerance, onLevel);
    Polyline refined{{}, line.closed};
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const PlanePoint at = refinement.toOriginal({line.points[i].x, line.points[i].y});
        if (i > 0)
            refinement.append(PlanePoint(refined.points.back()), at, deepestHalving, refined.points);
        refined.points.push_back(at);
    }
    if (line.closed && !refined.points.empty())
        refinement.append(PlanePoint(refined.points.back()), PlanePoint(refined.points.front()), deepestHalving,
                          refined.points);
    return refined;
}

} // namespace perimeter
