// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/join.h"

#include "data/engine/quoting.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <filesystem>

namespace perimeter {

namespace {

/// Keys of different kinds meet as text.
std::string equality(const TableParts& left, std::size_t leftKey, const TableParts& right, std::size_t rightKey)
{
    const std::string a = "l." + left.names[leftKey];
    const std::string b = "r." + right.names[rightKey];
    if (left.columns[leftKey].kind == right.columns[rightKey].kind)
        return a + " = " + b;
    return "CAST(" + a + " AS VARCHAR) = CAST(" + b + " AS VARCHAR)";
}

/// NoticeCode::JoinPassedOver and JoinUnmatched, where there is something to say.
Expected<std::vector<Notice>> joinNotices(const TableParts& left, const TableParts& right, const Join& join,
                                          const std::string& key, const std::string& matches, Progress& progress)
{
    std::vector<Notice> notices;
    PERIMETER_TRY(
        const std::int64_t passedOver,
        left.engine->count("SELECT count(" + key + ") - count(DISTINCT " + key + ") FROM " + right.relation, progress));
    if (passedOver > 0)
        notices.push_back({NoticeCode::JoinPassedOver, {join.path, join.key, std::to_string(passedOver)}});
    PERIMETER_TRY(const std::int64_t unmatched,
                  left.engine->count("SELECT count(*) FROM " + left.relation + " l WHERE NOT EXISTS (SELECT 1 FROM " +
                                         right.relation + " r WHERE " + matches + ")",
                                     progress));
    if (unmatched > 0)
        notices.push_back({NoticeCode::JoinUnmatched, {join.path, join.key, std::to_string(unmatched)}});
    return notices;
}

} // namespace

Expected<Table> joinTables(const Table& left, const Table& right, const Join& join, Progress& progress)
{
    PERIMETER_TRY(const std::size_t leftKey, left.content().find(join.key));
    PERIMETER_TRY(const std::size_t rightKey, right.content().find(join.key));
    const TableParts& l = left.content().parts();
    const TableParts& r = right.content().parts();

    TableParts parts = l;
    parts.notices.insert(parts.notices.end(), r.notices.begin(), r.notices.end());
    const std::string suffix = " (" + std::filesystem::path(join.path).stem().native() + ")";
    std::vector<std::string> names;
    std::ranges::transform(l.columns, std::back_inserter(names), &Column::name);
    std::string selected = std::string("l.") + rowColumn;
    for (std::size_t c = 0; c < l.names.size(); ++c) {
        parts.names[c] = engineColumn(c);
        selected += ", l." + l.names[c] + " AS " + parts.names[c];
    }
    for (std::size_t c = 0; c < r.names.size(); ++c) {
        if (c == rightKey)
            continue;
        Column column = r.columns[c];
        if (left.content().find(column.name))
            column.name += suffix;
        parts.names.push_back(engineColumn(parts.names.size()));
        names.push_back(column.name);
        parts.columns.push_back(std::move(column));
        selected += ", r." + r.names[c] + " AS " + parts.names.back();
    }
    names = uniqueNames(std::move(names), parts.notices);
    for (std::size_t c = 0; c < names.size(); ++c)
        parts.columns[c].name = names[c];

    const std::string& key = r.names[rightKey];
    const std::string matches = equality(l, leftKey, r, rightKey);
    PERIMETER_TRY(const std::vector<Notice> said, joinNotices(l, r, join, key, matches, progress));
    parts.notices.insert(parts.notices.end(), said.begin(), said.end());
    // Made a table at once, in the file's order: a join keeps no order by itself.
    parts.relation = l.engine->freshName("table");
    parts.isView = false;
    parts.beneath.clear();
    parts.bytes = l.bytes + r.bytes;
    PERIMETER_CHECK(l.engine->run("CREATE TABLE " + parts.relation + " AS SELECT " + selected + " FROM " + l.relation +
                                      " l LEFT JOIN (SELECT * FROM " + r.relation + " WHERE " + rowColumn +
                                      " IN (SELECT min(" + rowColumn + ") FROM " + r.relation + " WHERE " + key +
                                      " IS NOT NULL GROUP BY " + key + ")) r ON " + matches + " ORDER BY l." +
                                      rowColumn,
                                  progress));
    return makeTable(std::move(parts));
}

} // namespace perimeter
