// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_counts.h"

#include "data/aggregates/cell_coordinates.h"
#include "data/aggregates/cell_index.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <tuple>

namespace perimeter {

namespace {

__extension__ using Wide = __int128;

/// What a cell has gathered so far, in whole numbers: 30 bits within a cell leave room for 2³³ rows.
struct Gathering {
    std::int64_t rows = 0;
    Wide k = 0, l = 0, kk = 0, kl = 0, ll = 0;

    void add(std::int64_t kOfRow, std::int64_t lOfRow)
    {
        ++rows;
        k += kOfRow;
        l += lOfRow;
        kk += kOfRow * kOfRow;
        kl += kOfRow * lOfRow;
        ll += lOfRow * lOfRow;
    }

    void add(const Gathering& other)
    {
        rows += other.rows;
        k += other.k;
        l += other.l;
        kk += other.kk;
        kl += other.kl;
        ll += other.ll;
    }

    [[nodiscard]] CellCount count(const GridCell& cell, double width) const
    {
        const double n = static_cast<double>(rows);
        const double step = width / stepsPerCell;
        const auto mean = [&](std::int64_t begin, Wide steps) {
            return (static_cast<double>(begin) + static_cast<double>(steps) / n / stepsPerCell) * width;
        };
        const auto about = [&](Wide product, Wide a, Wide b) {
            return static_cast<double>(rows * product - a * b) / n * step * step;
        };
        return {cell.i,          cell.j,          rows,           mean(cell.i, k), mean(cell.j, l),
                about(kk, k, k), about(kl, k, l), about(ll, l, l)};
    }
};

/// Rows gathered into cells.
class CellTable {
public:
    /// Counts a row, its coordinates in cell widths; the place of its cell.
    std::uint32_t add(double x, double y) { return add(x, y, std::floor(x), std::floor(y)); }
    /// The same where its cell is known.
    std::uint32_t add(double x, double y, double i, double j)
    {
        const std::uint32_t place = placeOf({static_cast<std::int64_t>(i), static_cast<std::int64_t>(j)});
        m_gathered[place].add(static_cast<std::int64_t>((x - i) * stepsPerCell),
                              static_cast<std::int64_t>((y - j) * stepsPerCell));
        return place;
    }

    void join(const CellTable& other)
    {
        for (std::size_t place = 0; place < other.size(); ++place)
            m_gathered[placeOf(other.m_index.cells()[place])].add(other.m_gathered[place]);
    }

    [[nodiscard]] std::size_t size() const { return m_gathered.size(); }
    [[nodiscard]] CellCount count(std::uint32_t place, double width) const
    {
        return m_gathered[place].count(m_index.cells()[place], width);
    }
    /// Places of the cells in ascending order.
    [[nodiscard]] std::vector<std::uint32_t> inOrder() const
    {
        std::vector<std::uint32_t> order(size());
        std::iota(order.begin(), order.end(), std::uint32_t{0});
        const std::vector<GridCell>& cells = m_index.cells();
        std::ranges::sort(order, {}, [&](std::uint32_t place) { return std::tuple(cells[place].i, cells[place].j); });
        return order;
    }

private:
    std::uint32_t placeOf(const GridCell& cell)
    {
        const std::uint32_t place = m_index.numberOf(cell);
        if (place == m_gathered.size())
            m_gathered.emplace_back();
        return place;
    }

    CellIndex m_index;
    std::vector<Gathering> m_gathered;
};

/// Rows into cells, as long as these are not too many.
class CellFold final : public RowFold {
public:
    CellFold(const CellGrid& grid, std::size_t most) : m_grid(grid), m_most(most) {}

    void take(const EngineChunk& rows) override
    {
        m_x.assign(rows.doubles(0), m_grid.columns[0], m_grid.width);
        m_y.assign(rows.doubles(1), m_grid.columns[1], m_grid.width);
        for (std::size_t row = 0; row < rows.rows() && !isTooMany(); ++row)
            if (rows.isFinite(0, row) && rows.isFinite(1, row))
                m_table.add(m_x.inWidths(row), m_y.inWidths(row), m_x.cell(row), m_y.cell(row));
    }
    void join(RowFold& other) override { m_table.join(dynamic_cast<CellFold&>(other).m_table); }

    [[nodiscard]] bool isTooMany() const { return m_table.size() > m_most; }
    [[nodiscard]] const CellTable& table() const { return m_table; }

private:
    const CellGrid& m_grid;
    std::size_t m_most;
    CellTable m_table;
    CellCoordinates m_x, m_y;
};

/// Rows between two looks at whether the work is still wanted.
constexpr std::size_t rowsPerLook = 65'536;

} // namespace

Expected<std::optional<CellCounts>> countCells(const Table& table, const CellGrid& grid, std::size_t most,
                                               Progress& progress)
{
    PERIMETER_TRY(const ScaledColumnsSql columns, ScaledColumnsSql::over(table, grid.columns));
    PERIMETER_TRY(const std::unique_ptr<RowFold> folded,
                  table.content().parts().engine->fold(
                      columns.everyRow(), columns.transformed(0) + ", " + columns.transformed(1),
                      [&grid, most] { return std::make_unique<CellFold>(grid, most); }, progress));
    const auto& fold = dynamic_cast<const CellFold&>(*folded);
    if (fold.isTooMany())
        return std::optional<CellCounts>();
    CellCounts counts;
    for (const std::uint32_t place : fold.table().inOrder()) {
        counts.cells.push_back(fold.table().count(place, grid.width));
        counts.rows += counts.cells.back().rows;
    }
    counts.leftOut = table.rows() - counts.rows;
    return std::optional(std::move(counts));
}

Expected<RowsInCells> countCells(std::span<const double> rows, double width, Progress& progress)
{
    CellTable table;
    RowsInCells result;
    result.cellOf.resize(rows.size() / 2);
    for (std::size_t row = 0; row < result.cellOf.size(); ++row) {
        if (row % rowsPerLook == 0 &&
            !progress.advance(static_cast<double>(row) / static_cast<double>(result.cellOf.size())))
            return Unexpected(ErrorCode::Cancelled);
        result.cellOf[row] = table.add(rows[2 * row] / width, rows[2 * row + 1] / width);
    }
    const std::vector<std::uint32_t> order = table.inOrder();
    std::vector<std::uint32_t> newPlace(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
        newPlace[order[place]] = place;
        result.counts.cells.push_back(table.count(order[place], width));
    }
    for (std::uint32_t& place : result.cellOf)
        place = newPlace[place];
    result.counts.rows = static_cast<std::int64_t>(result.cellOf.size());
    return result;
}

} // namespace perimeter
