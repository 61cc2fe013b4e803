// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/scaled_columns.h"

#include <array>
#include <cstdint>
#include <vector>

namespace perimeter {

/// Square cells over two columns in scaled space: cell (i, j) holds i ≤ x/width < i + 1, j ≤ y/width < j + 1.
struct CellGrid {
    std::array<ScaledColumn, 2> columns;
    double width = 1;

    bool operator==(const CellGrid&) const = default;
};

/// Within a cell a coordinate is kept as a whole number of this many steps, what is beyond it cut off, so that sums over
/// rows are exact and do not depend on their order, whoever counts: engines round halves differently.
inline constexpr double stepsPerCell = 1 << 30;

/// Rows in one cell: how many, their mean in scaled space, and the sums of products of their deviations from it.
struct CellCount {
    std::int64_t i = 0, j = 0;
    std::int64_t rows = 0;
    double meanX = 0, meanY = 0;
    double xx = 0, xy = 0, yy = 0;

    bool operator==(const CellCount&) const = default;
};

struct CellCounts {
    std::vector<CellCount> cells; ///< ascending by (i, j), none empty
    std::int64_t rows = 0;        ///< of all cells
    std::int64_t leftOut = 0;     ///< rows in which a column is missing, not finite, or without a logarithm
};

/// Counts the rows of a table into cells, in one pass carried out by the engine. Scaled values must stay below 2⁵² cell
/// widths. Nothing where more than `most` cells hold rows.
[[nodiscard]] Expected<std::optional<CellCounts>> countCells(const Table& table, const CellGrid& grid, std::size_t most,
                                                             Progress& progress);

struct RowsInCells {
    CellCounts counts;
    std::vector<std::uint32_t> cellOf; ///< per row: the place of its cell in counts.cells
};

/// The same for rows in memory that are in scaled space already, x and y in turn, all of them finite.
[[nodiscard]] Expected<RowsInCells> countCells(std::span<const double> rows, double width, Progress& progress);

} // namespace perimeter
