// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/engine_columns.h"

#include "base/text.h"
#include "data/engine/quoting.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace perimeter {

namespace {

EngineColumn plannedColumn(std::string name, std::string_view type)
{
    static constexpr std::array<std::string_view, 7> whole = {"TINYINT",  "SMALLINT",  "INTEGER", "BIGINT",
                                                              "UTINYINT", "USMALLINT", "UINTEGER"};
    static constexpr std::array<std::string_view, 5> real = {"FLOAT", "DOUBLE", "UBIGINT", "HUGEINT", "UHUGEINT"};
    const std::string column = quoteIdentifier(name);
    const auto cast = [&column](const char* to) { return "CAST(" + column + " AS " + to + ")"; };
    if (isOneOf(type, whole))
        return {std::move(name), ColumnKind::Number, cast("BIGINT")};
    if (isOneOf(type, real) || (type.starts_with("DECIMAL") && !type.ends_with(']')))
        return {std::move(name), ColumnKind::Number, cast("DOUBLE")};
    if (type == "BOOLEAN")
        return {std::move(name), ColumnKind::Boolean, column};
    if (type == "TIMESTAMP WITH TIME ZONE")
        return {std::move(name), ColumnKind::Time, "make_timestamp(epoch_us(" + column + "))"};
    if (type == "DATE" || (type.starts_with("TIMESTAMP") && !type.ends_with(']')))
        return {std::move(name), ColumnKind::Time, cast("TIMESTAMP")};
    if (type == "TIME" || type == "INTERVAL")
        return {std::move(name), ColumnKind::Duration, "epoch(" + column + ")"};
    return {std::move(name), ColumnKind::Text, cast("VARCHAR")};
}

} // namespace

Expected<std::vector<EngineColumn>> describeColumns(Engine& engine, const std::string& source, Progress& progress)
{
    PERIMETER_TRY(
        EngineAnswer answer,
        engine.query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + source + ")", progress));
    std::vector<EngineColumn> columns;
    while (const EngineChunk* chunk = answer.next())
        for (std::size_t r = 0; r < chunk->rows(); ++r)
            columns.push_back(plannedColumn(std::string(chunk->text(0, r)), chunk->text(1, r)));
    return columns;
}

std::string enterColumns(const std::vector<EngineColumn>& columns, TableParts& parts)
{
    std::vector<std::string> names;
    std::ranges::transform(columns, std::back_inserter(names), &EngineColumn::name);
    names = uniqueNames(std::move(names), parts.notices);
    std::string selected;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        parts.columns.push_back({names[c], columns[c].kind, unitOf(columns[c].kind)});
        parts.names.push_back(engineColumn(c));
        selected += (c ? ", " : "") + columns[c].conversion + " AS " + parts.names.back();
    }
    return selected;
}

} // namespace perimeter
