// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/kernels/rbf_tiles.h"
#include "detectors/kernels/vector_kernels.h"

#include <span>

namespace perimeter {

/// Points by the tiles of their first two features, bucket after bucket: a kernel that is narrow beside the data sees
/// only the buckets around a point.
struct NearPoints {
    NearPoints(const TileGrid& grid, const VectorPoints& all);

    TileBuckets buckets;
    VectorPoints points; ///< in the order of the buckets
};

/// sums[t] += Σ weights[i]·exp(−γ‖x − cᵢ‖²) over the centres within reach of each point; weights and sums are in the
/// order the centres and points first came in. A sum depends on nothing but its point. False when cancelled.
[[nodiscard]] bool addNearGaussians(const TileGrid& grid, const NearPoints& centres, std::span<const double> weights,
                                    const NearPoints& points, double* sums, Progress& progress);

} // namespace perimeter
