// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "field/plane.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

/// Positive where the line runs anticlockwise.
inline double signedArea(const Polyline& line)
{
    double twice = 0;
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const PlanePoint& a = line.points[i];
        const PlanePoint& b = line.points[(i + 1) % line.points.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

inline bool onBorder(const Plane& plane, const PlanePoint& point)
{
    return point.x == plane.xMin || point.x == plane.xMax || point.y == plane.yMin || point.y == plane.yMax;
}

/// Whether neighbouring points differ.
inline bool noRepeats(const Polyline& line)
{
    const bool repeated = std::adjacent_find(line.points.begin(), line.points.end()) != line.points.end() ||
                          (line.closed && line.points.front() == line.points.back());
    return !repeated && line.points.size() >= (line.closed ? 3U : 2U);
}

inline bool containsPoint(const Polyline& line, const PlanePoint& place)
{
    bool inside = false;
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const PlanePoint& a = line.points[i];
        const PlanePoint& b = line.points[(i + 1) % line.points.size()];
        if ((a.y > place.y) != (b.y > place.y) && place.x < a.x + (b.x - a.x) * (place.y - a.y) / (b.y - a.y))
            inside = !inside;
    }
    return inside;
}

/// The piece of a frontier nearest to a place, in pixels.
struct Nearest {
    double distance = std::numeric_limits<double>::infinity();
    bool onLeft = false; ///< the place lies on the left of the frontier, among the inliers
};

inline Nearest nearestPiece(const Frontier& frontier, const PlanePoint& place, double pixelX, double pixelY)
{
    Nearest nearest;
    double leastSine = 0;
    for (const Polyline& line : frontier) {
        const std::size_t pieces = line.points.size() - (line.closed ? 0 : 1);
        for (std::size_t i = 0; i < pieces; ++i) {
            const PlanePoint& a = line.points[i];
            const PlanePoint& b = line.points[(i + 1) % line.points.size()];
            const double dx = (b.x - a.x) / pixelX;
            const double dy = (b.y - a.y) / pixelY;
            const double px = (place.x - a.x) / pixelX;
            const double py = (place.y - a.y) / pixelY;
            const double share = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
            const double distance = std::hypot(px - share * dx, py - share * dy);
            const double cross = dx * py - dy * px;
            // at a shared end the piece seen at the larger angle has the say
            const double sine = std::abs(cross) / std::hypot(dx, dy) / std::max(distance, 1e-300);
            if (distance < nearest.distance - 1e-9 || (distance < nearest.distance + 1e-9 && sine > leastSine)) {
                nearest.distance = std::min(distance, nearest.distance);
                nearest.onLeft = cross > 0;
                leastSine = sine;
            }
        }
    }
    return nearest;
}

} // namespace perimeter
