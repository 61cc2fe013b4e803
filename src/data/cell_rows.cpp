// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/cell_rows.h"

#include "data/quoting.h"
#include "data/table_content.h"

#include <memory>

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
    const std::shared_ptr<const EngineNumbers> asked = inColumns(cells);
    const auto place = [&](std::size_t column) {
        return "CAST(floor(" + columns->scaled(column) + " / " + quoteNumber(grid.width) + ") AS BIGINT)";
    };
    const std::string statement = std::string("SELECT ") + rowColumn + ", v0, v1, c2 FROM (SELECT " + rowColumn +
                                  ", v0, v1, " + place(0) + " AS i, " + place(1) + " AS j FROM " + columns->rows() +
                                  ") JOIN (SELECT c0, c1, c2 FROM " + engine.present(asked) + ") ON i = c0 AND j = c1";
    return engine.stream(statement, progress, [&](const EngineChunk& chunk) {
        return take({chunk.integers(0), chunk.doubles(1), chunk.doubles(2), chunk.integers(3)});
    });
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
