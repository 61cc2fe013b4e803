// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_counts.h"

#include "data/engine/quoting.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <tuple>

namespace perimeter {

namespace {

/// One line per cell: i, j, rows, the sums of the steps, and rows times the sums of products about the mean. Whole
/// numbers throughout: 30 bits within a cell leave room for 2³³ rows.
std::string countStatement(const ScaledColumnsSql& columns, const CellGrid& grid, std::size_t most)
{
    const std::string width = quoteNumber(grid.width);
    const std::string steps = quoteNumber(stepsPerCell);
    const auto about = [](const std::string& a, const std::string& b) {
        return "CAST(count(*) * sum(" + a + " * " + b + ") - sum(" + a + ") * sum(" + b + ") AS DOUBLE)";
    };
    return "SELECT i, j, count(*), CAST(sum(k) AS DOUBLE), CAST(sum(l) AS DOUBLE), " + about("k", "k") + ", " +
           about("k", "l") + ", " + about("l", "l") +
           " FROM (SELECT CAST(floor(x) AS BIGINT) AS i, CAST(floor(y) AS BIGINT) AS j, CAST(floor((x - floor(x)) * " +
           steps + ") AS BIGINT) AS k, CAST(floor((y - floor(y)) * " + steps + ") AS BIGINT) AS l FROM (SELECT " +
           columns.scaled(0) + " / " + width + " AS x, " + columns.scaled(1) + " / " + width + " AS y FROM " +
           columns.rows() + ") WHERE x IS NOT NULL AND y IS NOT NULL) GROUP BY i, j ORDER BY i, j LIMIT " +
           std::to_string(most + 1);
}

/// Whole sums over the rows of one cell, as the statement gives them.
struct StepSums {
    double k = 0, l = 0;
    double kk = 0, kl = 0, ll = 0; ///< about the mean, times the rows
};

CellCount finished(CellCount cell, const StepSums& sums, double width)
{
    const double rows = static_cast<double>(cell.rows);
    const double step = width / stepsPerCell;
    cell.meanX = (static_cast<double>(cell.i) + sums.k / rows / stepsPerCell) * width;
    cell.meanY = (static_cast<double>(cell.j) + sums.l / rows / stepsPerCell) * width;
    cell.xx = sums.kk / rows * step * step;
    cell.xy = sums.kl / rows * step * step;
    cell.yy = sums.ll / rows * step * step;
    return cell;
}

} // namespace

Expected<std::optional<CellCounts>> countCells(const Table& table, const CellGrid& grid, std::size_t most,
                                               Progress& progress)
{
    const Expected<ScaledColumnsSql> columns = ScaledColumnsSql::over(table, grid.columns);
    if (!columns)
        return columns.unexpected();
    const TableParts& parts = table.content().parts();
    Expected<EngineAnswer> answer = parts.engine->query(countStatement(*columns, grid, most), progress);
    if (!answer)
        return answer.unexpected();
    if (answer->rows() > most)
        return std::optional<CellCounts>();
    CellCounts counts;
    counts.cells.reserve(answer->rows());
    while (const EngineChunk* chunk = answer->next())
        for (std::size_t r = 0; r < chunk->rows(); ++r) {
            const CellCount cell{chunk->integers(0)[r], chunk->integers(1)[r], chunk->integers(2)[r]};
            const auto sum = [&](std::size_t column) { return chunk->doubles(column)[r]; };
            counts.cells.push_back(finished(cell, {sum(3), sum(4), sum(5), sum(6), sum(7)}, grid.width));
            counts.rows += counts.cells.back().rows;
        }
    counts.leftOut = table.rows() - counts.rows;
    return std::optional(std::move(counts));
}

namespace {

__extension__ using Wide = __int128;

/// What a cell has gathered so far.
struct Gathering {
    std::int64_t i = 0, j = 0, rows = 0;
    Wide k = 0, l = 0, kk = 0, kl = 0, ll = 0;

    [[nodiscard]] CellCount count(double width) const
    {
        const auto about = [this](Wide product, Wide a, Wide b) { return static_cast<double>(rows * product - a * b); };
        return finished(
            {i, j, rows},
            {static_cast<double>(k), static_cast<double>(l), about(kk, k, k), about(kl, k, l), about(ll, l, l)}, width);
    }
};

/// Cells by their place in the grid: open addressing, at most half full.
class CellTable {
public:
    CellTable() : m_slots(std::size_t{1} << 12, empty) {}

    std::uint32_t find(std::int64_t i, std::int64_t j)
    {
        std::size_t slot = slotOf(i, j);
        for (; m_slots[slot] != empty; slot = (slot + 1) & (m_slots.size() - 1)) {
            const Gathering& cell = m_cells[m_slots[slot]];
            if (cell.i == i && cell.j == j)
                return m_slots[slot];
        }
        const auto fresh = static_cast<std::uint32_t>(m_cells.size());
        m_slots[slot] = fresh;
        m_cells.push_back({i, j});
        if (2 * m_cells.size() > m_slots.size())
            grow();
        return fresh;
    }

    [[nodiscard]] Gathering& cell(std::uint32_t place) { return m_cells[place]; }
    [[nodiscard]] const std::vector<Gathering>& cells() const { return m_cells; }

private:
    static constexpr std::uint32_t empty = 0xFFFF'FFFF;

    [[nodiscard]] std::size_t slotOf(std::int64_t i, std::int64_t j) const
    {
        std::uint64_t hash = static_cast<std::uint64_t>(i) * 0x9E37'79B9'7F4A'7C15U + static_cast<std::uint64_t>(j);
        hash = (hash ^ (hash >> 32)) * 0xD6E8'FEB8'6659'FD93U;
        return (hash ^ (hash >> 32)) & (m_slots.size() - 1);
    }

    void grow()
    {
        m_slots.assign(2 * m_slots.size(), empty);
        for (std::uint32_t place = 0; place < m_cells.size(); ++place) {
            std::size_t slot = slotOf(m_cells[place].i, m_cells[place].j);
            while (m_slots[slot] != empty)
                slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = place;
        }
    }

    std::vector<std::uint32_t> m_slots;
    std::vector<Gathering> m_cells;
};

/// Rows between two looks at whether the work is still wanted.
constexpr std::size_t rowsPerLook = 65'536;

} // namespace

Expected<RowsInCells> countCells(std::span<const double> rows, double width, Progress& progress)
{
    CellTable table;
    RowsInCells result;
    result.cellOf.resize(rows.size() / 2);
    for (std::size_t row = 0; row < result.cellOf.size(); ++row) {
        if (row % rowsPerLook == 0 &&
            !progress.advance(static_cast<double>(row) / static_cast<double>(result.cellOf.size())))
            return Unexpected(ErrorCode::Cancelled);
        const double x = rows[2 * row] / width;
        const double y = rows[2 * row + 1] / width;
        const double i = std::floor(x);
        const double j = std::floor(y);
        const std::uint32_t place = table.find(static_cast<std::int64_t>(i), static_cast<std::int64_t>(j));
        const auto k = static_cast<std::int64_t>((x - i) * stepsPerCell);
        const auto l = static_cast<std::int64_t>((y - j) * stepsPerCell);
        Gathering& cell = table.cell(place);
        ++cell.rows;
        cell.k += k;
        cell.l += l;
        cell.kk += k * k;
        cell.kl += k * l;
        cell.ll += l * l;
        result.cellOf[row] = place;
    }
    const std::vector<Gathering>& cells = table.cells();
    std::vector<std::uint32_t> order(cells.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::ranges::sort(order, {}, [&](std::uint32_t place) { return std::tuple(cells[place].i, cells[place].j); });
    std::vector<std::uint32_t> newPlace(cells.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) {
        newPlace[order[place]] = place;
        result.counts.cells.push_back(cells[order[place]].count(width));
    }
    for (std::uint32_t& place : result.cellOf)
        place = newPlace[place];
    result.counts.rows = static_cast<std::int64_t>(result.cellOf.size());
    return result;
}

} // namespace perimeter
