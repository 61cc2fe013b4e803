// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/rbf_tiles.h"

#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

constexpr double farthestTile = 1 << 28;
constexpr std::size_t centresPerTile = 8;
/// Centres taken at a time: their factors stay in the cache.
constexpr std::size_t chunk = 64;
/// Centres in one tile that are worth their moments.
constexpr std::size_t manyCentres = 64;
/// The least that is worth a thread: targets, which share factors with their neighbours, of so many products in all.
constexpr std::size_t leastTargets = 16;
constexpr std::size_t fewProducts = 20'000;

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

/// The places of points by tile, and within one in the order they come in. Where the tiles lie close together each has
/// a count of its own, else they are sorted.
void sortByTile(const std::vector<TileIndex>& tiles, std::vector<std::size_t>& order)
{
    const auto [leftmost, rightmost] = std::ranges::minmax(tiles, {}, &TileIndex::column);
    const auto [lowest, highest] = std::ranges::minmax(tiles, {}, &TileIndex::row);
    const auto width = static_cast<std::size_t>(std::int64_t{rightmost.column} - leftmost.column + 1);
    const auto height = static_cast<std::size_t>(std::int64_t{highest.row} - lowest.row + 1);
    if (width * height > 2 * tiles.size()) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tiles[i]; });
        return;
    }
    const auto placeOf = [&, low = lowest.row, left = leftmost.column](TileIndex tile) {
        return static_cast<std::size_t>(tile.row - low) * width + static_cast<std::size_t>(tile.column - left);
    };
    std::vector<std::size_t> next(width * height + 1, 0);
    for (const TileIndex tile : tiles)
        ++next[placeOf(tile) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (std::size_t i = 0; i < tiles.size(); ++i)
        order[next[placeOf(tiles[i])]++] = i;
}

} // namespace

TileGrid::TileGrid(double gamma)
    : m_gamma(gamma), m_side(std::max(tileSide / std::sqrt(2 * gamma), std::numeric_limits<double>::min()))
{
}

bool TileGrid::reaches(double coordinate) const
{
    return std::abs(coordinate / m_side) < farthestTile;
}

std::int32_t TileGrid::along(double coordinate) const
{
    return static_cast<std::int32_t>(std::clamp(std::floor(coordinate / m_side), -farthestTile, farthestTile));
}

std::array<double, tileNodes> TileGrid::nodes(std::int32_t tile) const
{
    std::array<double, tileNodes> places;
    for (std::size_t j = 0; j < tileNodes; ++j)
        places[j] = m_side * (tile + 0.5 * (chebyshevNodes()[j] + 1));
    return places;
}

TileBuckets::TileBuckets(const TileGrid& grid, std::span<const double> xs, std::span<const double> ys)
    : order(xs.size())
{
    std::vector<TileIndex> tiles(xs.size());
    for (std::size_t i = 0; i < xs.size(); ++i)
        tiles[i] = grid.tileOf(xs[i], ys[i]);
    if (!tiles.empty())
        sortByTile(tiles, order);
    for (std::size_t place = 0; place < order.size(); ++place) {
        const TileIndex tile = tiles[order[place]];
        if (buckets.empty() || buckets.back().tile != tile)
            buckets.push_back({tile, place, 0});
        ++buckets.back().count;
    }
}

namespace {

/// Adds what the centres of one tile come to at the targets within their reach.
class BucketSum {
public:
    BucketSum(const TileGrid& grid, const Gaussians& gaussians) : m_grid(grid), m_gaussians(gaussians) {}

    void add(std::span<const std::size_t> centres, const Neighbourhood& around)
    {
        if (centres.size() >= manyCentres) {
            addByMoments(centres, around);
            return;
        }
        for (std::size_t begin = 0; begin < centres.size(); begin += chunk)
            addChunk(centres.subspan(begin, std::min(chunk, centres.size() - begin)), around);
    }

private:
    void take(std::span<const std::size_t> centres)
    {
        for (std::size_t i = 0; i < centres.size(); ++i) {
            m_x[i] = m_gaussians.xs[centres[i]];
            m_y[i] = m_gaussians.ys[centres[i]];
            m_scale[i] = m_gaussians.alpha[centres[i]];
        }
    }

    void addChunk(std::span<const std::size_t> centres, const Neighbourhood& around)
    {
        std::array<double*, tilesWithinReach> columnFactors{};
        std::array<double*, tilesWithinReach> rowFactors{};
        for (std::size_t k = 0; k < tilesWithinReach; ++k) {
            columnFactors[k] = around.usesColumn[k] ? m_alongX[k].data() : nullptr;
            rowFactors[k] = around.usesRow[k] ? m_alongY[k].data() : nullptr;
        }
        take(centres);
        const std::array<double, tileNodes> columnNodes = m_grid.nodes(around.middle.column);
        const std::array<double, tileNodes> rowNodes = m_grid.nodes(around.middle.row);
        const std::size_t count = centres.size();
        fillFactors({m_grid.gamma(), m_grid.side(), columnNodes.data(), m_x.data(), nullptr, count, columnFactors});
        fillFactors({m_grid.gamma(), m_grid.side(), rowNodes.data(), m_y.data(), m_scale.data(), count, rowFactors});
        for (const TileTarget& target : around.near)
            addProducts(m_alongY[around.rowOf(target)].data(), m_alongX[around.columnOf(target)].data(), count,
                        *target.values);
    }

    void addByMoments(std::span<const std::size_t> centres, const Neighbourhood& around)
    {
        TileMoments moments{};
        for (std::size_t begin = 0; begin < centres.size(); begin += chunk) {
            const std::span<const std::size_t> part = centres.subspan(begin, std::min(chunk, centres.size() - begin));
            take(part);
            for (std::size_t i = 0; i < part.size(); ++i) {
                m_x[i] = m_grid.local(m_x[i], around.middle.column);
                m_y[i] = m_grid.local(m_y[i], around.middle.row);
            }
            fillPolynomials(m_x.data(), nullptr, part.size(), m_alongX[0].data());
            fillPolynomials(m_y.data(), m_scale.data(), part.size(), m_alongY[0].data());
            addMoments(m_alongX[0].data(), m_alongY[0].data(), part.size(), moments);
        }
        for (std::size_t k = 0; k < tilesWithinReach; ++k)
            if (around.usesColumn[k])
                fillFromMoments(moments, static_cast<std::int32_t>(k) - tileReach, m_alongX[k].data());
        for (const TileTarget& target : around.near)
            addProducts(translation(target.tile.row - around.middle.row), m_alongX[around.columnOf(target)].data(),
                        tileTerms, *target.values);
    }

    using Factors = std::array<double, chunk * std::max(tileNodes, tileTerms)>;

    const TileGrid& m_grid;
    const Gaussians& m_gaussians;
    std::array<Factors, tilesWithinReach> m_alongX;
    std::array<Factors, tilesWithinReach> m_alongY;
    std::array<double, chunk> m_x;
    std::array<double, chunk> m_y;
    std::array<double, chunk> m_scale;
};

bool addBuckets(const TileGrid& grid, const Gaussians& gaussians, const TileBuckets& centres,
                std::span<const TileTarget> targets, Progress& progress)
{
    BucketSum sum(grid, gaussians);
    for (const TileBuckets::Bucket& bucket : centres.buckets) {
        const Neighbourhood around(bucket.tile, targets);
        if (around.near.empty())
            continue;
        if (!progress.advance(static_cast<double>(bucket.first) / static_cast<double>(centres.order.size())))
            return false;
        sum.add(std::span(centres.order).subspan(bucket.first, bucket.count), around);
    }
    return true;
}

} // namespace

bool addGaussians(const TileGrid& grid, const Gaussians& gaussians, std::span<const TileTarget> targets,
                  Progress& progress)
{
    const TileBuckets centres(grid, gaussians.xs, gaussians.ys);
    if (gaussians.xs.size() * targets.size() < fewProducts)
        return addBuckets(grid, gaussians, centres, targets, progress);
    StillProgress still(progress);
    std::atomic<bool> isWhole = true;
    inParallel(targets.size(), leastTargets, [&](std::size_t begin, std::size_t end) {
        if (!addBuckets(grid, gaussians, centres, targets.subspan(begin, end - begin), still))
            isWhole = false;
    });
    return isWhole;
}

std::shared_ptr<const RbfTiles> RbfTiles::over(double gamma, const PointsRef& centres, const Eigen::VectorXd& alpha)
{
    const TileGrid grid(gamma);
    if (centres.cols() != 2 || centres.rows() == 0 || !grid.reaches(centres.cwiseAbs().maxCoeff()))
        return nullptr;
    auto tiles = std::make_shared<const RbfTiles>(gamma, centres, alpha);
    const TileBuckets buckets(grid, tiles->m_xs, tiles->m_ys);
    return buckets.buckets.size() * centresPerTile <= tiles->m_xs.size() ? tiles : nullptr;
}

RbfTiles::RbfTiles(double gamma, const PointsRef& centres, const Eigen::VectorXd& alpha) : m_grid(gamma)
{
    for (Eigen::Index row = 0; row < centres.rows(); ++row) {
        // Equal centres are one, whatever their number.
        const bool repeated = row > 0 && centres.row(row) == centres.row(row - 1);
        if (repeated) {
            m_alpha.back() += alpha[row];
            continue;
        }
        m_xs.push_back(centres(row, 0));
        m_ys.push_back(centres(row, 1));
        m_alpha.push_back(alpha[row]);
    }
    if (m_xs.empty())
        return;
    const auto [left, right] = std::ranges::minmax(m_xs);
    const auto [bottom, top] = std::ranges::minmax(m_ys);
    m_low = m_grid.tileOf(left, bottom);
    m_high = m_grid.tileOf(right, top);
}

bool RbfTiles::withinReach(TileIndex tile) const
{
    return tile.row >= m_low.row - tileReach && tile.row <= m_high.row + tileReach &&
           tile.column >= m_low.column - tileReach && tile.column <= m_high.column + tileReach;
}

void RbfTiles::prepare(std::span<const TileIndex> tiles) const
{
    const std::lock_guard lock(m_mutex);
    std::map<TileIndex, std::unique_ptr<TileValues>> missing;
    for (const TileIndex tile : tiles)
        if (withinReach(tile) && !m_tiles.contains(tile))
            missing.try_emplace(tile, nullptr);
    if (missing.empty() || m_xs.empty())
        return;
    std::vector<TileTarget> targets;
    for (auto& [tile, values] : missing) {
        values = std::make_unique<TileValues>();
        targets.push_back({tile, values.get()});
    }
    NoProgress progress;
    (void)addGaussians(m_grid, {m_xs, m_ys, m_alpha}, targets, progress);
    inParallel(targets.size(), leastTargets, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k)
            *targets[k].values = chebyshevCoefficients(*targets[k].values);
    });
    for (auto& [tile, values] : missing)
        m_tiles.emplace(tile, std::move(values));
}

const TileValues* RbfTiles::series(TileIndex tile) const
{
    if (!withinReach(tile))
        return nullptr;
    prepare({&tile, 1});
    const std::lock_guard lock(m_mutex);
    const auto found = m_tiles.find(tile);
    return found == m_tiles.end() ? nullptr : found->second.get();
}

double RbfTiles::at(double x, double y) const
{
    const TileIndex tile = m_grid.tileOf(x, y);
    const TileValues* const coefficients = series(tile);
    if (!coefficients)
        return 0;
    const double u = m_grid.local(x, tile.column);
    const double v = m_grid.local(y, tile.row);
    double value = 0;
    evaluateSeries(*coefficients, &u, &v, 1, &value);
    return value;
}

void RbfTiles::evaluate(std::span<const double> xs, std::span<const double> ys, std::span<double> values) const
{
    const TileBuckets places(m_grid, xs, ys);
    std::vector<TileIndex> tiles;
    for (const TileBuckets::Bucket& bucket : places.buckets)
        tiles.push_back(bucket.tile);
    prepare(tiles);
    std::vector<double> us;
    std::vector<double> vs;
    std::vector<double> found;
    for (const TileBuckets::Bucket& bucket : places.buckets) {
        us.resize(bucket.count);
        vs.resize(bucket.count);
        found.assign(bucket.count, 0);
        const std::span<const std::size_t> members(places.order.data() + bucket.first, bucket.count);
        for (std::size_t i = 0; i < members.size(); ++i) {
            us[i] = m_grid.local(xs[members[i]], bucket.tile.column);
            vs[i] = m_grid.local(ys[members[i]], bucket.tile.row);
        }
        if (const TileValues* const coefficients = series(bucket.tile))
            evaluateSeries(*coefficients, us.data(), vs.data(), us.size(), found.data());
        for (std::size_t i = 0; i < members.size(); ++i)
            values[members[i]] = found[i];
    }
}

std::size_t RbfTiles::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_tiles.size() * sizeof(TileValues) + 3 * m_xs.size() * sizeof(double);
}

} // namespace perimeter
