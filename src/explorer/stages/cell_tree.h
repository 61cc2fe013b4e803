// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/cell_counts.h"
#include "field/cell_bounds.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// Cells of a grid of which those with few rows are made one, four squares by four: as many as allowed, so that they
/// are coarse only where it matters least.
struct MergedCells {
    std::vector<CellPlace> places;   ///< in the grid that was counted
    std::vector<CellCount> counts;   ///< of each place; i, j are those of its lower left square
    std::vector<std::uint32_t> into; ///< per cell counted: its place here
    std::int64_t fewRows = 0;        ///< squares with up to so many rows together were made one; 0: none
};

[[nodiscard]] MergedCells mergeSparseCells(const std::vector<CellCount>& cells, std::size_t most);

} // namespace perimeter
