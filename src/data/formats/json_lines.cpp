// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/quoting.h"
#include "data/formats/engine_columns.h"
#include "data/formats/open_formats.h"
#include "data/text/text_table.h"

namespace perimeter {

namespace {

/// Lines as records of one field: the sign between fields is one JSON does not allow.
TextLayout lineLayout(const std::string& path)
{
    return {.path = path, .format = {.delimiter = '\x1F', .quote = std::nullopt}, .header = false, .columns = 1};
}

/// The line of the record of that number, blank lines counted.
Expected<std::int64_t> lineOfRecord(const TextLayout& layout, std::int64_t number)
{
    PERIMETER_TRY(TextReader text, TextReader::open(layout.path, layout.encoding));
    RecordReader reader(layout.path, std::move(text), layout.format);
    Record record;
    for (std::int64_t n = 0; n < number; ++n)
        if (const Expected<bool> more = reader.next(record); !more)
            return more.unexpected();
    return record.line;
}

/// The records that are no JSON object, ascending.
Expected<std::vector<std::int64_t>> brokenRecords(Engine& engine, const TextLayout& layout, const TextScan& scan,
                                                  Progress& progress)
{
    const ColumnPlan asText{"VARCHAR", "c0"};
    PERIMETER_TRY(const std::string lines, loadText(engine, layout, scan, std::span(&asText, 1), progress));
    Expected<EngineAnswer> answer =
        engine.query("SELECT rowid + 1 FROM " + lines +
                         " WHERE CASE WHEN json_valid(c0) THEN json_type(c0) <> 'OBJECT' ELSE true END ORDER BY 1",
                     progress);
    std::vector<std::int64_t> records;
    while (const EngineChunk* chunk = answer ? answer->next() : nullptr)
        records.insert(records.end(), chunk->integers(0).begin(), chunk->integers(0).end());
    engine.drop("TABLE", lines);
    return answer ? Expected<std::vector<std::int64_t>>(std::move(records)) : answer.unexpected();
}

/// The first line that is no JSON object: JsonLineBroken, or `otherwise` if all are.
Unexpected brokenLine(Engine& engine, const TextLayout& layout, const TextScan& scan, const Unexpected& otherwise,
                      Progress& progress)
{
    const Expected<std::vector<std::int64_t>> records = brokenRecords(engine, layout, scan, progress);
    if (!records || records->empty())
        return records ? otherwise : records.unexpected();
    const Expected<std::int64_t> line = lineOfRecord(layout, records->front());
    return line ? Unexpected(ErrorCode::JsonLineBroken, {layout.path, std::to_string(*line)}) : line.unexpected();
}

} // namespace

Expected<std::vector<std::int64_t>> linesWithoutObject(Engine& engine, const std::string& path, Progress& progress)
{
    const TextLayout layout = lineLayout(path);
    const Expected<TextScan> scan = scanText(layout, progress);
    return scan ? brokenRecords(engine, layout, *scan, progress) : scan.unexpected();
}

Expected<Table> openJsonLines(const std::shared_ptr<Engine>& engine, const std::string& path, Progress& progress)
{
    const TextLayout layout = lineLayout(path);
    ProgressPart scanning(progress, 0, 0.3);
    const Expected<TextScan> scan = scanText(layout, scanning);
    if (!scan)
        return scan.error().code == ErrorCode::RaggedRow
                   ? Unexpected(ErrorCode::JsonLineBroken, {path, scan.error().arguments[1]})
                   : scan.unexpected();
    ProgressPart loading(progress, 0.3, 1);
    PERIMETER_TRY(const std::string link, engine->folder().link(engine->freshName("source") + ".jsonl", path));
    const std::string file = "read_json(" + quoteLiteral(link) +
                             ", format = 'newline_delimited', records = 'true', auto_detect = true, sample_size = -1"
                             ", convert_strings_to_integers = false, maximum_object_size = " +
                             std::to_string(longestRecord + 1) + ", compression = 'uncompressed')";
    const Expected<std::vector<EngineColumn>> columns = describeColumns(*engine, file, loading);
    if (!columns)
        return brokenLine(*engine, layout, *scan, columns.unexpected(), loading);

    TableParts parts{.engine = engine, .format = Format::JsonLines};
    const std::string selected = enterColumns(*columns, parts);
    const std::string table = engine->freshName("table");
    const Expected<void> made =
        engine->run("CREATE TABLE " + table + " AS SELECT " + selected + " FROM " + file, loading);
    if (!made)
        return brokenLine(*engine, layout, *scan, made.unexpected(), loading);
    parts.rows = parts.rowsInFile = scan->rows;
    parts.bytes = scan->columns.empty() ? 0 : scan->columns.front().bytes();
    return withRowNumbers(std::move(parts), table, loading);
}

} // namespace perimeter
