// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/cell_rows.h"

#include "data/quoting.h"
#include "data/table_content.h"

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

/// A table of the cells in the engine: c0, c1 the place in the grid, c2 that in the list.
Expected<std::string> enterCells(Engine& engine, std::span<const GridCell> cells)
{
    Expected<EngineAppender> appender =
        engine.appendTo(engine.freshName("cells"), std::array<std::uint8_t, 3>{0, 0, 0});
    if (!appender)
        return appender.unexpected();
    for (std::size_t first = 0; first < cells.size(); first += EngineAppender::blockRows) {
        const std::size_t count = std::min(EngineAppender::blockRows, cells.size() - first);
        for (std::size_t row = 0; row < count; ++row) {
            appender->integers(0)[row] = cells[first + row].i;
            appender->integers(1)[row] = cells[first + row].j;
            appender->integers(2)[row] = static_cast<std::int64_t>(first + row);
        }
        if (const Expected<void> appended = appender->append(count); !appended)
            return appended.unexpected();
    }
    return appender->finish();
}

} // namespace

Expected<void> visitRowsOfCells(const Table& table, const CellGrid& grid, std::span<const GridCell> cells,
                                Progress& progress, const std::function<bool(const RowsOfCells&)>& take)
{
    const Expected<ScaledColumnsSql> columns = ScaledColumnsSql::over(table, grid.columns);
    if (!columns)
        return columns.unexpected();
    if (cells.empty())
        return {};
    Engine& engine = *table.content().parts().engine;
    const Expected<std::string> entered = enterCells(engine, cells);
    if (!entered)
        return entered.unexpected();
    const auto place = [&](std::size_t column) {
        return "CAST(floor(" + columns->scaled(column) + " / " + quoteNumber(grid.width) + ") AS BIGINT)";
    };
    const std::string statement = std::string("SELECT ") + rowColumn + ", v0, v1, c2 FROM (SELECT " + rowColumn +
                                  ", v0, v1, " + place(0) + " AS i, " + place(1) + " AS j FROM " + columns->rows() +
                                  ") JOIN " + *entered + " ON i = c0 AND j = c1";
    const Expected<void> visited = engine.stream(statement, progress, [&](const EngineChunk& chunk) {
        return take({chunk.integers(0), chunk.doubles(1), chunk.doubles(2), chunk.integers(3)});
    });
    engine.drop("TABLE", *entered);
    return visited;
}

Expected<std::vector<double>> sampleRows(const Table& table, std::span<const ScaledColumn> columns, std::size_t count,
                                         Progress& progress)
{
    const Expected<ScaledColumnsSql> sql = ScaledColumnsSql::over(table, columns);
    if (!sql)
        return sql.unexpected();
    Engine& engine = *table.content().parts().engine;
    Expected<EngineAnswer> answer = engine.query("SELECT v0, v1 FROM " + sql->rows() + " ORDER BY hash(" + rowColumn +
                                                     "), " + rowColumn + " LIMIT " + std::to_string(count),
                                                 progress);
    if (!answer)
        return answer.unexpected();
    std::vector<double> rows;
    while (const EngineChunk* chunk = answer->next())
        for (std::size_t row = 0; row < chunk->rows(); ++row)
            rows.insert(rows.end(), {chunk->doubles(0)[row], chunk->doubles(1)[row]});
    return rows;
}

} // namespace perimeter
