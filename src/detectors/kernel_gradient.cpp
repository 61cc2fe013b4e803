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
    for (const TileBuckets::Bucket& bucket : buckets.buckets) {
        fullest = std::max(fullest, bucket.count);
        for (std::size_t place = bucket.first; place < bucket.first + bucket.count; ++place) {
            us[place] = grid.local(points.at(buckets.order[place], 0), bucket.tile.column);
            vs[place] = grid.local(points.at(buckets.order[place], 1), bucket.tile.row);
        }
    }
}

KernelGradient::KernelGradient(const Kernel& kernel, const PointsRef& points)
    : m_kernel(kernel), m_points(points), m_values(m_points.padded(), 0)
{
    if (kernel.kind != KernelKind::Rbf)
        return;
    const TileGrid grid(kernel.gamma);
    if (points.cols() == 2 && grid.reaches(points.cwiseAbs().maxCoeff())) {
        auto tiled = std::make_unique<Tiled>(grid, m_points);
        if (tiled->buckets.buckets.size() * pointsPerTile <= m_points.size())
            m_tiled = std::move(tiled);
    }
    if (!m_tiled)
        m_near = std::make_unique<const NearPoints>(grid, m_points);
}

bool KernelGradient::add(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress)
{
    ++m_additions;
    return m_tiled ? addTiled(chosen, changes, m_tiled->values, m_values.data(), progress)
                   : addUntiled(chosen, changes, m_values.data(), progress);
}

std::vector<double> KernelGradient::product(std::span<const Eigen::Index> chosen, std::span<const double> coefficients,
                                            Progress& progress) const
{
    std::vector<double> values(m_points.padded(), 0);
    std::vector<TileValues> nodes(m_tiled ? m_tiled->values.size() : 0);
    const bool done = m_tiled ? addTiled(chosen, coefficients, nodes, values.data(), progress)
                              : addUntiled(chosen, coefficients, values.data(), progress);
    return done ? values : std::vector<double>();
}

bool KernelGradient::addUntiled(std::span<const Eigen::Index> chosen, std::span<const double> changes, double* values,
                                Progress& progress) const
{
    const VectorPoints centres(m_points, chosen);
    if (!m_near)
        return addKernelSums(m_kernel, centres, changes, m_points, values, progress);
    const TileGrid grid(m_kernel.gamma);
    return addNearGaussians(grid, NearPoints(grid, centres), changes, *m_near, values, progress);
}

bool KernelGradient::addTiled(std::span<const Eigen::Index> chosen, std::span<const double> changes,
                              std::vector<TileValues>& nodes, double* values, Progress& progress) const
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
        targets.push_back({buckets[k].tile, &nodes[k]});
    if (!addGaussians(m_tiled->grid, {xs, ys, changes}, targets, progress))
        return false;
    std::vector<double> found(m_tiled->fullest);
    for (std::size_t k = 0; k < buckets.size(); ++k) {
        if (k % bucketsPerLook == 0 && !progress.advance(static_cast<double>(k) / static_cast<double>(buckets.size())))
            return false;
        const TileBuckets::Bucket& bucket = buckets[k];
        const TileValues series = chebyshevCoefficients(nodes[k]);
        evaluateSeries(series, m_tiled->us.data() + bucket.first, m_tiled->vs.data() + bucket.first, bucket.count,
                       found.data());
        for (std::size_t i = 0; i < bucket.count; ++i)
            values[m_tiled->buckets.order[bucket.first + i]] = found[i];
    }
    return true;
}

} // namespace perimeter
