// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open_formats.h"
#include "data/text/text_table.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace perimeter {

namespace {

struct ZeekHeader {
    char separator = '\t';
    std::string unset = "-";
    std::vector<std::string> fields;
    std::vector<std::string> types;
};

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// "\x09" or the character itself.
char separatorSign(std::string_view written)
{
    unsigned value = 0;
    if (written.starts_with("\\x") && written.size() == 4 &&
        std::from_chars(written.data() + 2, written.data() + 4, value, 16).ec == std::errc())
        return static_cast<char>(value);
    return written.empty() ? '\t' : written.front();
}

/// The lines at the top that begin with #.
ZeekHeader readHeader(std::string_view head)
{
    ZeekHeader header;
    while (head.starts_with('#')) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(1, end - 1);
        head.remove_prefix(std::min(end + 1, head.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.starts_with("separator ")) {
            header.separator = separatorSign(line.substr(10));
            continue;
        }
        std::vector<std::string> parts = split(line, header.separator);
        const std::string name = parts.front();
        parts.erase(parts.begin());
        if (name == "fields")
            header.fields = std::move(parts);
        else if (name == "types")
            header.types = std::move(parts);
        else if (name == "unset_field" && !parts.empty())
            header.unset = parts.front();
    }
    return header;
}

struct ZeekColumn {
    ColumnKind kind = ColumnKind::Text;
    std::string conversion;
};

/// A declared type is believed where every cell bears it out; else the column is kept as text.
ZeekColumn zeekColumn(const std::string& type, const ColumnKinds& kinds, const std::string& name)
{
    const bool numbers = kinds.kind() == ColumnKind::Number || kinds.isEmpty();
    if (type == "bool" && (kinds.isFlags() || kinds.isEmpty()))
        return {ColumnKind::Boolean, "CAST(" + name + " AS BOOLEAN)"};
    if (type == "time" && numbers)
        return {ColumnKind::Time, "make_timestamp(CAST(round(CAST(" + name + " AS DOUBLE) * 1e6) AS BIGINT))"};
    if (type == "interval" && numbers)
        return {ColumnKind::Duration, "CAST(" + name + " AS DOUBLE)"};
    if ((type == "count" || type == "int" || type == "double" || type == "port") && numbers)
        return {ColumnKind::Number, "CAST(" + name + " AS " + kinds.numberType() + ")"};
    return {ColumnKind::Text, name};
}

} // namespace

Expected<TextLayout> zeekLayout(const std::string& path, std::string_view head)
{
    const ZeekHeader header = readHeader(head);
    if (header.fields.empty())
        return Unexpected(ErrorCode::ZeekHeaderMissing, {path, "#fields"});
    if (header.types.size() != header.fields.size())
        return Unexpected(ErrorCode::ZeekHeaderMissing, {path, "#types"});
    return TextLayout{.path = path,
                      .format = {.delimiter = header.separator, .quote = std::nullopt, .comment = '#'},
                      .header = false,
                      .columns = header.fields.size(),
                      .unset = header.unset};
}

Expected<Table> openZeekLog(const std::shared_ptr<Engine>& engine, const std::string& path, std::string_view head,
                            Progress& progress)
{
    PERIMETER_TRY(const TextLayout layout, zeekLayout(path, head));
    const ZeekHeader header = readHeader(head);
    ProgressPart scanning(progress, 0, 0.4);
    PERIMETER_TRY(const TextScan scan, scanText(layout, scanning));
    TableParts parts{.engine = engine, .format = Format::ZeekLog};
    const std::vector<std::string> names = uniqueNames(header.fields, parts.notices);
    std::vector<ColumnPlan> plans;
    for (std::size_t c = 0; c < names.size(); ++c) {
        const ZeekColumn column = zeekColumn(header.types[c], scan.columns[c], engineColumn(c));
        plans.push_back({"VARCHAR", column.conversion});
        const bool bytes = column.kind == ColumnKind::Number && header.fields[c].ends_with("_bytes");
        parts.columns.push_back({names[c], column.kind, bytes ? "bytes" : unitOf(column.kind)});
        parts.names.push_back(engineColumn(c));
        parts.bytes += scan.columns[c].bytes() + 8 * static_cast<std::size_t>(scan.rows);
    }
    ProgressPart loading(progress, 0.4, 1);
    PERIMETER_TRY(const std::string table, loadText(*engine, layout, scan, plans, loading));
    parts.rows = parts.rowsInFile = scan.rows;
    return withRowNumbers(std::move(parts), table, loading);
}

} // namespace perimeter
