// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernels/rbf_tiles.h"
#include "detectors/kernels/tile_arithmetic.h"

#include <span>

namespace perimeter {

/// What `addGaussians` adds to: the values at the nodes of a tile.
struct TileTarget {
    TileIndex tile;
    TileValues* values = nullptr;
};

/// Centres of Gaussians and their weights.
struct Gaussians {
    std::span<const double> xs;
    std::span<const double> ys;
    std::span<const double> alpha;
};

/// Adds Σ αᵢ exp(−γ‖x − xᵢ‖²) at the nodes of every target, ascending by tile. What one target gets does not depend on
/// which others there are. False when cancelled.
[[nodiscard]] bool addGaussians(const TileGrid& grid, const Gaussians& gaussians, std::span<const TileTarget> targets,
                                Progress& progress);

} // namespace perimeter
