// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open_formats.h"

namespace perimeter {

Expected<Table> openBarred(const std::shared_ptr<Engine>& engine, const std::string& path, Progress& progress)
{
    const TextLayout layout{.path = path, .format = {.delimiter = '|', .quote = {}, .comment = '%'}};
    ProgressPart scanning(progress, 0, 0.5);
    const Expected<TextScan> scan = scanText(layout, scanning);
    if (!scan)
        return scan.unexpected();
    if (scan->columns.empty())
        return Unexpected(ErrorCode::FileEmpty, {path});
    TableParts parts{.engine = engine, .format = Format::Barred};
    const std::vector<std::string> names = uniqueNames(scan->header, parts.notices);
    std::vector<ColumnPlan> plans;
    for (std::size_t c = 0; c < scan->columns.size(); ++c) {
        const ColumnKinds& kinds = scan->columns[c];
        plans.push_back({kinds.readType(layout.decimal), kinds.conversion(engineColumn(c), layout.decimal)});
        parts.columns.push_back({names[c], kinds.kind(), unitOf(kinds.kind())});
        parts.names.push_back(engineColumn(c));
    }
    ProgressPart loading(progress, 0.5, 1);
    const Expected<std::string> table = loadText(*engine, layout, *scan, plans, loading);
    if (!table)
        return table.unexpected();
    parts.rows = parts.rowsInFile = scan->rows;
    return withRowNumbers(std::move(parts), *table, loading);
}

} // namespace perimeter
