// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/regions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// Kernel lengths between regions that lie apart: k = exp(−2) there.
constexpr double apartBy = 2;
/// Side of a small square, in kernel lengths, and along how many of them rows may lie: as many as a region is wide, and
/// where rounding says more, the last takes them.
constexpr double squareSide = 0.2;
constexpr double mostSquares = 63;

std::size_t secondColumn(const VectorPoints& points)
{
    return points.columns() > 1 ? 1 : 0;
}

double squaredDistance(const VectorPoints& points, std::size_t i, std::size_t j)
{
    double squared = 0;
    for (std::size_t column = 0; column < points.columns(); ++column) {
        const double difference = points.at(i, column) - points.at(j, column);
        squared += difference * difference;
    }
    return squared;
}

} // namespace

Regions::Regions(double gamma, const VectorPoints& points)
    : m_points(points), m_grid(gamma), m_length(1 / std::sqrt(2 * gamma)),
      m_buckets(m_grid, {points.column(0), points.size()}, {points.column(secondColumn(points)), points.size()})
{
}

bool Regions::isApart(std::size_t row, double radius, std::span<const Region> others) const
{
    return std::ranges::all_of(others, [&](const Region& other) {
        const double least = (radius + other.radius + apartBy) * m_length;
        return squaredDistance(m_points, row, other.middle) >= least * least;
    });
}

Region Regions::around(std::size_t row, RegionRadii radii) const
{
    const double farthest = radii.all * m_length * radii.all * m_length;
    const double farthestOfCore = radii.core * m_length * radii.core * m_length;
    const auto tiles = static_cast<std::int32_t>(std::ceil(radii.all * m_length / m_grid.side()));
    const TileIndex middle = m_grid.tileOf(m_points.at(row, 0), m_points.at(row, secondColumn(m_points)));
    Region region{.middle = row, .radius = radii.all, .rows = {}, .core = {}};
    for (std::int32_t along = middle.row - tiles; along <= middle.row + tiles; ++along) {
        const TileIndex from{along, middle.column - tiles};
        auto bucket = std::ranges::lower_bound(m_buckets.buckets, from, {}, &TileBuckets::Bucket::tile);
        for (; bucket != m_buckets.buckets.end() && bucket->tile <= TileIndex{along, middle.column + tiles}; ++bucket) {
            for (std::size_t place = bucket->first; place < bucket->first + bucket->count; ++place) {
                const std::size_t other = m_buckets.order[place];
                const double squared = squaredDistance(m_points, row, other);
                if (squared <= farthest)
                    region.rows.push_back(static_cast<Eigen::Index>(other));
                if (squared <= farthestOfCore)
                    region.core.push_back(static_cast<Eigen::Index>(other));
            }
        }
    }
    std::ranges::sort(region.rows);
    return region;
}

std::vector<Eigen::Index> firstOfSquares(double gamma, const VectorPoints& points, std::span<const RankedRow> rows)
{
    if (rows.empty())
        return {};
    const double side = std::max(squareSide / std::sqrt(2 * gamma), std::numeric_limits<double>::min());
    const double* const xs = points.column(0);
    const double* const ys = points.column(secondColumn(points));
    const auto along = [&](const double* coordinates) {
        const auto least = std::ranges::min(rows, {}, [&](const RankedRow& ranked) { return coordinates[ranked.row]; });
        return [=](const RankedRow& ranked) {
            const double squares = (coordinates[ranked.row] - coordinates[least.row]) / side;
            return static_cast<std::size_t>(squares < mostSquares ? squares : mostSquares);
        };
    };
    const auto across = along(xs);
    const auto upwards = along(ys);
    const std::size_t width = across(std::ranges::max(rows, {}, across)) + 1;
    const std::size_t height = upwards(std::ranges::max(rows, {}, upwards)) + 1;

    std::vector<RankedRow> first(width * height, {0, -1});
    for (const RankedRow& ranked : rows) {
        RankedRow& ofSquare = first[upwards(ranked) * width + across(ranked)];
        if (ofSquare.row < 0 || ranked.rank < ofSquare.rank)
            ofSquare = ranked;
    }
    std::vector<Eigen::Index> chosen;
    for (const RankedRow& ranked : first)
        if (ranked.row >= 0)
            chosen.push_back(ranked.row);
    return chosen;
}

} // namespace perimeter
