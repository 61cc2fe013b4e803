// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/rbf_tiles.h"
#include "detectors/kernels/vector_kernels.h"

#include <vector>

namespace perimeter {

/// Rows around a row: all within `radius`, and nearer ones that are its core.
struct Region {
    std::vector<Eigen::Index> rows; ///< ascending
    std::vector<Eigen::Index> core;
};

/// Finds the rows around a row, for a rbf kernel's lengths ℓ = 1/√(2γ).
class Regions {
public:
    /// The points are referred to.
    Regions(double gamma, const VectorPoints& points);

    /// In kernel lengths.
    [[nodiscard]] Region around(std::size_t row, double radius, double core) const;

private:
    const VectorPoints& m_points;
    TileGrid m_grid; ///< over the first two features
    double m_length;
    TileBuckets m_buckets;
};

} // namespace perimeter
