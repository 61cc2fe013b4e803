// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/term_kinds.h"
#include "data/steps/prepare_steps.h"
#include "data/steps/step_text.h"

#include <utility>

namespace perimeter {

namespace {

/// The columns that add up: numbers and durations, but not the key.
bool addsUp(const TableParts& parts, std::size_t column, std::size_t key)
{
    const ColumnKind kind = parts.columns[column].kind;
    return column != key && (kind == ColumnKind::Number || kind == ColumnKind::Duration);
}

/// One row per group with every column from the group's first row but the sums.
std::string sumStatement(const TableParts& from, std::size_t key, const std::string& into)
{
    std::string selected = std::string("min(") + rowColumn + ") AS " + rowColumn;
    for (std::size_t c = 0; c < from.names.size(); ++c) {
        const std::string& name = from.names[c];
        const std::string value = addsUp(from, c, key) ? "sum(CAST(" + name + " AS DOUBLE) ORDER BY " + rowColumn + ")"
                                                       : "arg_min_null(" + name + ", " + rowColumn + ")";
        selected += ", " + value + " AS " + name;
    }
    return "CREATE TABLE " + into + " AS SELECT " + selected + " FROM " + from.relation + " WHERE " + from.names[key] +
           " IS NOT NULL GROUP BY " + from.names[key] + " ORDER BY 1";
}

/// One row per group as it stands.
std::string pickStatement(const TableParts& from, std::size_t key, OnePer::Rule rule, const std::string& into)
{
    std::string picked = std::string(rule == OnePer::Rule::Last ? "max(" : "min(") + rowColumn + ")";
    if (rule == OnePer::Rule::Largest) {
        std::string size = "0";
        for (std::size_t c = 0; c < from.names.size(); ++c)
            if (addsUp(from, c, key))
                size += " + coalesce(CAST(" + from.names[c] + " AS DOUBLE), 0)";
        picked = std::string("arg_max(") + rowColumn + ", (" + size + ", -" + rowColumn + "))";
    }
    return "CREATE TABLE " + into + " AS SELECT * FROM " + from.relation + " WHERE " + rowColumn + " IN (SELECT " +
           picked + " FROM " + from.relation + " WHERE " + from.names[key] + " IS NOT NULL GROUP BY " +
           from.names[key] + ") ORDER BY " + rowColumn;
}

/// Counts the rows in which one of the columns is missing, which the step will leave out.
Expected<void> noticeMissing(TableParts& parts, const std::string& relation, const std::vector<std::size_t>& columns,
                             const std::vector<std::string>& names, Progress& progress)
{
    std::string isMissing = "false";
    for (const std::size_t column : columns)
        isMissing += " OR " + parts.names[column] + " IS NULL";
    PERIMETER_TRY(const std::int64_t missing,
                  parts.engine->count("SELECT count(*) FROM " + relation + " WHERE " + isMissing, progress, patience));
    if (missing > 0)
        parts.notices.push_back({NoticeCode::OnePerMissing, {writeNames(names), std::to_string(missing)}});
    return {};
}

/// SQL of a function over the values of a group, taken in the table's order so that sums are the same every time.
std::string aggregateSql(Aggregate::Function function, const std::string& value, const std::string& number)
{
    const std::string ordered = number + " ORDER BY " + rowColumn + ")";
    switch (function) {
    case Aggregate::Function::Count:
        return "count(" + value + ")";
    case Aggregate::Function::Unique:
        return "count(DISTINCT " + value + ")";
    case Aggregate::Function::Mean:
        return "avg(" + ordered;
    case Aggregate::Function::Deviation:
        // The engine gives up where squares are too large for it; there the deviation is missing.
        return "CASE WHEN bool_and(coalesce(abs(" + number + ") < 1e150, true)) THEN stddev_pop(" + ordered +
               " FILTER (abs(" + number + ") < 1e150) END";
    case Aggregate::Function::Sum:
        return "sum(" + ordered;
    case Aggregate::Function::Min:
        return "min(" + value + ")";
    case Aggregate::Function::Max:
        return "max(" + value + ")";
    case Aggregate::Function::First:
        return "arg_min(" + value + ", " + rowColumn + ")";
    case Aggregate::Function::Last:
        return "arg_max(" + value + ", " + rowColumn + ")";
    }
    return {};
}

struct AggregateColumn {
    Column column;
    std::string sql;
    std::vector<std::string> from; ///< columns
};

Expected<AggregateColumn> compileAggregate(const TableParts& from, const Aggregate& aggregate)
{
    using Function = Aggregate::Function;
    const Function function = aggregate.function;
    if (function == Function::Count && aggregate.expression.empty())
        return AggregateColumn{{aggregate.name, ColumnKind::Number}, "count(*)", {}};
    const std::string step = "summarise " + aggregate.name;
    PERIMETER_TRY(const CompiledExpression compiled,
                  compile(aggregate.expression, step, from, {.rule = ZeroDivision::Rule::LeaveOut}));
    const bool counts = function == Function::Count || function == Function::Unique;
    const bool computes = function == Function::Mean || function == Function::Deviation || function == Function::Sum;
    if (computes && (compiled.kind == ColumnKind::Text || compiled.kind == ColumnKind::Time))
        return Unexpected(ErrorCode::ExpressionType,
                          {step, aggregate.expression, "1", "number", std::string(kindName(compiled.kind))});
    const std::string number = computes ? "CAST(" + compiled.sql + " AS DOUBLE)" : std::string();
    ColumnKind kind = compiled.kind;
    if (counts || (computes && kind != ColumnKind::Duration))
        kind = ColumnKind::Number;
    return AggregateColumn{{aggregate.name, kind, counts ? "" : compiled.unit},
                           aggregateSql(function, compiled.sql, number),
                           compiled.columns};
}

} // namespace

Expected<Table> applyStep(const Table& table, const OnePer& step, Progress& progress)
{
    PERIMETER_TRY(const std::size_t key, table.content().find(step.column));
    const TableParts& from = table.content().parts();
    TableParts parts = apartFrom(table);
    parts.stepColumns.push_back({step.column});
    PERIMETER_CHECK(noticeMissing(parts, from.relation, {key}, {step.column}, progress));
    const std::string statement = step.rule == OnePer::Rule::Sum ? sumStatement(from, key, parts.relation)
                                                                 : pickStatement(from, key, step.rule, parts.relation);
    return counted(std::move(parts), statement, progress);
}

Expected<Table> applyStep(const Table& table, const Summarise& step, Progress& progress)
{
    const TableParts& from = table.content().parts();
    TableParts parts = apartFrom(table);
    std::vector<std::size_t> keys;
    std::vector<std::string> names;
    for (const std::string& name : step.by) {
        PERIMETER_TRY(const std::size_t key, table.content().find(name));
        keys.push_back(key);
        names.push_back(name);
    }
    for (const Aggregate& aggregate : step.aggregates)
        names.push_back(aggregate.name);
    PERIMETER_CHECK(checkDifferent(names));
    PERIMETER_CHECK(noticeMissing(parts, from.relation, keys, step.by, progress));
    parts.columns.clear();
    parts.names.clear();
    std::vector<std::string>& computedFrom = parts.stepColumns.emplace_back(step.by);
    std::string selected = std::string("min(") + rowColumn + ") AS " + rowColumn;
    std::string groups;
    std::string present = "true";
    for (const std::size_t key : keys) {
        parts.columns.push_back(from.columns[key]);
        parts.names.push_back(from.names[key]);
        selected += ", " + from.names[key];
        groups += (groups.empty() ? "" : ", ") + from.names[key];
        present += " AND " + from.names[key] + " IS NOT NULL";
    }
    for (const Aggregate& aggregate : step.aggregates) {
        PERIMETER_TRY(AggregateColumn compiled, compileAggregate(from, aggregate));
        computedFrom.insert(computedFrom.end(), compiled.from.begin(), compiled.from.end());
        PERIMETER_TRY(const std::string name, enterColumn(parts, std::move(compiled.column)));
        selected += ", " + compiled.sql + " AS " + name;
    }
    const std::string statement = "CREATE TABLE " + parts.relation + " AS SELECT " + selected + " FROM " +
                                  from.relation + " WHERE " + present + (groups.empty() ? "" : " GROUP BY " + groups) +
                                  " HAVING count(*) > 0 ORDER BY 1";
    return counted(std::move(parts), statement, progress);
}

Expected<Table> applyStep(const Table& table, const Next& step, Progress& progress)
{
    const TableParts& from = table.content().parts();
    TableParts parts = apartFrom(table);
    const Expected<std::size_t> key = table.content().find(step.key);
    const Expected<std::size_t> order = table.content().find(step.order);
    if (!key || !order)
        return key ? order.unexpected() : key.unexpected();
    const std::string& place = from.names[*order];
    const std::string known = from.names[*key] + " IS NOT NULL AND " + place + " IS NOT NULL";
    std::string selected = "*";
    std::vector<std::string>& computedFrom = parts.stepColumns.emplace_back(step.columns);
    computedFrom.insert(computedFrom.end(), {step.key, step.order});
    const auto add = [&](Column column, const std::string& value) -> Expected<void> {
        PERIMETER_TRY(const std::string name, enterColumn(parts, std::move(column)));
        selected += ", CASE WHEN " + known + " THEN " + value + " END AS " + name;
        return {};
    };
    for (const std::string& name : step.columns) {
        PERIMETER_TRY(const std::size_t column, table.content().find(name));
        Column next = from.columns[column];
        next.name = "next_" + name;
        if (const Expected<void> added = add(std::move(next), "lead(" + from.names[column] + ") OVER following");
            !added)
            return added.unexpected();
    }
    if (from.columns[*order].kind != ColumnKind::Text) {
        // Seconds since 1970 as a DOUBLE would keep but a tenth of a microsecond of a difference.
        const bool isTime = from.columns[*order].kind == ColumnKind::Time;
        const std::string at = isTime ? "epoch_us(" + place + ")" : asNumber(from, *order);
        const bool isSeconds = !unitOf(from.columns[*order].kind).empty();
        PERIMETER_CHECK(
            add({"until_next", isSeconds ? ColumnKind::Duration : ColumnKind::Number, from.columns[*order].unit},
                "CAST((lead(" + at + ") OVER following) - " + at + " AS DOUBLE)" + (isTime ? " / 1e6" : "")));
    }
    const std::string statement = "CREATE TABLE " + parts.relation + " AS SELECT " + selected + " FROM " +
                                  from.relation + " WINDOW following AS (PARTITION BY " + from.names[*key] + ", " +
                                  place + " IS NULL ORDER BY " + place + ", " + rowColumn + ") ORDER BY " + rowColumn;
    return counted(std::move(parts), statement, progress);
}

} // namespace perimeter
