// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/tile_sums.h"

#include "base/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <vector>

namespace perimeter {

namespace {

/// Centres taken at a time: their factors stay in the cache. So many in one tile are worth their moments.
constexpr std::size_t chunk = 64;
constexpr std::size_t manyCentres = chunk;
constexpr std::size_t bucketsPerLook = 16;
/// The least that is worth a thread: targets, which share factors with their neighbours, of so many products in all.
constexpr std::size_t leastTargets = 16;
constexpr std::size_t fewProducts = 20'000;
/// The same of buckets, so many of which have many centres.
constexpr std::size_t leastBuckets = 4;
constexpr std::ptrdiff_t leastDense = 8;

/// The targets within reach of one bucket, and which tile columns and rows they use.
struct Neighbourhood {
    Neighbourhood(TileIndex centre, std::span<const TileTarget> targets) : middle(centre)
    {
        for (std::int32_t row = -tileReach; row <= tileReach; ++row) {
            const TileIndex from{centre.row + row, centre.column - tileReach};
            auto target = std::ranges::lower_bound(targets, from, {}, &TileTarget::tile);
            for (; target != targets.end() && target->tile.row == from.row &&
                   target->tile.column <= centre.column + tileReach;
                 ++target) {
                if (!reaches(row, target->tile.column - centre.column))
                    continue;
                near.push_back(*target);
                usesRow[static_cast<std::size_t>(row + tileReach)] = true;
                usesColumn[static_cast<std::size_t>(target->tile.column - from.column)] = true;
            }
        }
    }

    /// Between tiles so far apart along both axes there are at least √5 sides: exp(−30) is nothing.
    [[nodiscard]] static bool reaches(std::int32_t rows, std::int32_t columns)
    {
        const std::int32_t between = std::max(std::abs(rows) - 1, 0);
        const std::int32_t beside = std::max(std::abs(columns) - 1, 0);
        return between * between + beside * beside < 5;
    }
    [[nodiscard]] std::size_t rowOf(const TileTarget& target) const
    {
        return static_cast<std::size_t>(target.tile.row - middle.row + tileReach);
    }
    [[nodiscard]] std::size_t columnOf(const TileTarget& target) const
    {
        return static_cast<std::size_t>(target.tile.column - middle.column + tileReach);
    }

    TileIndex middle;
    std::vector<TileTarget> near;
    std::array<bool, tilesWithinReach> usesRow{};
    std::array<bool, tilesWithinReach> usesColumn{};
};

/// Centres of Gaussians taken from their places in a tile.
struct Chunk {
    void take(const Gaussians& gaussians, std::span<const std::size_t> centres)
    {
        count = centres.size();
        for (std::size_t i = 0; i < count; ++i) {
            x[i] = gaussians.xs[centres[i]];
            y[i] = gaussians.ys[centres[i]];
            alpha[i] = gaussians.alpha[centres[i]];
        }
    }

    std::size_t count = 0;
    std::array<double, chunk> x;
    std::array<double, chunk> y;
    std::array<double, chunk> alpha;
};

TileMoments momentsOf(const TileGrid& grid, const Gaussians& gaussians, TileIndex tile,
                      std::span<const std::size_t> centres)
{
    TileMoments moments{};
    Chunk some;
    std::array<double, chunk * tileTerms> alongX;
    std::array<double, chunk * tileTerms> alongY;
    for (std::size_t begin = 0; begin < centres.size(); begin += chunk) {
        some.take(gaussians, centres.subspan(begin, std::min(chunk, centres.size() - begin)));
        for (std::size_t i = 0; i < some.count; ++i) {
            some.x[i] = grid.local(some.x[i], tile.column);
            some.y[i] = grid.local(some.y[i], tile.row);
        }
        fillPolynomials(some.x.data(), nullptr, some.count, alongX.data());
        fillPolynomials(some.y.data(), some.alpha.data(), some.count, alongY.data());
        addMoments(alongX.data(), alongY.data(), some.count, moments);
    }
    return moments;
}

/// The moments of each bucket, null where its centres are few or no target is near.
using BucketMoments = std::vector<std::unique_ptr<const TileMoments>>;

BucketMoments momentsOf(const TileGrid& grid, const Gaussians& gaussians, const TileBuckets& centres,
                        std::span<const TileTarget> targets)
{
    BucketMoments moments(centres.buckets.size());
    const auto dense = std::ranges::count_if(
        centres.buckets, [](const TileBuckets::Bucket& bucket) { return bucket.count >= manyCentres; });
    inParallel(
        moments.size(), dense < leastDense ? moments.size() : leastBuckets, [&](std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k) {
                const TileBuckets::Bucket& bucket = centres.buckets[k];
                if (bucket.count >= manyCentres && !Neighbourhood(bucket.tile, targets).near.empty())
                    moments[k] = std::make_unique<const TileMoments>(momentsOf(
                        grid, gaussians, bucket.tile, std::span(centres.order).subspan(bucket.first, bucket.count)));
            }
        });
    return moments;
}

/// Adds what the centres of one tile come to at the targets within their reach.
class BucketSum {
public:
    BucketSum(const TileGrid& grid, const Gaussians& gaussians) : m_grid(grid), m_gaussians(gaussians) {}

    /// Of fewer centres than are worth their moments.
    void add(std::span<const std::size_t> centres, const Neighbourhood& around)
    {
        std::array<double*, tilesWithinReach> columnFactors{};
        std::array<double*, tilesWithinReach> rowFactors{};
        for (std::size_t k = 0; k < tilesWithinReach; ++k) {
            columnFactors[k] = around.usesColumn[k] ? m_alongX[k].data() : nullptr;
            rowFactors[k] = around.usesRow[k] ? m_alongY[k].data() : nullptr;
        }
        m_some.take(m_gaussians, centres);
        const std::array<double, tileNodes> columnNodes = m_grid.nodes(around.middle.column);
        const std::array<double, tileNodes> rowNodes = m_grid.nodes(around.middle.row);
        const auto fill = [&](const auto& nodes, const auto& places, const double* scales, const auto& factors) {
            fillFactors({m_grid.gamma(), m_grid.side(), nodes.data(), places.data(), scales, m_some.count, factors});
        };
        fill(columnNodes, m_some.x, nullptr, columnFactors);
        fill(rowNodes, m_some.y, m_some.alpha.data(), rowFactors);
        for (const TileTarget& target : around.near)
            addProducts(m_alongY[around.rowOf(target)].data(), m_alongX[around.columnOf(target)].data(), m_some.count,
                        *target.values);
    }

    void add(const TileMoments& moments, const Neighbourhood& around)
    {
        for (std::size_t k = 0; k < tilesWithinReach; ++k)
            if (around.usesColumn[k])
                fillFromMoments(moments, static_cast<std::int32_t>(k) - tileReach, m_alongX[k].data());
        for (const TileTarget& target : around.near)
            addProducts(translation(target.tile.row - around.middle.row), m_alongX[around.columnOf(target)].data(),
                        tileTerms, *target.values);
    }

private:
    using Factors = std::array<double, tileNodes * std::max(chunk, tileTerms)>;

    const TileGrid& m_grid;
    const Gaussians& m_gaussians;
    Chunk m_some;
    std::array<Factors, tilesWithinReach> m_alongX;
    std::array<Factors, tilesWithinReach> m_alongY;
};

} // namespace

bool addGaussians(const TileGrid& grid, const Gaussians& gaussians, std::span<const TileTarget> targets,
                  Progress& progress)
{
    const TileBuckets centres(grid, gaussians.xs, gaussians.ys);
    const BucketMoments moments = momentsOf(grid, gaussians, centres, targets);
    StillProgress still(progress);
    std::atomic<bool> isWhole = true;
    const auto addTo = [&](std::size_t begin, std::size_t end) {
        BucketSum sum(grid, gaussians);
        for (std::size_t k = 0; isWhole && k < moments.size(); ++k) {
            const TileBuckets::Bucket& bucket = centres.buckets[k];
            const Neighbourhood around(bucket.tile, targets.subspan(begin, end - begin));
            if (around.near.empty())
                continue;
            if (moments[k])
                sum.add(*moments[k], around);
            else
                sum.add(std::span(centres.order).subspan(bucket.first, bucket.count), around);
            if (k % bucketsPerLook == 0 && !still.advance(0))
                isWhole = false;
        }
    };
    const bool few = gaussians.xs.size() * targets.size() < fewProducts;
    inParallel(targets.size(), few ? targets.size() : leastTargets, addTo);
    return isWhole;
}

} // namespace perimeter
