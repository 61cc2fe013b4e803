// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "data/expression.h"
#include "data/expression_value.h"
#include "data/preparation.h"
#include "data/table_content.h"

#include <chrono>
#include <memory>

namespace perimeter {

namespace {

/// For a statement that evaluates a user's expression.
constexpr std::chrono::seconds patience{120};

std::string ruleName(const ZeroDivision& rule)
{
    switch (rule.rule) {
    case ZeroDivision::Rule::Keep:
        return "keep";
    case ZeroDivision::Rule::LeaveOut:
        return "leave-out";
    case ZeroDivision::Rule::Floor:
        return "floor=" + formatNumber(rule.floor);
    }
    return "";
}

/// The parts of a relation over `table`'s, yet without a name of its own.
TableParts above(const Table& table, const std::shared_ptr<const Table::Content>& content)
{
    TableParts parts = table.content().parts();
    parts.beneath = {content};
    parts.isView = true;
    parts.relation = parts.engine->freshName("view");
    parts.bytes = 0;
    return parts;
}

Expected<Table> counted(TableParts parts, const std::string& statement, Progress& progress)
{
    if (const Expected<void> made = parts.engine->run(statement, progress, patience); !made)
        return made.unexpected();
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

Expected<Table> applyStep(const Table& table, const Where& step, Progress& progress)
{
    TableParts parts = above(table, table.share());
    // A division by zero has no value here, and its row is not kept.
    const Expected<CompiledExpression> compiled =
        compileExpression(step.expression, {.step = "where",
                                            .columns = parts.columns,
                                            .engineNames = parts.names,
                                            .zeroDivision = {.rule = ZeroDivision::Rule::LeaveOut}});
    if (!compiled)
        return compiled.unexpected();
    if (compiled->kind != ColumnKind::Boolean)
        return Unexpected(ErrorCode::ExpressionType,
                          {"where", step.expression, "1", "boolean", std::string(kindName(compiled->kind))});
    const std::string statement = "CREATE VIEW " + parts.relation + " AS SELECT * FROM " +
                                  table.content().parts().relation + " WHERE " + compiled->sql;
    return counted(std::move(parts), statement, progress);
}

Expected<Table> applyStep(const Table& table, const Derive& step, Progress& progress)
{
    TableParts parts = above(table, table.share());
    const std::string& beneath = table.content().parts().relation;
    if (step.zeroDivision.rule == ZeroDivision::Rule::Floor && !(step.zeroDivision.floor > 0))
        return Unexpected(ErrorCode::FloorNotPositive, {step.name, formatNumber(step.zeroDivision.floor)});
    const Expected<CompiledExpression> compiled =
        compileExpression(step.expression, {.step = "derive " + step.name,
                                            .columns = parts.columns,
                                            .engineNames = parts.names,
                                            .zeroDivision = step.zeroDivision});
    if (!compiled)
        return compiled.unexpected();
    const bool seconds = compiled->kind == ColumnKind::Time || compiled->kind == ColumnKind::Duration;
    const Column column{step.name, compiled->kind, seconds ? "s" : ""};
    const Expected<std::size_t> existing = table.content().find(step.name);
    const std::size_t index = existing ? *existing : parts.columns.size();
    // A name no relation beneath has: what it replaces stays readable there.
    const std::string name = parts.engine->freshName("d");
    if (existing) {
        parts.columns[index] = column;
        parts.names[index] = name;
    } else {
        parts.columns.push_back(column);
        parts.names.push_back(name);
    }
    if (!compiled->zeroDivision.empty()) {
        const Expected<std::int64_t> affected = parts.engine->count(
            "SELECT count(*) FROM " + beneath + " WHERE " + compiled->zeroDivision, progress, patience);
        if (!affected)
            return affected.unexpected();
        if (*affected > 0)
            parts.notices.push_back(
                {NoticeCode::ZeroDivision, {step.name, std::to_string(*affected), ruleName(step.zeroDivision)}});
    }
    const std::string statement =
        "CREATE VIEW " + parts.relation + " AS SELECT *, " + compiled->sql + " AS " + name + " FROM " + beneath;
    if (const Expected<void> made = parts.engine->run(statement, progress, patience); !made)
        return made.unexpected();
    return makeTable(std::move(parts));
}

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

Expected<Table> applyStep(const Table& table, const OnePer& step, Progress& progress)
{
    const Expected<std::size_t> key = table.content().find(step.column);
    if (!key)
        return key.unexpected();
    const TableParts& from = table.content().parts();
    TableParts parts = above(table, table.share());
    parts.relation = parts.engine->freshName("table");
    parts.isView = false;
    parts.beneath.clear();
    const Expected<std::int64_t> missing = parts.engine->count(
        "SELECT count(*) FROM " + from.relation + " WHERE " + from.names[*key] + " IS NULL", progress, patience);
    if (!missing)
        return missing.unexpected();
    if (*missing > 0)
        parts.notices.push_back({NoticeCode::OnePerMissing, {step.column, std::to_string(*missing)}});
    const std::string statement = step.rule == OnePer::Rule::Sum ? sumStatement(from, *key, parts.relation)
                                                                 : pickStatement(from, *key, step.rule, parts.relation);
    Expected<Table> result = counted(std::move(parts), statement, progress);
    return result;
}

} // namespace

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
