// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernel_gradient.h"

#include <algorithm>

namespace perimeter {

namespace {

/// Points per tile below which tiles save nothing.
constexpr std::size_t pointsPerTile = 16;
constexpr std::size_t bucketsPerLook = 64;

} // namespace

KernelGradient::Tiled::Tiled(const TileGrid& over, const VectorPoints& points)
    : grid(over), buckets(grid, {points.column(0), points.size()}, {points.column(1), points.size()}),
      us(points.size()), vs(points.size()), values(buckets.buckets.size())
{
    std::size_t most = 0;
    for (const TileBuckets::Bucket& bucket : buckets.buckets) {
        most = std::max(most, bucket.count);
        for (std::size_t place = bucket.first; place < bucket.first + bucket.count; ++place) {
            us[place] = grid.local(points.at(buckets.order[place], 0), bucket.tile.column);
            vs[place] = grid.local(points.at(buckets.order[place], 1), bucket.tile.row);
        }
    }
    found.resize(most);
}

KernelGradient::KernelGradient(const Kernel& kernel, const PointsRef& points)
    : m_kernel(kernel), m_points(points), m_values(m_points.padded(), 0)
{
    const TileGrid grid(kernel.gamma);
    if (kernel.kind != KernelKind::Rbf || points.cols() != 2 || !grid.reaches(points.cwiseAbs().maxCoeff()))
        return;
    auto tiled = std::make_unique<Tiled>(grid, m_points);
    if (tiled->buckets.buckets.size() * pointsPerTile <= m_points.size())
        m_tiled = std::move(tiled);
}

bool KernelGradient::add(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress)
{
    ++m_additions;
    return m_tiled ? addTiled(chosen, changes, progress)
                   : addKernelSums(m_kernel, VectorPoints(m_points, chosen), changes, m_points, m_values.data(), progress);
}

bool KernelGradient::addTiled(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress)
{
    std::vector<double> xs(chosen.size());
    std::vector<double> ys(chosen.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        xs[i] = m_points.at(static_cast<std::size_t>(chosen[i]), 0);
        ys[i] = m_points.at(static_cast<std::size_t>(chosen[i]), 1);
    }
    std::vector<TileTarget> targets;
    const std::vector<TileBuckets::Bucket>& buckets = m_tiled->buckets.buckets;
    for (std::size_t k = 0; k < buckets.size(); ++k)
        targets.push_back({buckets[k].tile, &m_tiled->values[k]});
    addGaussians(m_tiled->grid, xs, ys, changes, targets);
    for (std::size_t k = 0; k < buckets.size(); ++k) {
        if (k % bucketsPerLook == 0 && !progress.advance(static_cast<double>(k) / static_cast<double>(buckets.size())))
            return false;
        const TileBuckets::Bucket& bucket = buckets[k];
        const TileValues series = chebyshevCoefficients(m_tiled->values[k]);
        evaluateSeries(series, m_tiled->us.data() + bucket.first, m_tiled->vs.data() + bucket.first, bucket.count,
                       m_tiled->found.data());
        for (std::size_t i = 0; i < bucket.count; ++i)
            m_values[m_tiled->buckets.order[bucket.first + i]] = m_tiled->found[i];
    }
    return true;
}

} // namespace perimeter
