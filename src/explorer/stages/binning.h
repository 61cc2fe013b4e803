// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/notice.h"
#include "data/aggregates/cell_rows.h"
#include "detectors/rows/cells.h"
#include "explorer/stages/projection.h"
#include "field/cell_bounds.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace perimeter {

/// More cells than this are too many to learn from at once.
inline constexpr std::size_t mostCells = 60'000;

/// Rows counted into the cells that detectors learn from in their place.
struct Binned {
    std::shared_ptr<const ScaledPoints> scaled;
    Cells cells;
    std::vector<CellPlace> places; ///< of each cell in the grid
    CellCorners corners;
    std::vector<std::uint32_t> cellOf; ///< per point; empty where rows are not held
    /// Where rows are not held, or cells were made one: the squares of the grid that hold rows, and the cell each is in.
    std::vector<CellCount> squares;
    std::vector<std::uint32_t> cellOfSquare;
    /// What is drawn: the projection itself, or points that stand for the cells where rows are not held.
    std::shared_ptr<const Projection> drawn;
    /// Length of the cells' kernel, 1/√(2γ), or what stands for it where the kernel has none.
    double length = 0;
    std::vector<Notice> notices;

    [[nodiscard]] bool isHeld() const { return scaled->projection->isHeld(); }
};

/// What the width of cells is measured by: the length 1/√(2γ) of the rbf kernel, the smaller deviation of the two axes
/// for kernels without a length.
[[nodiscard]] Expected<double> kernelLength(const OneClassSvmOptions& svm, const ScaledPoints& scaled);

/// The width to begin with: a fiftieth of the length. Rounding keeps places in cells this narrow apart.
[[nodiscard]] double cellWidth(double length, const ScaledPoints& scaled);

/// Counts rows into cells of a width. Where more than `most` hold rows, neighbouring ones with few rows are made one.
[[nodiscard]] Expected<Binned> bin(std::shared_ptr<const ScaledPoints> scaled, double length, double width,
                                   std::size_t most, Progress& progress);

} // namespace perimeter
