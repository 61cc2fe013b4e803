// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/steps/conform.h"

#include "data/table/table_content.h"

#include <algorithm>

namespace perimeter {

namespace {

/// SQL for a column as another kind, missing where it cannot be read so.
std::string readAs(const TableParts& parts, std::size_t column, ColumnKind kind)
{
    const std::string& name = parts.names[column];
    const ColumnKind found = parts.columns[column].kind;
    const std::string trimmed = "trim(CAST(" + name + " AS VARCHAR))";
    switch (kind) {
    case ColumnKind::Text:
        return "CAST(" + name + " AS VARCHAR)";
    case ColumnKind::Boolean:
        return "TRY_CAST(" + (found == ColumnKind::Text ? trimmed : name) + " AS BOOLEAN)";
    case ColumnKind::Time:
        if (found != ColumnKind::Text)
            return "make_timestamp(CAST(round(" + asNumber(parts, column) + " * 1e6) AS BIGINT))";
        return "make_timestamp(epoch_us(TRY_CAST(" + trimmed + " AS TIMESTAMPTZ)))";
    case ColumnKind::Duration:
        if (found == ColumnKind::Text)
            return "coalesce(TRY_CAST(" + trimmed + " AS DOUBLE), epoch(TRY_CAST(" + trimmed + " AS INTERVAL)))";
        return asNumber(parts, column);
    case ColumnKind::Number:
        break;
    }
    // The engine takes 1_000 for a number, which no file read as a whole has.
    const std::string plain = "CASE WHEN NOT contains(" + trimmed + ", '_') THEN " + trimmed + " END";
    return found == ColumnKind::Text ? "TRY_CAST(" + plain + " AS DOUBLE)" : asNumber(parts, column);
}

} // namespace

Expected<Conformed> conform(const Table& table, const std::vector<Column>& expected, Progress& progress)
{
    const TableParts& from = table.content().parts();
    TableParts parts = from;
    std::string selected = rowColumn;
    std::string unreadable;
    for (std::size_t c = 0; c < from.columns.size(); ++c) {
        const auto wanted = std::ranges::find(expected, from.columns[c].name, &Column::name);
        if (wanted == expected.end() || wanted->kind == from.columns[c].kind) {
            selected += ", " + from.names[c];
            continue;
        }
        const std::string read = readAs(from, c, wanted->kind);
        selected += ", " + read + " AS " + from.names[c];
        unreadable += (unreadable.empty() ? "" : " + ") + std::string("count(*) FILTER (") + from.names[c] +
                      " IS NOT NULL AND (" + read + ") IS NULL)";
        parts.columns[c] = *wanted;
    }
    if (unreadable.empty())
        return Conformed{table, 0};
    PERIMETER_TRY(const std::int64_t lost,
                  from.engine->count("SELECT " + unreadable + " FROM " + from.relation, progress));
    parts.beneath = {table.share()};
    parts.isView = true;
    parts.bytes = 0;
    parts.relation = from.engine->freshName("view");
    const Expected<void> made = from.engine->run(
        "CREATE VIEW " + parts.relation + " AS SELECT " + selected + " FROM " + from.relation, progress);
    return made ? Expected<Conformed>(Conformed{makeTable(std::move(parts)), lost}) : made.unexpected();
}

} // namespace perimeter
