// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_rows.h"

#include "data/engine/quoting.h"
#include "data/table/table_content.h"

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

} // namespace

Expected<void> visitRowsOfCells(const Table& table, const CellGrid& grid, std::span<const GridCell> cells,
                                CellVisit how, Progress& progress, const std::function<bool(const RowsOfCells&)>& take)
{
    const Expected<ScaledColumnsSql> columns = ScaledColumnsSql::over(table, grid.columns);
    if (!columns)
        return columns.unexpected();
    if (cells.empty())
        return {};
    Engine& engine = *table.content().parts().engine;
    // Only between tables the engine joins with all its threads and keeps the order.
    const std::shared_ptr<const EngineNumbers> asked = inColumns(cells);
    ScratchTable cellTable(engine);
    if (const Expected<void> made = cellTable.fill("SELECT c0, c1, c2 FROM " + engine.present(asked), progress); !made)
        return made;
    const auto place = [&](std::size_t column) {
        return "CAST(floor(" + columns->scaled(column) + " / " + quoteNumber(grid.width) + ") AS BIGINT)";
    };
    const bool isInOrder = how == CellVisit::InOrder;
    const std::string number = isInOrder ? std::string(", ") + rowColumn : "";
    const std::string found = "SELECT v0, v1, c2" + number + " FROM (SELECT v0, v1, " + place(0) + " AS i, " +
                              place(1) + " AS j" + number + " FROM " + columns->rows() + ") JOIN " + cellTable.name() +
                              " ON i = c0 AND j = c1";
    const auto takeChunk = [&](const EngineChunk& chunk) {
        return take({isInOrder ? chunk.integers(3) : std::span<const std::int64_t>(), chunk.doubles(0),
                     chunk.doubles(1), chunk.integers(2)});
    };
    if (isInOrder)
        return engine.stream(found, progress, takeChunk);
    ProgressPart gathering(progress, 0, 0.7);
    ScratchTable gathered(engine);
    if (const Expected<void> made = gathered.fill(found, gathering); !made)
        return made;
    ProgressPart giving(progress, 0.7, 1);
    return engine.stream("SELECT v0, v1, c2 FROM " + gathered.name(), giving, takeChunk);
}

} // namespace perimeter
