// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace perimeter {

/// Positive where the line runs anticlockwise.
inline double signedArea(const Polyline& line)
{
    const PlanePoint& origin = line.points.front();
    double twice = 0;
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const PlanePoint& a = line.points[i];
        const PlanePoint& b = line.points[(i + 1) % line.points.size()];
        twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
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

/// The side of a drawn frontier a place lies on, seen along the way to a place whose side is known: the first piece on
/// the way tells it. Nothing when the pieces on the way contradict each other.
inline std::optional<bool> drawnAbove(const Frontier& frontier, const PlanePoint& place, const PlanePoint& known,
                                      bool knownAbove)
{
    struct Passage {
        double share;
        bool fromLeft;
    };
    std::vector<Passage> passages;
    const double wayX = known.x - place.x;
    const double wayY = known.y - place.y;
    const auto side = [&](const PlanePoint& point) {
        return wayX * (point.y - place.y) - wayY * (point.x - place.x) > 0;
    };
    for (const Polyline& line : frontier) {
        const std::size_t pieces = line.points.size() - (line.closed ? 0 : 1);
        for (std::size_t i = 0; i < pieces; ++i) {
            const PlanePoint& a = line.points[i];
            const PlanePoint& b = line.points[(i + 1) % line.points.size()];
            if (side(a) == side(b))
                continue;
            const double atPlace = (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x);
            const double atKnown = (b.x - a.x) * (known.y - a.y) - (b.y - a.y) * (known.x - a.x);
            if ((atPlace > 0) != (atKnown > 0))
                passages.push_back({atPlace / (atPlace - atKnown), atPlace > 0});
        }
    }
    std::sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) { return a.share < b.share; });
    bool above = passages.empty() ? knownAbove : passages.front().fromLeft;
    const bool answer = above;
    for (const Passage& passage : passages) {
        if (passage.fromLeft != above)
            return std::nullopt;
        above = !above;
    }
    return above == knownAbove ? std::optional(answer) : std::nullopt;
}

/// Places for the test of signs: all over the plane, and every other within 5 pixels of the frontier.
inline PlanePoint testPlace(const Plane& plane, const Frontier& frontier, int number, double pixelX, double pixelY,
                            Normals& random)
{
    const auto within = [&](const PlanePoint& point) {
        return point.x > plane.xMin && point.x < plane.xMax && point.y > plane.yMin && point.y < plane.yMax;
    };
    const auto pick = [&](std::size_t size) { return static_cast<std::size_t>(random.uniform() * double(size)); };
    PlanePoint place;
    do {
        if (number % 2 == 0 && !frontier.empty()) {
            const Polyline& line = frontier[pick(frontier.size())];
            place = line.points[pick(line.points.size())];
            const double angle = 2 * M_PI * random.uniform();
            const double distance = 5 * random.uniform();
            place.x += distance * std::cos(angle) * pixelX;
            place.y += distance * std::sin(angle) * pixelY;
        } else {
            place = {plane.xMin + random.uniform() * (plane.xMax - plane.xMin),
                     plane.yMin + random.uniform() * (plane.yMax - plane.yMin)};
        }
    } while (!within(place));
    return place;
}

} // namespace perimeter
