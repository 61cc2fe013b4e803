// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_rows.h"

#include "data/aggregates/cell_coordinates.h"
#include "data/engine/quoting.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

/// The cells side by side: c0, c1 the place in the grid, c2 that in the list.
std::shared_ptr<const EngineNumbers> inColumns(std::span<const GridCell> cells)
{
    auto numbers = std::make_shared<EngineNumbers>();
    numbers->rows = cells.size();
    numbers->columns.resize(3);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        numbers->columns[0].cells.push_back(static_cast<std::uint64_t>(cells[cell].i));
        numbers->columns[1].cells.push_back(static_cast<std::uint64_t>(cells[cell].j));
        numbers->columns[2].cells.push_back(cell);
    }
    return numbers;
}

/// Cells asked for among others, most of which a glance tells apart.
class AskedCells {
public:
    explicit AskedCells(std::span<const GridCell> cells) : m_glance(std::size_t{1} << 18)
    {
        for (const GridCell& cell : cells) {
            static_cast<void>(m_index.numberOf(cell));
            m_glance[glanceAt(cell)] = 1;
        }
    }

    /// The place in the list, or CellIndex::none.
    [[nodiscard]] std::uint32_t find(const GridCell& cell) const
    {
        return m_glance[glanceAt(cell)] ? m_index.find(cell) : CellIndex::none;
    }

private:
    [[nodiscard]] std::size_t glanceAt(const GridCell& cell) const
    {
        return (static_cast<std::size_t>(cell.i) * 611 + static_cast<std::size_t>(cell.j)) & (m_glance.size() - 1);
    }

    CellIndex m_index;
    std::vector<std::uint8_t> m_glance; ///< small enough to stay near the processor
};

/// The rows of some cells, as they come. Columns are v0, v1 and, where they differ, their logarithms.
class GatheringFold final : public RowFold {
public:
    GatheringFold(const AskedCells& cells, const CellGrid& grid, std::size_t transformed)
        : m_cells(cells), m_grid(grid), m_transformed(transformed)
    {
    }

    void take(const EngineChunk& rows) override
    {
        m_x.assign(rows.doubles(m_transformed), m_grid.columns[0], m_grid.width);
        m_y.assign(rows.doubles(m_transformed + 1), m_grid.columns[1], m_grid.width);
        const std::span<const double> x = rows.doubles(0);
        const std::span<const double> y = rows.doubles(1);
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            if (!rows.isFinite(m_transformed, row) || !rows.isFinite(m_transformed + 1, row))
                continue;
            const GridCell cell{static_cast<std::int64_t>(m_x.cell(row)), static_cast<std::int64_t>(m_y.cell(row))};
            if (const std::uint32_t place = m_cells.find(cell); place != CellIndex::none)
                add(x[row], y[row], place);
        }
    }
    void join(RowFold& other) override
    {
        std::ranges::move(dynamic_cast<GatheringFold&>(other).m_blocks, std::back_inserter(m_blocks));
    }

    [[nodiscard]] bool visit(Progress& progress, const std::function<bool(const RowsOfCells&)>& take)
    {
        for (std::size_t block = 0; block < m_blocks.size(); ++block) {
            const Block each = std::exchange(m_blocks[block], {});
            if (!take({{}, each.x, each.y, each.places}))
                return true;
            if (!progress.advance(static_cast<double>(block) / static_cast<double>(m_blocks.size())))
                return false;
        }
        return true;
    }

private:
    static constexpr std::size_t blockRows = 131'072;
    struct Block {
        std::vector<double> x, y;
        std::vector<std::int64_t> places;
    };

    void add(double x, double y, std::uint32_t place)
    {
        if (m_blocks.empty() || m_blocks.back().x.size() == blockRows) {
            Block& block = m_blocks.emplace_back();
            block.x.reserve(blockRows);
            block.y.reserve(blockRows);
            block.places.reserve(blockRows);
        }
        Block& block = m_blocks.back();
        block.x.push_back(x);
        block.y.push_back(y);
        block.places.push_back(place);
    }

    const AskedCells& m_cells;
    const CellGrid& m_grid;
    std::size_t m_transformed; ///< the first of the columns that tell the cell
    CellCoordinates m_x, m_y;
    std::vector<Block> m_blocks;
};

/// A table of the engine for a while.
class ScratchTable {
public:
    explicit ScratchTable(Engine& engine) : m_engine(engine), m_name(engine.freshName("scratch")) {}
    ~ScratchTable() { m_engine.drop("TABLE", m_name); }
    ScratchTable(const ScratchTable&) = delete;
    ScratchTable& operator=(const ScratchTable&) = delete;

    [[nodiscard]] Expected<void> fill(const std::string& select, Progress& progress)
    {
        return m_engine.run("CREATE TABLE " + m_name + " AS " + select, progress);
    }
    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    Engine& m_engine;
    std::string m_name;
};

/// Coordinates in cell widths.
std::string inWidths(const ScaledColumnsSql& columns, std::size_t column, double width)
{
    return columns.scaled(column) + " / " + quoteNumber(width);
}

Expected<void> gather(Engine& engine, const ScaledColumnsSql& columns, const CellGrid& grid,
                      std::span<const GridCell> cells, Progress& progress,
                      const std::function<bool(const RowsOfCells&)>& take)
{
    const AskedCells asked(cells);
    const bool isTransformed = grid.columns[0].logarithm || grid.columns[1].logarithm;
    const std::string wanted =
        isTransformed ? "v0, v1, " + columns.transformed(0) + ", " + columns.transformed(1) : "v0, v1";
    ProgressPart gathering(progress, 0, 0.7);
    const auto start = [&] { return std::make_unique<GatheringFold>(asked, grid, isTransformed ? 2 : 0); };
    PERIMETER_TRY(const std::unique_ptr<RowFold> folded, engine.fold(columns.everyRow(), wanted, start, gathering));
    ProgressPart giving(progress, 0.7, 1);
    if (!dynamic_cast<GatheringFold&>(*folded).visit(giving, take))
        return Unexpected(ErrorCode::Cancelled);
    return {};
}

Expected<void> visitInOrder(Engine& engine, const ScaledColumnsSql& columns, const CellGrid& grid,
                            std::span<const GridCell> cells, Progress& progress,
                            const std::function<bool(const RowsOfCells&)>& take)
{
    // Only between tables the engine joins with all its threads and keeps the order.
    const std::shared_ptr<const EngineNumbers> asked = inColumns(cells);
    ScratchTable cellTable(engine);
    PERIMETER_CHECK(cellTable.fill("SELECT c0, c1, c2 FROM " + engine.present(asked), progress));
    const auto place = [&](std::size_t column) {
        return "CAST(floor(" + inWidths(columns, column, grid.width) + ") AS BIGINT)";
    };
    const std::string found = "SELECT v0, v1, c2, " + std::string(rowColumn) + " FROM (SELECT v0, v1, " + place(0) +
                              " AS i, " + place(1) + " AS j, " + rowColumn + " FROM " + columns.rows() + ") JOIN " +
                              cellTable.name() + " ON i = c0 AND j = c1";
    return engine.stream(found, progress, [&](const EngineChunk& chunk) {
        return take({chunk.integers(3), chunk.doubles(0), chunk.doubles(1), chunk.integers(2)});
    });
}

} // namespace

Expected<void> visitRowsOfCells(const Table& table, const CellGrid& grid, std::span<const GridCell> cells,
                                CellVisit how, Progress& progress, const std::function<bool(const RowsOfCells&)>& take)
{
    PERIMETER_TRY(const ScaledColumnsSql columns, ScaledColumnsSql::over(table, grid.columns));
    if (cells.empty())
        return {};
    Engine& engine = *table.content().parts().engine;
    return how == CellVisit::Gathered ? gather(engine, columns, grid, cells, progress, take)
                                      : visitInOrder(engine, columns, grid, cells, progress, take);
}

} // namespace perimeter
