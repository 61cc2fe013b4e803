// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernel.h"
#include "detectors/rbf_tiles.h"
#include "detectors/vector_kernels.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace perimeter {

/// The gradient Kα of the dual at every point, in double, kept up while α changes: over tiles for the rbf kernel on two
/// features, where they save work, else term by term.
class KernelGradient {
public:
    KernelGradient(const Kernel& kernel, const PointsRef& points);

    /// α changes by changes[i] at chosen[i]. False when cancelled: the values then say nothing.
    [[nodiscard]] bool add(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress);

    [[nodiscard]] const std::vector<double>& values() const { return m_values; } ///< padded
    [[nodiscard]] const VectorPoints& points() const { return m_points; }
    [[nodiscard]] const Kernel& kernel() const { return m_kernel; }
    /// Changes since α was 0: rounding grows with their number.
    [[nodiscard]] std::size_t additions() const { return m_additions; }

private:
    struct Tiled {
        Tiled(const TileGrid& over, const VectorPoints& points);

        TileGrid grid;
        TileBuckets buckets;
        std::vector<double> us;
        std::vector<double> vs;
        std::vector<TileValues> values; ///< at the nodes, bucket by bucket
        std::vector<double> found;      ///< as long as the fullest bucket
    };

    [[nodiscard]] bool addTiled(std::span<const Eigen::Index> chosen, std::span<const double> changes,
                                Progress& progress);

    Kernel m_kernel;
    VectorPoints m_points;
    std::vector<double> m_values;
    std::unique_ptr<Tiled> m_tiled;
    std::size_t m_additions = 0;
};

} // namespace perimeter
