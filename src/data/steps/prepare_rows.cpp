// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "data/expression/term_kinds.h"
#include "data/steps/prepare_steps.h"
#include "data/steps/step_text.h"

#include <utility>

namespace perimeter {

Expected<Table> applyStep(const Table& table, const Where& step, Progress& progress)
{
    TableParts parts = above(table);
    // A division by zero has no value here, and its row is not kept.
    PERIMETER_TRY(const CompiledExpression compiled,
                  compile(step.expression, "where", parts, {.rule = ZeroDivision::Rule::LeaveOut}));
    if (compiled.kind != ColumnKind::Boolean)
        return Unexpected(ErrorCode::ExpressionType,
                          {"where", step.expression, "1", "boolean", std::string(kindName(compiled.kind))});
    parts.stepColumns.push_back(compiled.columns);
    const std::string statement = "CREATE VIEW " + parts.relation + " AS SELECT * FROM " +
                                  table.content().parts().relation + " WHERE " + compiled.sql;
    return counted(std::move(parts), statement, progress);
}

Expected<Table> applyStep(const Table& table, const Derive& step, Progress& progress)
{
    TableParts parts = above(table);
    const std::string& beneath = table.content().parts().relation;
    if (step.zeroDivision.rule == ZeroDivision::Rule::Floor && !(step.zeroDivision.floor > 0))
        return Unexpected(ErrorCode::FloorNotPositive, {step.name, formatNumber(step.zeroDivision.floor)});
    PERIMETER_TRY(const CompiledExpression compiled,
                  compile(step.expression, "derive " + step.name, parts, step.zeroDivision));
    parts.stepColumns.push_back(compiled.columns);
    PERIMETER_TRY(const std::string name, enterColumn(parts, {step.name, compiled.kind, compiled.unit}));
    if (!compiled.rowsChanged.empty()) {
        PERIMETER_TRY(const std::int64_t affected,
                      parts.engine->count("SELECT count(*) FROM " + beneath + " WHERE " + compiled.rowsChanged,
                                          progress, patience));
        if (affected > 0)
            parts.notices.push_back({NoticeCode::ZeroDivision,
                                     {step.name, std::to_string(affected), writeZeroDivision(step.zeroDivision)}});
    }
    const std::string statement =
        "CREATE VIEW " + parts.relation + " AS SELECT *, " + compiled.sql + " AS " + name + " FROM " + beneath;
    PERIMETER_CHECK(parts.engine->run(statement, progress, patience));
    return makeTable(std::move(parts));
}

Expected<Table> applyStep(const Table& table, const Select& step, Progress& progress)
{
    TableParts parts = above(table);
    parts.stepColumns.push_back(step.columns);
    std::vector<std::uint8_t> isNamed(parts.columns.size(), 0);
    for (const std::string& name : step.columns) {
        PERIMETER_TRY(const std::size_t column, table.content().find(name));
        isNamed[column] = 1;
    }
    const std::vector<Column> columns = std::exchange(parts.columns, {});
    const std::vector<std::string> names = std::exchange(parts.names, {});
    std::string selected = rowColumn;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (isNamed[c] != (step.rule == Select::Rule::Keep))
            continue;
        parts.columns.push_back(columns[c]);
        parts.names.push_back(names[c]);
        selected += ", " + names[c];
    }
    if (parts.columns.empty())
        return Unexpected(ErrorCode::NoColumnsLeft);
    const std::string statement =
        "CREATE VIEW " + parts.relation + " AS SELECT " + selected + " FROM " + table.content().parts().relation;
    PERIMETER_CHECK(parts.engine->run(statement, progress, patience));
    return makeTable(std::move(parts));
}

Expected<Table> applyStep(const Table& table, const Unit& step, Progress& progress)
{
    TableParts parts = above(table);
    parts.stepColumns.push_back(step.columns);
    for (const std::string& name : step.columns) {
        PERIMETER_TRY(const std::size_t column, table.content().find(name));
        parts.columns[column].unit = step.unit;
    }
    const std::string statement =
        "CREATE VIEW " + parts.relation + " AS SELECT * FROM " + table.content().parts().relation;
    PERIMETER_CHECK(parts.engine->run(statement, progress, patience));
    return makeTable(std::move(parts));
}

} // namespace perimeter
