// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/cell_visit.h"

#include <algorithm>
#include <optional>

namespace perimeter {

namespace {

/// Many at once: the sums of kernels then share more of their work.
constexpr std::size_t blockRows = 131'072;
/// So many rows the engine may hold while they are looked at: 24 bytes each.
constexpr double mostGathered = 25e6;

using Take = std::function<Expected<void>(const RowBlock&)>;

Expected<void> visitHeld(const Binned& binned, const std::vector<std::uint8_t>& marked, Progress& progress,
                         const Take& take)
{
    const RowMatrix& all = binned.scaled->points;
    RowBlock block;
    const auto flush = [&]() -> Expected<void> {
        block.points.resize(static_cast<Eigen::Index>(block.drawn.size()), all.cols());
        for (std::size_t i = 0; i < block.drawn.size(); ++i)
            block.points.row(static_cast<Eigen::Index>(i)) = all.row(block.drawn[i]);
        const Expected<void> taken = take(block);
        block.cells.clear();
        block.drawn.clear();
        return taken;
    };
    for (std::size_t point = 0; point < binned.cellOf.size(); ++point) {
        if (!marked[binned.cellOf[point]])
            continue;
        block.cells.push_back(binned.cellOf[point]);
        block.drawn.push_back(static_cast<std::uint32_t>(point));
        if (block.drawn.size() < blockRows)
            continue;
        if (!progress.advance(static_cast<double>(point) / static_cast<double>(binned.cellOf.size())))
            return Unexpected(ErrorCode::Cancelled);
        PERIMETER_CHECK(flush());
    }
    return block.drawn.empty() ? Expected<void>() : flush();
}

Expected<void> visitTable(const Binned& binned, const std::vector<std::uint8_t>& marked, Progress& progress,
                          const Take& take)
{
    std::vector<GridCell> squares;
    std::vector<std::uint32_t> cells;
    for (std::size_t square = 0; square < binned.squares.size(); ++square) {
        if (marked[binned.cellOfSquare[square]]) {
            squares.push_back({binned.squares[square].i, binned.squares[square].j});
            cells.push_back(binned.cellOfSquare[square]);
        }
    }
    const Scaling& scaling = binned.scaled->scaling;
    Expected<void> taken;
    RowBlock block;
    const auto takeRows = [&](const RowsOfCells& rows) {
        block.points.resize(static_cast<Eigen::Index>(rows.x.size()), 2);
        block.cells.resize(rows.x.size());
        for (std::size_t row = 0; row < rows.x.size(); ++row) {
            block.points.row(static_cast<Eigen::Index>(row)) << scaling.toScaled(0, rows.x[row]),
                scaling.toScaled(1, rows.y[row]);
            block.cells[row] = cells[static_cast<std::size_t>(rows.cells[row])];
        }
        block.drawn = block.cells;
        taken = take(block);
        return taken.has_value();
    };
    double rows = 0;
    for (std::size_t cell = 0; cell < marked.size(); ++cell)
        rows += marked[cell] ? binned.cells.counts[static_cast<Eigen::Index>(cell)] : 0;
    const CellVisit how = rows <= mostGathered ? CellVisit::Gathered : CellVisit::InOrder;
    const CellGrid grid{binned.scaled->columns(), binned.cells.width};
    const Expected<void> visited =
        visitRowsOfCells(*binned.scaled->projection->table, grid, squares, how, progress, takeRows);
    return taken ? visited : taken;
}

} // namespace

Expected<void> visitRows(const Binned& binned, const std::vector<std::uint8_t>& marked, Progress& progress,
                         const Take& take)
{
    return binned.isHeld() ? visitHeld(binned, marked, progress, take) : visitTable(binned, marked, progress, take);
}

} // namespace perimeter
