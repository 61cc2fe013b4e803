// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/notice.h"
#include "detectors/cells.h"
#include "explorer/projection.h"
#include "field/cell_bounds.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace perimeter {

/// More cells than this are too many to learn from at once.
inline constexpr std::size_t mostCells = 60'000;

/// Scaled points counted into the cells that detectors learn from in their place.
struct Binned {
    std::shared_ptr<const ScaledPoints> scaled;
    Cells cells;
    std::vector<CellPlace> places; ///< of each cell in the grid
    CellCorners corners;
    std::vector<std::uint32_t> cellOf; ///< per point
    /// Length of the cells' kernel, 1/√(2γ), or what stands for it where the kernel has none.
    double length = 0;
    std::vector<Notice> notices;
};

/// What the width of cells is measured by: the length 1/√(2γ) of the rbf kernel, the smaller deviation of the two axes
/// for kernels without a length.
[[nodiscard]] Expected<double> kernelLength(const OneClassSvmOptions& svm, const ScaledPoints& scaled);

/// The width to begin with: a fiftieth of the length. Rounding keeps places in cells this narrow apart.
[[nodiscard]] double cellWidth(double length, const ScaledPoints& scaled);

/// Counts points into cells of a width, or of twice as often doubled as keeps their number within `most`.
[[nodiscard]] Expected<Binned> bin(std::shared_ptr<const ScaledPoints> scaled, double length, double width,
                                   std::size_t most, Progress& progress);

} // namespace perimeter
