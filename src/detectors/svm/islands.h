// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/kernel.h"
#include "detectors/rows/points.h"

#include <optional>

namespace perimeter {

/// Lengths that show an rbf kernel to be so narrow that every point is an island of its own.
struct Islands {
    double kernelLength = 0; ///< 1/√(2γ)
    double neighbour = 0;    ///< median distance from a row to the nearest row that differs from it
};

/// Islands where the bumps of two typical neighbours no longer meet (γ·d² > 4·ln 2), or where the kernel's length is
/// below a thousandth of the middle 90 % of every column: the frontier is then too small to be seen.
[[nodiscard]] std::optional<Islands> findIslands(const PointsRef& points, const Kernel& kernel);

} // namespace perimeter
