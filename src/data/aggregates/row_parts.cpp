// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/row_parts.h"

#include "data/engine/names.h"
#include "data/table/table_content.h"

#include <utility>
#include <vector>

namespace perimeter {

namespace {

class PartFold final : public RowFold {
public:
    PartFold(std::unique_ptr<RowPart> part, const std::array<ScaledColumn, 2>& columns)
        : m_part(std::move(part)), m_columns(columns)
    {
    }

    void take(const EngineChunk& rows) override
    {
        for (std::vector<double>* const values : {&m_x, &m_y, &m_numbers})
            values->clear();
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            if (!rows.isFinite(0, row) || !rows.isFinite(1, row))
                continue;
            m_x.push_back(m_columns[0].scaled(rows.doubles(0)[row]));
            m_y.push_back(m_columns[1].scaled(rows.doubles(1)[row]));
            m_numbers.push_back(rows.doubles(2)[row]);
        }
        m_part->take({m_x, m_y, m_numbers});
    }
    void join(RowFold& other) override { m_part->join(*dynamic_cast<PartFold&>(other).m_part); }

    [[nodiscard]] std::unique_ptr<RowPart> release() { return std::move(m_part); }

private:
    std::unique_ptr<RowPart> m_part;
    const std::array<ScaledColumn, 2>& m_columns;
    std::vector<double> m_x, m_y, m_numbers;
};

} // namespace

Expected<std::unique_ptr<RowPart>> foldRows(const Table& table, const std::array<ScaledColumn, 2>& columns,
                                            const std::function<std::unique_ptr<RowPart>()>& start, Progress& progress)
{
    PERIMETER_TRY(const ScaledColumnsSql sql, ScaledColumnsSql::over(table, columns));
    const std::string values =
        sql.transformed(0) + ", " + sql.transformed(1) + ", CAST(" + std::string(rowColumn) + " AS DOUBLE)";
    PERIMETER_TRY(const std::unique_ptr<RowFold> folded,
                  table.content().parts().engine->fold(
                      sql.everyRow(), values, [&] { return std::make_unique<PartFold>(start(), columns); }, progress));
    return dynamic_cast<PartFold&>(*folded).release();
}

} // namespace perimeter
