// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/near_gaussians.h"

#include "base/parallel.h"

#include <atomic>

#include <algorithm>

namespace perimeter {

namespace {

/// Kernel values between two looks at the progress.
constexpr std::size_t valuesPerLook = std::size_t{1} << 18;
/// The least that is worth a thread: buckets, for so many centres.
constexpr std::size_t bucketsAtOnce = 8;
constexpr std::size_t fewCentres = 256;
constexpr std::size_t pointsAtOnce = 64;

TileBuckets bucketsOf(const TileGrid& grid, const VectorPoints& points)
{
    const std::vector<double> level(points.columns() > 1 ? 0 : points.size(), 0);
    const double* const second = points.columns() > 1 ? points.column(1) : level.data();
    return {grid, {points.column(0), points.size()}, {second, points.size()}};
}

/// Calls `visit` with the first centre and the number of each run of buckets around a tile.
template <typename Visit>
void visitAround(const TileBuckets& centres, TileIndex tile, Visit&& visit)
{
    for (std::int32_t row = tile.row - tileReach; row <= tile.row + tileReach; ++row) {
        const TileIndex from{row, tile.column - tileReach};
        const TileIndex to{row, tile.column + tileReach};
        const auto first = std::ranges::lower_bound(centres.buckets, from, {}, &TileBuckets::Bucket::tile);
        const auto last = std::ranges::upper_bound(first, centres.buckets.end(), to, {}, &TileBuckets::Bucket::tile);
        if (first != last)
            visit(first->first, std::prev(last)->first + std::prev(last)->count);
    }
}

} // namespace

NearPoints::NearPoints(const TileGrid& grid, const VectorPoints& all)
    : buckets(bucketsOf(grid, all)), points(all, std::vector<Eigen::Index>(buckets.order.begin(), buckets.order.end()))
{
}

bool addNearGaussians(const TileGrid& grid, const NearPoints& centres, std::span<const double> weights,
                      const NearPoints& points, double* sums, Progress& progress)
{
    const Kernel kernel{.kind = KernelKind::Rbf, .gamma = grid.gamma()};
    std::vector<double> ordered(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i)
        ordered[i] = weights[centres.buckets.order[i]];
    const std::vector<TileBuckets::Bucket>& buckets = points.buckets.buckets;
    const std::vector<std::size_t> near = placesWithinReach(
        buckets.size(), [&](std::size_t place) { return buckets[place].tile; }, centres.buckets);
    StillProgress still(progress);
    std::atomic<bool> isWhole = true;
    const auto addBuckets = [&](std::size_t from, std::size_t to) {
        std::vector<Eigen::Index> members;
        std::vector<double> found;
        std::size_t values = 0;
        for (const std::size_t place : std::span(near).subspan(from, to - from)) {
            const TileBuckets::Bucket& bucket = buckets[place];
            for (std::size_t begin = 0; isWhole && begin < bucket.count; begin += pointsAtOnce) {
                members.resize(std::min(pointsAtOnce, bucket.count - begin));
                for (std::size_t i = 0; i < members.size(); ++i)
                    members[i] = static_cast<Eigen::Index>(bucket.first + begin + i);
                const VectorPoints places(points.points, members);
                found.assign(places.padded(), 0);
                visitAround(centres.buckets, bucket.tile, [&](std::size_t first, std::size_t last) {
                    addKernelSums(kernel, centres.points, ordered, first, last, places, found.data());
                    values += (last - first) * places.padded();
                });
                for (std::size_t i = 0; i < members.size(); ++i)
                    sums[points.buckets.order[static_cast<std::size_t>(members[i])]] += found[i];
                if (values >= valuesPerLook) {
                    values = 0;
                    if (!still.advance(0))
                        isWhole = false;
                }
            }
        }
    };
    inParallel(near.size(), centres.points.size() < fewCentres ? near.size() : bucketsAtOnce, addBuckets);
    return isWhole;
}

} // namespace perimeter
