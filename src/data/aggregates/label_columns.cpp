// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/label_columns.h"

#include "data/table/table_content.h"

namespace perimeter {

Expected<std::vector<std::string>> columnsOfTwoClasses(const Table& table, Progress& progress)
{
    const TableParts& parts = table.content().parts();
    std::vector<std::string> candidates;
    std::string counts;
    for (std::size_t c = 0; c < parts.columns.size(); ++c) {
        if (parts.columns[c].kind != ColumnKind::Number && parts.columns[c].kind != ColumnKind::Boolean)
            continue;
        candidates.push_back(parts.columns[c].name);
        const std::string value = asNumber(parts, c);
        for (const char* const is : {" = 0", " = 1", " NOT IN (0, 1)"})
            counts += (counts.empty() ? "" : ", ") + ("count(*) FILTER (" + value) + is + ")";
    }
    if (candidates.empty())
        return candidates;
    PERIMETER_TRY(EngineAnswer answer, parts.engine->query("SELECT " + counts + " FROM " + parts.relation, progress));
    const EngineChunk* const chunk = answer.next();
    std::vector<std::string> columns;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        const auto count = [&](std::size_t which) { return chunk->integers(3 * c + which)[0]; };
        if (count(0) > 0 && count(1) > 0 && count(2) == 0)
            columns.push_back(candidates[c]);
    }
    return columns;
}

} // namespace perimeter
