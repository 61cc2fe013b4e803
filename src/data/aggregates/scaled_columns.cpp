// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/scaled_columns.h"

#include "data/engine/quoting.h"
#include "data/table/table_content.h"

namespace perimeter {

Expected<ScaledColumnsSql> ScaledColumnsSql::over(const Table& table, std::span<const ScaledColumn> columns)
{
    const TableParts& parts = table.content().parts();
    ScaledColumnsSql sql;
    sql.m_columns.assign(columns.begin(), columns.end());
    sql.m_relation = parts.relation;
    for (const ScaledColumn& column : columns) {
        PERIMETER_TRY(const std::size_t index, table.content().find(column.name));
        if (parts.columns[index].kind == ColumnKind::Text)
            return Unexpected(ErrorCode::ColumnIsText, {column.name});
        sql.m_values.push_back(asNumber(parts, index));
    }
    return sql;
}

std::string ScaledColumnsSql::rowsWhere(const std::string& condition) const
{
    std::string selected = rowColumn;
    for (std::size_t c = 0; c < m_values.size(); ++c)
        selected += ", " + m_values[c] + " AS v" + std::to_string(c);
    return "(SELECT " + selected + " FROM " + m_relation + condition + ")";
}

std::string ScaledColumnsSql::rows() const
{
    std::string finite = " WHERE true";
    for (std::size_t c = 0; c < m_values.size(); ++c)
        finite += " AND isfinite(v" + std::to_string(c) + ")";
    return rowsWhere(finite);
}

std::string ScaledColumnsSql::everyRow() const
{
    return rowsWhere({});
}

std::string ScaledColumnsSql::transformed(std::size_t column) const
{
    std::string value = "v" + std::to_string(column);
    if (!m_columns[column].logarithm)
        return value;
    // The engine has no log1p: Kahan's way to it, good to the last digits for small values too.
    return "(CASE WHEN 1 + " + value + " = 1 THEN " + value + " WHEN " + value + " > -1 THEN ln(1 + " + value +
           ") * (" + value + " / ((1 + " + value + ") - 1)) END)";
}

std::string ScaledColumnsSql::scaled(std::size_t column) const
{
    const ScaledColumn& way = m_columns[column];
    return "((" + transformed(column) + " - " + quoteNumber(way.center) + ") / " + quoteNumber(way.spread) + ")";
}

} // namespace perimeter
