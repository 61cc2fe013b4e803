// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernel.h"
#include "detectors/near_gaussians.h"
#include "detectors/rbf_tiles.h"
#include "detectors/vector_kernels.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace perimeter {

/// The gradient Kα of the dual at every point, in double, kept up while α changes: for the rbf kernel over tiles, where
/// there are two features and tiles save work, else among neighbours; for other kernels term by term.
class KernelGradient {
public:
    KernelGradient(const Kernel& kernel, const PointsRef& points);

    /// α changes by changes[i] at chosen[i]. False when cancelled: the values then say nothing.
    [[nodiscard]] bool add(std::span<const Eigen::Index> chosen, std::span<const double> changes, Progress& progress);

    /// Σ coefficients[i]·k(x_chosen[i], ·) at every point, beside the gradient. Empty when cancelled.
    [[nodiscard]] std::vector<double> product(std::span<const Eigen::Index> chosen,
                                              std::span<const double> coefficients, Progress& progress) const;

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
        std::size_t fullest = 0;        ///< points in the fullest bucket
        std::vector<TileValues> values; ///< of the gradient at the nodes, bucket by bucket
    };

    /// Brings `nodes`, the values at the nodes of all buckets, and the values at the points after a change.
    [[nodiscard]] bool addTiled(std::span<const Eigen::Index> chosen, std::span<const double> changes,
                                std::vector<TileValues>& nodes, double* values, Progress& progress) const;
    [[nodiscard]] bool addUntiled(std::span<const Eigen::Index> chosen, std::span<const double> changes, double* values,
                                  Progress& progress) const;

    Kernel m_kernel;
    VectorPoints m_points;
    std::vector<double> m_values;
    std::unique_ptr<Tiled> m_tiled;
    std::unique_ptr<const NearPoints> m_near; ///< for the rbf kernel without tiles
    std::size_t m_additions = 0;
};

} // namespace perimeter
