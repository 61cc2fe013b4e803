// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/rbf_tiles.h"
#include "detectors/kernels/vector_kernels.h"

#include <cstddef>
#include <span>
#include <vector>

namespace perimeter {

/// Of a region and its core, in kernel lengths.
struct RegionRadii {
    double all = 0;
    double core = 0;
};

/// Rows around a row: all within a radius, and nearer ones that are its core.
struct Region {
    std::size_t middle = 0;
    double radius = 0;
    std::vector<Eigen::Index> rows; ///< ascending
    std::vector<Eigen::Index> core;
};

/// Finds the rows around a row, for a rbf kernel's lengths ℓ = 1/√(2γ).
class Regions {
public:
    /// The points are referred to.
    Regions(double gamma, const VectorPoints& points);

    [[nodiscard]] Region around(std::size_t row, RegionRadii radii) const;
    /// Whether a region of a radius about a row is so far from others that what happens in it hardly matters there.
    [[nodiscard]] bool isApart(std::size_t row, double radius, std::span<const Region> others) const;
    [[nodiscard]] std::size_t size() const { return m_points.size(); }

private:
    const VectorPoints& m_points;
    TileGrid m_grid; ///< over the first two features
    double m_length;
    TileBuckets m_buckets;
};

/// A row and what it comes by in an order, the least first.
struct RankedRow {
    double rank;
    Eigen::Index row;
};

/// Of rows within some kernel lengths of each other, the first of each small square over the first two
/// features; of equal ones the one that comes first here.
[[nodiscard]] std::vector<Eigen::Index> firstOfSquares(double gamma, const VectorPoints& points,
                                                       std::span<const RankedRow> rows);

} // namespace perimeter
