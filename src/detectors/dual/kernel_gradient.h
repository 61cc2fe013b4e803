// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernels/kernel.h"
#include "detectors/kernels/near_gaussians.h"
#include "detectors/kernels/rbf_tiles.h"
#include "detectors/kernels/vector_kernels.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace perimeter {

/// The gradient Kα of the dual at every point, in double, kept up while α changes: for the rbf kernel over tiles, where
/// there are two features and tiles save work, else among neighbours; for other kernels as addKernelSums(). Over tiles a
/// value stays as it was until it is settled, for few rows matter to most changes; k in [0, 1] tells how far off it may
/// be.
class KernelGradient {
public:
    KernelGradient(const Kernel& kernel, const PointsRef& points);

    /// α changes by changes[i] at chosen[i]. False when cancelled: the values then say nothing.
    [[nodiscard]] bool add(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress);
    /// Adds Σ alpha[i]·k(centres_i, ·), of centres that are none of the points. False when cancelled.
    [[nodiscard]] bool addOthers(const PointsRef& centres, const Eigen::VectorXd& alpha, Progress& progress);

    /// Brings the values of some points up to date, or of all. False when cancelled.
    [[nodiscard]] bool settle(std::span<const Eigen::Index> points, Progress& progress);
    [[nodiscard]] bool settleAll(Progress& progress);
    [[nodiscard]] bool isSettled(std::size_t point) const
    {
        return !m_tiled || m_tiled->settled[point] == m_tiled->moved[m_tiled->tileOf[point]];
    }
    /// The gradient at a point is within these.
    [[nodiscard]] double low(std::size_t point) const;
    [[nodiscard]] double high(std::size_t point) const;

    /// Padded; as they were last settled.
    [[nodiscard]] const std::vector<double>& values() const { return m_values; }
    [[nodiscard]] const VectorPoints& points() const { return m_points; }
    [[nodiscard]] const Kernel& kernel() const { return m_kernel; }
    /// Σ α of the centres that are none of the points.
    [[nodiscard]] double sumOfOthers() const { return m_sumOfOthers; }
    /// Changes since α was 0: rounding grows with their number.
    [[nodiscard]] std::size_t additions() const { return m_additions; }

private:
    /// How far a tile's values may have gone up, and down, since the beginning.
    struct Moved {
        double up = 0;
        double down = 0;
        bool operator==(const Moved&) const = default;
    };
    struct Tiled {
        Tiled(const TileGrid& over, const VectorPoints& points);

        TileGrid grid;
        std::vector<TileIndex> tiles;   ///< in ascending order
        std::vector<TileValues> series; ///< of the gradient, tile by tile
        std::vector<Moved> moved;       ///< tile by tile

        std::vector<std::uint32_t> tileOf; ///< of each point, among `tiles`
        std::vector<double> us;            ///< of each point, within its tile
        std::vector<double> vs;
        std::vector<Moved> settled; ///< `moved` when the point's value was last settled
    };

    /// The gradient changes by Σ changes[i]·k(centres_i, ·).
    [[nodiscard]] bool addAll(const VectorPoints& centres, std::span<const double> changes, Progress& progress);
    /// The tiles, ascending, that a sum over these centres may change.
    [[nodiscard]] std::vector<std::size_t> tilesNear(const VectorPoints& centres) const;
    /// The series of this sum on some tiles. Fewer when cancelled.
    [[nodiscard]] std::vector<TileValues> seriesOf(const VectorPoints& centres, std::span<const double> changes,
                                                   std::span<const std::size_t> tiles, Progress& progress) const;
    /// values[i] of series at points[i].
    [[nodiscard]] bool evaluate(const std::vector<TileValues>& series, std::span<const Eigen::Index> points,
                                std::vector<double>& values, Progress& progress) const;
    [[nodiscard]] bool addUntiled(const VectorPoints& centres, std::span<const double> changes, Progress& progress);

    Kernel m_kernel;
    VectorPoints m_points;
    std::vector<double> m_values;
    std::unique_ptr<Tiled> m_tiled;
    std::unique_ptr<const NearPoints> m_near; ///< for the rbf kernel without tiles
    double m_sumOfOthers = 0;
    std::size_t m_additions = 0;
};

} // namespace perimeter
