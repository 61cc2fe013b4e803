// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/rbf_tiles.h"

#include "base/parallel.h"
#include "detectors/kernels/tile_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

constexpr double farthestTile = 1 << 28;
constexpr std::size_t centresPerTile = 8;
/// The least that is worth a thread: series to make, and places where they are evaluated.
constexpr std::size_t leastTiles = 16;
constexpr std::size_t fewPlaces = 8192;
constexpr std::size_t placesAtOnce = 4096;

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
    inParallel(targets.size(), leastTiles, [&](std::size_t begin, std::size_t end) {
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
    // Tiles with very many points are shared out.
    std::vector<TileBuckets::Bucket> parts;
    for (const TileBuckets::Bucket& bucket : places.buckets)
        for (std::size_t begin = 0; begin < bucket.count; begin += placesAtOnce)
            parts.push_back({bucket.tile, bucket.first + begin, std::min(placesAtOnce, bucket.count - begin)});
    const auto evaluateParts = [&](std::size_t from, std::size_t to) {
        std::vector<double> us;
        std::vector<double> vs;
        std::vector<double> found;
        for (const TileBuckets::Bucket& part : std::span(parts).subspan(from, to - from)) {
            us.resize(part.count);
            vs.resize(part.count);
            found.assign(part.count, 0);
            const std::span<const std::size_t> members(places.order.data() + part.first, part.count);
            for (std::size_t i = 0; i < members.size(); ++i) {
                us[i] = m_grid.local(xs[members[i]], part.tile.column);
                vs[i] = m_grid.local(ys[members[i]], part.tile.row);
            }
            if (const TileValues* const coefficients = series(part.tile))
                evaluateSeries(*coefficients, us.data(), vs.data(), us.size(), found.data());
            for (std::size_t i = 0; i < members.size(); ++i)
                values[members[i]] = found[i];
        }
    };
    inParallel(parts.size(), xs.size() < fewPlaces ? parts.size() : 1, evaluateParts);
}

std::size_t RbfTiles::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_tiles.size() * sizeof(TileValues) + 3 * m_xs.size() * sizeof(double);
}

} // namespace perimeter
