// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/covariance/covariance.h"
#include "detectors/svm/one_class_svm.h"

#include <array>
#include <cstdint>
#include <memory> // brings <compare>, which moc of Qt 6.4 cannot parse on its own
#include <span>
#include <vector>

namespace perimeter {

/// Place of a cell on a grid of squares in scaled space: i·width ≤ x < (i + size)·width, likewise j and y.
struct CellPlace {
    std::int64_t i = 0, j = 0;
    std::int64_t size = 1; ///< squares along each side
    auto operator<=>(const CellPlace&) const = default;
};

/// A corner of squares.
struct GridCorner {
    std::int64_t i = 0, j = 0;
    auto operator<=>(const GridCorner&) const = default;
};

/// Where the rows of a cell stand to a frontier: all on one side, or not known to.
enum class CellSide : std::uint8_t { Inside, Outside, Crossed };

/// The corners of many cells, each once, for functions that are evaluated there.
class CellCorners {
public:
    CellCorners() = default;
    explicit CellCorners(std::span<const CellPlace> cells);

    [[nodiscard]] const std::vector<GridCorner>& corners() const { return m_corners; }
    /// Places in corners() of the lower left, upper left, lower right and upper right one.
    [[nodiscard]] const std::array<std::uint32_t, 4>& of(std::size_t cell) const { return m_cells[cell]; }
    /// Squares along each side of a cell.
    [[nodiscard]] std::int64_t sizeOf(std::size_t cell) const { return m_sizes[cell]; }
    [[nodiscard]] std::size_t cells() const { return m_cells.size(); }

private:
    std::vector<GridCorner> m_corners;
    std::vector<std::array<std::uint32_t, 4>> m_cells;
    std::vector<std::int64_t> m_sizes;
};

/// Least and largest value that a function can have at a row of a cell, as it is computed.
struct ValueRange {
    double least = 0, most = 0;
};

/// Ranges of Σ αᵢ k(xᵢ, ·), which is f + ρ: from its values at the corners and bounds on its curvature between them.
/// Errors: Cancelled.
[[nodiscard]] Expected<std::vector<ValueRange>> sumRanges(const OneClassSvm& model, const CellCorners& corners,
                                                          double width, Progress& progress);

/// Ranges of f of the second model − f of the first, likewise. Errors: Cancelled.
[[nodiscard]] Expected<std::vector<ValueRange>> changeRanges(const OneClassSvm& first, const OneClassSvm& second,
                                                             const CellCorners& corners, double width,
                                                             Progress& progress);

/// Ranges of squaredDistances.
[[nodiscard]] std::vector<ValueRange> distanceRanges(const CovarianceModel& model, std::span<const CellPlace> cells,
                                                     double width);

} // namespace perimeter
