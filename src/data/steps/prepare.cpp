// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/steps/prepare.h"

#include "base/text.h"
#include "data/expression/divisions.h"
#include "data/expression/duckdb_spelling.h"
#include "data/steps/preparation.h"
#include "data/steps/prepare_steps.h"

#include <algorithm>
#include <set>

namespace perimeter {

TableParts above(const Table& table)
{
    TableParts parts = table.content().parts();
    parts.beneath = {table.share()};
    parts.isView = true;
    parts.relation = parts.engine->freshName("view");
    parts.bytes = 0;
    return parts;
}

TableParts apartFrom(const Table& table)
{
    TableParts parts = above(table);
    parts.relation = parts.engine->freshName("table");
    parts.isView = false;
    parts.beneath.clear();
    return parts;
}

Expected<void> checkDifferent(const std::vector<std::string>& names)
{
    std::set<std::string> seen;
    for (const std::string& name : names)
        if (!seen.insert(lowered(name)).second)
            return Unexpected(ErrorCode::NameTwice, {name});
    return {};
}

Expected<std::string> enterColumn(TableParts& parts, Column column)
{
    for (const Column& other : parts.columns)
        if (other.name != column.name && lowered(other.name) == lowered(column.name))
            return Unexpected(ErrorCode::NameTwice, {column.name});
    // A name no relation beneath has: what it replaces stays readable there.
    const std::string name = parts.engine->freshName("d");
    const auto existing = std::ranges::find(parts.columns, column.name, &Column::name);
    if (existing == parts.columns.end()) {
        parts.columns.push_back(std::move(column));
        parts.names.push_back(name);
    } else {
        parts.names[static_cast<std::size_t>(existing - parts.columns.begin())] = name;
        *existing = std::move(column);
    }
    return name;
}

Expected<CompiledExpression> compile(const std::string& expression, const std::string& step, const TableParts& parts,
                                     const ZeroDivision& rule)
{
    PERIMETER_TRY(const Expression parsed, parseExpression(expression, {.step = step, .columns = parts.columns}));
    const auto written = [&](const TermPointer& term) { return writeSql(*term, parts.names, duckdbSpelling()); };
    const ColumnKind kind = parsed.term->kind;
    const std::optional<std::string> value = written(underRule(parsed.term, rule));
    const TermPointer changed = rowsChanged(parsed.term, rule);
    const std::optional<std::string> rows = changed ? written(changed) : std::string();
    if (!value || !rows)
        return Unexpected(ErrorCode::ExpressionTooLong, {step, expression});
    return CompiledExpression{.sql = "CAST(" + *value + " AS " + std::string(duckdbType(kind)) + ")",
                              .kind = kind,
                              .rowsChanged = *rows,
                              .columns = parsed.columns,
                              .unit = parsed.unit};
}

Expected<Table> counted(TableParts parts, const std::string& statement, Progress& progress)
{
    PERIMETER_CHECK(parts.engine->run(statement, progress, patience));
    const std::shared_ptr<Engine> engine = parts.engine;
    const std::string relation = parts.relation;
    parts.rows = 0;
    const Expected<std::int64_t> rows = engine->count("SELECT count(*) FROM " + relation, progress, patience);
    if (!rows) {
        engine->drop(parts.isView ? "VIEW" : "TABLE", relation);
        return rows.unexpected();
    }
    parts.rows = *rows;
    return makeTable(std::move(parts));
}

Expected<Table> prepare(const Table& table, const Preparation& preparation, Progress& progress)
{
    Expected<Table> result = table;
    const double steps = static_cast<double>(preparation.steps.size());
    for (std::size_t i = 0; i < preparation.steps.size() && result; ++i) {
        ProgressPart part(progress, static_cast<double>(i) / steps, static_cast<double>(i + 1) / steps);
        const Table before = *result;
        result = std::visit([&](const auto& step) { return applyStep(before, step, part); }, preparation.steps[i]);
    }
    return result;
}

} // namespace perimeter
