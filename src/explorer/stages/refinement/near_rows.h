// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/points.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace perimeter {

/// A row that the frontier may pass, f there, and its cell.
struct NearRow {
    Eigen::RowVector2d row;
    double f = 0;
    std::uint32_t cell = 0;
};

/// What a fit takes in for such rows: each for itself, or neighbours as one point that weighs as much as they.
struct FittedPoints {
    RowMatrix points;
    Eigen::VectorXd weights; ///< empty where every point is a row

    [[nodiscard]] bool isSingle() const { return weights.size() == 0; }
};

/// At most `most` points (4 at least): rows themselves, or else the means of those in squares, of `width` doubled or halved
/// until as many hold rows as may be, or no two rows of a square differ.
[[nodiscard]] FittedPoints fittedPoints(std::span<const NearRow> rows, std::size_t most, double width);

} // namespace perimeter
