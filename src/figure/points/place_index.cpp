// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/place_index.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

struct Entry {
    double x, y;
    std::uint32_t point;
};

double square(double value)
{
    return value * value;
}

} // namespace

Places placesOf(const Projection& projection, AxisScale xScale, AxisScale yScale)
{
    Places places{.at = {}, .counts = projection.counts};
    places.at.reserve(static_cast<std::size_t>(projection.points.rows()));
    for (Eigen::Index row = 0; row < projection.points.rows(); ++row)
        places.at.push_back({toAxis(xScale, projection.points(row, 0)), toAxis(yScale, projection.points(row, 1))});
    return places;
}

std::shared_ptr<const PlaceIndex> PlaceIndex::build(const Places& places, Progress& progress)
{
    std::vector<Entry> entries;
    entries.reserve(places.at.size());
    for (std::size_t point = 0; point < places.at.size(); ++point) {
        const PlanePoint& at = places.at[point];
        if (std::isfinite(at.x) && std::isfinite(at.y))
            entries.push_back({at.x, at.y, static_cast<std::uint32_t>(point)});
    }
    // Rows come in canonical order, so that this is the rule.
    if (!std::ranges::is_sorted(entries, {}, &Entry::x))
        std::ranges::stable_sort(entries, {}, &Entry::x);

    auto index = std::make_shared<PlaceIndex>();
    const std::size_t inStrip = std::max<std::size_t>(32, static_cast<std::size_t>(std::sqrt(entries.size())));
    for (std::size_t first = 0; first < entries.size(); first += inStrip) {
        const std::size_t last = std::min(entries.size(), first + inStrip);
        index->m_strips.push_back({entries[first].x, entries[last - 1].x, first, last});
        std::sort(entries.begin() + static_cast<std::ptrdiff_t>(first),
                  entries.begin() + static_cast<std::ptrdiff_t>(last),
                  [](const Entry& a, const Entry& b) { return a.y < b.y; });
        if (!progress.advance(static_cast<double>(last) / static_cast<double>(entries.size())))
            return nullptr;
    }
    index->m_x.reserve(entries.size());
    index->m_y.reserve(entries.size());
    index->m_points.reserve(entries.size());
    for (const Entry& entry : entries) {
        index->m_x.push_back(entry.x);
        index->m_y.push_back(entry.y);
        index->m_points.push_back(entry.point);
        if (!places.counts.empty())
            index->m_counts.push_back(static_cast<float>(places.counts[entry.point]));
    }
    return index;
}

std::size_t PlaceIndex::firstStrip(double xMin) const
{
    const auto strip = std::ranges::lower_bound(m_strips, xMin, {}, &Strip::xMax);
    return static_cast<std::size_t>(strip - m_strips.begin());
}

std::pair<std::size_t, std::size_t> PlaceIndex::run(const Strip& strip, double yMin, double yMax) const
{
    const auto first = m_y.begin() + static_cast<std::ptrdiff_t>(strip.first);
    const auto last = m_y.begin() + static_cast<std::ptrdiff_t>(strip.last);
    const auto from = std::lower_bound(first, last, yMin);
    const auto to = std::upper_bound(from, last, yMax);
    return {static_cast<std::size_t>(from - m_y.begin()), static_cast<std::size_t>(to - m_y.begin())};
}

std::size_t PlaceIndex::countWithin(const Rectangle& rectangle) const
{
    std::size_t count = 0;
    visitWithin(rectangle, [&](std::size_t first, std::size_t last) { count += last - first; });
    return count;
}

void PlaceIndex::searchStrip(const Strip& strip, const PlanePoint& spot, double xScale, double yScale,
                             Nearest& found) const
{
    const auto look = [&](std::size_t entry) {
        const double up = square((m_y[entry] - spot.y) * yScale);
        if (up >= found.squaredDistance)
            return false;
        const double distance = up + square((m_x[entry] - spot.x) * xScale);
        if (distance < found.squaredDistance)
            found = {distance, entry};
        return true;
    };
    const std::size_t middle = run(strip, spot.y, spot.y).first;
    std::size_t above = middle;
    while (above < strip.last && look(above))
        ++above;
    std::size_t below = middle;
    while (below > strip.first && look(below - 1))
        --below;
}

std::optional<std::size_t> PlaceIndex::nearest(const PlanePoint& spot, double xScale, double yScale, double reach) const
{
    Nearest found{std::nextafter(square(reach), INFINITY), std::nullopt};
    const std::size_t start = firstStrip(spot.x);
    for (std::size_t strip = start; strip < m_strips.size(); ++strip) {
        if (m_strips[strip].xMin > spot.x && square((m_strips[strip].xMin - spot.x) * xScale) >= found.squaredDistance)
            break;
        searchStrip(m_strips[strip], spot, xScale, yScale, found);
    }
    for (std::size_t strip = start; strip-- > 0;) {
        if (square((m_strips[strip].xMax - spot.x) * xScale) >= found.squaredDistance)
            break;
        searchStrip(m_strips[strip], spot, xScale, yScale, found);
    }
    return found.entry ? std::optional<std::size_t>(m_points[*found.entry]) : std::nullopt;
}

} // namespace perimeter
