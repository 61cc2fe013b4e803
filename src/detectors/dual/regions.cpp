// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/regions.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

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

Region Regions::around(std::size_t row, double radius, double core) const
{
    const double farthest = radius * m_length * radius * m_length;
    const double farthestOfCore = core * m_length * core * m_length;
    const auto tiles = static_cast<std::int32_t>(std::ceil(radius * m_length / m_grid.side()));
    const TileIndex middle = m_grid.tileOf(m_points.at(row, 0), m_points.at(row, secondColumn(m_points)));
    Region region;
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

} // namespace perimeter
