// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernels/tile_arithmetic.h"
#include "detectors/rows/points.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <span>
#include <vector>

namespace perimeter {

/// A square of the plane, counted from the origin.
struct TileIndex {
    std::int32_t row = 0;
    std::int32_t column = 0;
    auto operator<=>(const TileIndex&) const = default;
};

/// Tiles on which a sum of Gaussians exp(−γ‖x − xᵢ‖²) is a Chebyshev series of tileNodes terms along each axis to
/// within 1e-13·Σ|αᵢ|: their side is 3.5 kernel lengths ℓ = 1/√(2γ).
class TileGrid {
public:
    explicit TileGrid(double gamma);

    [[nodiscard]] double gamma() const { return m_gamma; }
    [[nodiscard]] double side() const { return m_side; }
    /// Whether tiles as far out as this can be counted.
    [[nodiscard]] bool reaches(double coordinate) const;
    [[nodiscard]] TileIndex tileOf(double x, double y) const { return {along(y), along(x)}; }
    [[nodiscard]] std::int32_t along(double coordinate) const;
    /// A coordinate within a tile, from −1 to 1.
    [[nodiscard]] double local(double coordinate, std::int32_t tile) const
    {
        return 2 * (coordinate / m_side - tile) - 1;
    }
    /// The tile's nodes in scaled space.
    [[nodiscard]] std::array<double, tileNodes> nodes(std::int32_t tile) const;

private:
    double m_gamma;
    double m_side;
};

/// Points sorted into their tiles, in the order they came in within each.
struct TileBuckets {
    struct Bucket {
        TileIndex tile;
        std::size_t first = 0;
        std::size_t count = 0;
    };

    TileBuckets(const TileGrid& grid, std::span<const double> xs, std::span<const double> ys);

    std::vector<std::size_t> order; ///< of the points, bucket by bucket
    std::vector<Bucket> buckets;    ///< ascending
};

/// The places, ascending, of those among `count` tiles that Gaussians about some centres reach; `tileAt` gives the tiles
/// in ascending order.
template <typename TileAt>
std::vector<std::size_t> placesWithinReach(std::size_t count, TileAt&& tileAt, const TileBuckets& centres)
{
    const auto places = std::views::iota(std::size_t{0}, count);
    std::vector<char> isNear(count, 0);
    for (const TileBuckets::Bucket& bucket : centres.buckets) {
        for (std::int32_t row = bucket.tile.row - tileReach; row <= bucket.tile.row + tileReach; ++row) {
            const TileIndex from{row, bucket.tile.column - tileReach};
            const TileIndex to{row, bucket.tile.column + tileReach};
            auto place = static_cast<std::size_t>(std::ranges::lower_bound(places, from, {}, tileAt) - places.begin());
            for (; place < count && tileAt(place) <= to; ++place)
                isNear[place] = 1;
        }
    }
    std::vector<std::size_t> near;
    std::ranges::copy_if(places, std::back_inserter(near), [&](std::size_t place) { return isNear[place] != 0; });
    return near;
}

/// x ↦ Σ αᵢ exp(−γ‖x − xᵢ‖²) over two features: tiles are made when first needed and kept. A value depends on nothing
/// but x, to the last bit. Usable from several threads.
class RbfTiles {
public:
    /// Nothing where the centres are so scattered that tiles would save no work: fewer than eight of them to a tile.
    [[nodiscard]] static std::shared_ptr<const RbfTiles> over(double gamma, const PointsRef& centres,
                                                              const Eigen::VectorXd& alpha);

    RbfTiles(double gamma, const PointsRef& centres, const Eigen::VectorXd& alpha);

    [[nodiscard]] const TileGrid& grid() const { return m_grid; }
    [[nodiscard]] double at(double x, double y) const;
    /// values[i] at (xs[i], ys[i]).
    void evaluate(std::span<const double> xs, std::span<const double> ys, std::span<double> values) const;
    /// Makes the tiles, all at once, which is cheaper than one by one.
    void prepare(std::span<const TileIndex> tiles) const;
    /// The series of one tile; null where it is 0.
    [[nodiscard]] const TileValues* series(TileIndex tile) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    [[nodiscard]] bool withinReach(TileIndex tile) const;

    TileGrid m_grid;
    std::vector<double> m_xs;
    std::vector<double> m_ys;
    std::vector<double> m_alpha;
    TileIndex m_low; ///< of the tiles with centres
    TileIndex m_high;
    mutable std::mutex m_mutex;
    mutable std::map<TileIndex, std::unique_ptr<const TileValues>> m_tiles;
};

} // namespace perimeter
