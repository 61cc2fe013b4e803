// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/cell_counts.h"
#include "data/aggregates/cell_index.h"

#include <cstdint>
#include <functional>
#include <span>

namespace perimeter {

/// Some rows of a table, in original units.
struct RowsOfCells {
    std::span<const std::int64_t> numbers; ///< of the rows; empty where they are gathered
    std::span<const double> x, y;
    std::span<const std::int64_t> cells; ///< places in the list of cells asked for
};

enum class CellVisit {
    InOrder, ///< of the table, as they are found: for the first few, or for more rows than can be held
    Gathered ///< in any order, by all threads of the engine, which holds them meanwhile: twice as fast
};

/// Hands over the rows of some cells, some thousand at a time, until `take` has enough.
[[nodiscard]] Expected<void> visitRowsOfCells(const Table& table, const CellGrid& grid, std::span<const GridCell> cells,
                                              CellVisit how, Progress& progress,
                                              const std::function<bool(const RowsOfCells&)>& take);

} // namespace perimeter
