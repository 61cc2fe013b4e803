// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/kernel_gradient.h"

#include "base/parallel.h"
#include "detectors/kernels/kernel_expansion.h"
#include "detectors/kernels/tile_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

/// Points per tile below which tiles save nothing.
constexpr std::size_t pointsPerTile = 16;
/// The least that is worth a thread: tiles, of so many points in all.
constexpr std::size_t leastTiles = 16;
constexpr std::size_t fewPoints = 4096;

} // namespace

KernelGradient::Tiled::Tiled(const TileGrid& over, const VectorPoints& points)
    : grid(over), tileOf(points.size()), us(points.size()), vs(points.size()), settled(points.size())
{
    const TileBuckets buckets(grid, {points.column(0), points.size()}, {points.column(1), points.size()});
    for (const TileBuckets::Bucket& bucket : buckets.buckets) {
        for (std::size_t place = bucket.first; place < bucket.first + bucket.count; ++place) {
            const std::size_t point = buckets.order[place];
            tileOf[point] = static_cast<std::uint32_t>(tiles.size());
            us[point] = grid.local(points.at(point, 0), bucket.tile.column);
            vs[point] = grid.local(points.at(point, 1), bucket.tile.row);
        }
        tiles.push_back(bucket.tile);
    }
    series.resize(tiles.size());
    moved.resize(tiles.size());
}

KernelGradient::KernelGradient(const Kernel& kernel, const PointsRef& points)
    : m_kernel(kernel), m_points(points), m_values(m_points.padded(), 0)
{
    if (kernel.kind != KernelKind::Rbf)
        return;
    const TileGrid grid(kernel.gamma);
    if (points.cols() == 2 && grid.reaches(points.cwiseAbs().maxCoeff())) {
        auto tiled = std::make_unique<Tiled>(grid, m_points);
        if (tiled->tiles.size() * pointsPerTile <= m_points.size())
            m_tiled = std::move(tiled);
    }
    if (!m_tiled)
        m_near = std::make_unique<const NearPoints>(grid, m_points);
}

double KernelGradient::low(std::size_t point) const
{
    if (!m_tiled)
        return m_values[point];
    return m_values[point] - (m_tiled->moved[m_tiled->tileOf[point]].down - m_tiled->settled[point].down);
}

double KernelGradient::high(std::size_t point) const
{
    if (!m_tiled)
        return m_values[point];
    return m_values[point] + (m_tiled->moved[m_tiled->tileOf[point]].up - m_tiled->settled[point].up);
}

bool KernelGradient::add(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress)
{
    return addAll(VectorPoints(m_points, chosen), changes, progress);
}

bool KernelGradient::addOthers(const PointsRef& centres, const Eigen::VectorXd& alpha, Progress& progress)
{
    m_sumOfOthers += alpha.sum();
    if (m_tiled)
        return addAll(VectorPoints(centres), {alpha.data(), static_cast<std::size_t>(alpha.size())}, progress);
    // Tiles may save nothing for these points, and very much for that many centres.
    ++m_additions;
    RowMatrix places(static_cast<Eigen::Index>(m_points.size()), centres.cols());
    for (Eigen::Index column = 0; column < places.cols(); ++column)
        places.col(column) =
            Eigen::Map<const Eigen::VectorXd>(m_points.column(static_cast<std::size_t>(column)), places.rows());
    const Expected<Eigen::VectorXd> sums = KernelExpansion(m_kernel, centres, alpha).at(places, progress);
    if (!sums)
        return false;
    for (Eigen::Index point = 0; point < places.rows(); ++point)
        m_values[static_cast<std::size_t>(point)] += (*sums)[point];
    return true;
}

bool KernelGradient::addAll(const VectorPoints& centres, std::span<const double> changes, Progress& progress)
{
    ++m_additions;
    if (changes.empty())
        return true;
    if (!m_tiled)
        return addUntiled(centres, changes, progress);
    const std::vector<std::size_t> near = tilesNear(centres);
    const std::vector<TileValues> series = seriesOf(centres, changes, near, progress);
    if (series.size() < near.size())
        return false;
    for (std::size_t k = 0; k < series.size(); ++k) {
        TileValues& sum = m_tiled->series[near[k]];
        Moved& moved = m_tiled->moved[near[k]];
        // |T_r T_c| ≤ 1: the first term is the change's middle, the others go no farther from it than their sum.
        double around = 0;
        for (std::size_t term = 0; term < series[k].size(); ++term) {
            sum[term] += series[k][term];
            around += std::abs(series[k][term]);
        }
        const double middle = series[k][0];
        around -= std::abs(middle);
        moved.up += std::max(around + middle, 0.0);
        moved.down += std::max(around - middle, 0.0);
    }
    return true;
}

bool KernelGradient::settle(std::span<const Eigen::Index> points, Progress& progress)
{
    std::vector<double> values;
    if (!m_tiled)
        return true;
    if (!evaluate(m_tiled->series, points, values, progress))
        return false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto point = static_cast<std::size_t>(points[i]);
        m_values[point] = values[i];
        m_tiled->settled[point] = m_tiled->moved[m_tiled->tileOf[point]];
    }
    return true;
}

bool KernelGradient::settleAll(Progress& progress)
{
    std::vector<Eigen::Index> all(m_points.size());
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    return settle(all, progress);
}

bool KernelGradient::addUntiled(const VectorPoints& centres, std::span<const double> changes, Progress& progress)
{
    if (!m_near)
        return addKernelSums(m_kernel, centres, changes, m_points, m_values.data(), progress);
    const TileGrid grid(m_kernel.gamma);
    return addNearGaussians(grid, NearPoints(grid, centres), changes, *m_near, m_values.data(), progress);
}

std::vector<std::size_t> KernelGradient::tilesNear(const VectorPoints& centres) const
{
    const TileBuckets buckets(m_tiled->grid, {centres.column(0), centres.size()}, {centres.column(1), centres.size()});
    return placesWithinReach(
        m_tiled->tiles.size(), [&](std::size_t place) { return m_tiled->tiles[place]; }, buckets);
}

std::vector<TileValues> KernelGradient::seriesOf(const VectorPoints& centres, std::span<const double> changes,
                                                 std::span<const std::size_t> tiles, Progress& progress) const
{
    const Gaussians gaussians{{centres.column(0), centres.size()}, {centres.column(1), centres.size()}, changes};
    std::vector<TileValues> values(tiles.size());
    std::vector<TileTarget> targets;
    for (std::size_t k = 0; k < values.size(); ++k)
        targets.push_back({m_tiled->tiles[tiles[k]], &values[k]});
    if (!addGaussians(m_tiled->grid, gaussians, targets, progress))
        return {};
    const auto isZero = [](double value) { return value == 0; };
    inParallel(values.size(), leastTiles, [&](std::size_t begin, std::size_t end) {
        for (TileValues& each : std::span(values).subspan(begin, end - begin))
            if (!std::ranges::all_of(each, isZero))
                each = chebyshevCoefficients(each);
    });
    return values;
}

bool KernelGradient::evaluate(const std::vector<TileValues>& series, std::span<const Eigen::Index> points,
                              std::vector<double>& values, Progress& progress) const
{
    // The places of the points, tile by tile.
    std::vector<std::size_t> first(series.size() + 1, 0);
    for (const Eigen::Index point : points)
        ++first[m_tiled->tileOf[static_cast<std::size_t>(point)] + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::size_t> places(points.size());
    std::vector<double> us(points.size());
    std::vector<double> vs(points.size());
    std::vector<std::size_t> next = first;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto point = static_cast<std::size_t>(points[i]);
        const std::size_t place = next[m_tiled->tileOf[point]]++;
        places[place] = i;
        us[place] = m_tiled->us[point];
        vs[place] = m_tiled->vs[point];
    }
    if (!progress.advance(0))
        return false;
    std::vector<double> found(points.size());
    const auto evaluateTiles = [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k)
            evaluateSeries(series[k], us.data() + first[k], vs.data() + first[k], first[k + 1] - first[k],
                           found.data() + first[k]);
    };
    inParallel(series.size(), points.size() < fewPoints ? series.size() : leastTiles, evaluateTiles);
    values.resize(points.size());
    for (std::size_t place = 0; place < places.size(); ++place)
        values[places[place]] = found[place];
    return true;
}

} // namespace perimeter
