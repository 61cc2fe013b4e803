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

/// At most `most` points: rows themselves, or else the means of those in squares, the wider of which would be `width`
/// halved until as many squares hold rows as may be.
[[nodiscard]] FittedPoints fittedPoints(std::span<const NearRow> rows, std::size_t most, double width);

} // namespace perimeter
