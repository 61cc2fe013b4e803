// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/marching_squares.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

LatticeEdge LatticeCell::edge(int side) const
{
    switch (side) {
    case 0:
        return {column, row, length, false};
    case 1:
        return {column + length, row, length, true};
    case 2:
        return {column, row + length, length, false};
    default:
        return {column, row, length, true};
    }
}

std::vector<Chain> joinSegments(std::vector<Segment> segments)
{
    std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) { return a.from < b.from; });
    const std::size_t none = segments.size();
    std::vector<std::size_t> next(segments.size(), none);
    std::vector<bool> continues(segments.size(), false);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto found = std::lower_bound(segments.begin(), segments.end(), segments[i].to,
                                            [](const Segment& a, const LatticeEdge& edge) { return a.from < edge; });
        if (found != segments.end() && found->from == segments[i].to) {
            next[i] = static_cast<std::size_t>(found - segments.begin());
            continues[next[i]] = true;
        }
    }
    std::vector<Chain> chains;
    std::vector<bool> used(segments.size(), false);
    const auto follow = [&](std::size_t start) {
        Chain chain;
        std::size_t last = start;
        for (std::size_t i = start; i != none && !used[i]; i = next[i]) {
            used[i] = true;
            chain.edges.push_back(segments[i].from);
            last = i;
        }
        chain.closed = next[last] == start;
        if (!chain.closed)
            chain.edges.push_back(segments[last].to);
        chains.push_back(std::move(chain));
    };
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (!continues[i])
            follow(i);
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (!used[i])
            follow(i);
    return chains;
}

std::optional<Polyline> cleanLine(const std::vector<PlanePoint>& points, bool closed)
{
    Polyline line{{}, closed};
    std::vector<PlanePoint>& kept = line.points;
    kept.reserve(points.size());
    for (const PlanePoint& point : points) {
        if (!kept.empty() && kept.back() == point)
            continue;
        if (kept.size() >= 2 && kept[kept.size() - 2] == point)
            kept.pop_back();
        else
            kept.push_back(point);
    }
    if (closed) {
        std::size_t begin = 0;
        std::size_t end = kept.size();
        while (end - begin >= 2) {
            if (kept[begin] == kept[end - 1] || (end - begin >= 3 && kept[begin] == kept[end - 2]))
                --end;
            else if (end - begin >= 3 && kept[begin + 1] == kept[end - 1])
                ++begin;
            else
                break;
        }
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(end), kept.end());
        kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    if (kept.size() < (closed ? 3U : 2U))
        return std::nullopt;
    return line;
}

double crossingShare(double from, double to, double level)
{
    if (std::isinf(from) || std::isinf(to))
        return std::isinf(from) == std::isinf(to) ? 0.5 : (std::isinf(from) ? 1.0 : 0.0);
    // halves, so that differences of huge numbers do not overflow
    const double share = (level / 2 - from / 2) / (to / 2 - from / 2);
    return std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.5;
}

} // namespace perimeter
