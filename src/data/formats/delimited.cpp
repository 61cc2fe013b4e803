// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open_formats.h"
#include "data/text/dialect_sniffer.h"
#include "data/text/number_text.h"
#include "data/text/text_table.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace perimeter {

namespace {

Expected<std::vector<std::string>> columnNames(const std::string& path, const DialectChoice& choice,
                                               std::vector<std::string> names, std::size_t columns,
                                               std::vector<Notice>& notices)
{
    if (!choice.names.empty()) {
        if (choice.names.size() != columns)
            return Unexpected(ErrorCode::NamesMismatch,
                              {path, std::to_string(choice.names.size()), std::to_string(columns)});
        names = choice.names;
    }
    if (!names.empty())
        return uniqueNames(std::move(names), notices);
    for (std::size_t c = 0; c < columns; ++c)
        names.push_back("column" + std::to_string(c + 1));
    return names;
}

/// Files of numbers up to this are read into memory at once; larger ones the engine may keep on disk.
constexpr std::uintmax_t mostInMemory = std::uintmax_t{1} << 30;

/// The table of a file of numbers; nothing where the file is of another kind.
Expected<std::optional<Table>> openNumbers(TableParts parts, const std::string& path, const TextLayout& layout,
                                           const DialectChoice& choice, Progress& progress)
{
    PERIMETER_TRY(std::optional<NumberText> read, readNumberText(layout, mostInMemory, progress));
    if (!read)
        return std::optional<Table>();
    parts.numbers = (read)->numbers;
    const std::size_t columns = parts.numbers->columns.size();
    PERIMETER_TRY(const std::vector<std::string> names,
                  columnNames(path, choice, std::move((read)->header), columns, parts.notices));
    std::string selected = rowColumn;
    for (std::size_t c = 0; c < columns; ++c) {
        parts.columns.push_back({(names)[c], ColumnKind::Number});
        parts.names.push_back(engineColumn(c));
        selected += ", " + parts.names.back();
    }
    parts.rows = parts.rowsInFile = static_cast<std::int64_t>(parts.numbers->rows);
    parts.bytes = parts.numbers->bytes();
    parts.relation = parts.engine->freshName("view");
    const Expected<void> made = parts.engine->run("CREATE VIEW " + parts.relation + " AS SELECT " + selected +
                                                      " FROM " + parts.engine->present(parts.numbers),
                                                  progress);
    return made ? Expected<std::optional<Table>>(makeTable(std::move(parts))) : made.unexpected();
}

/// All of the file, with a second try as Latin-1 where UTF-8 was only a guess and fails further on.
Expected<TextScan> scanGuessed(TextLayout& layout, Dialect& dialect, const DialectChoice& choice, Progress& progress)
{
    Expected<TextScan> scan = scanText(layout, progress);
    if (scan || scan.error().code != ErrorCode::InvalidEncoding || choice.encoding || layout.encoding != Encoding::Utf8)
        return scan;
    dialect.encoding = layout.encoding = Encoding::Latin1;
    return scanText(layout, progress);
}

} // namespace

Expected<Dialect> detectDialect(const std::string& path, std::string_view head, const DialectChoice& choice)
{
    const std::optional<Encoding> encoding = choice.encoding ? choice.encoding : detectEncoding(head);
    if (!encoding)
        return Unexpected(ErrorCode::BinaryFile, {path});
    PERIMETER_TRY(TextReader reader, TextReader::open(path, *encoding));
    std::string text;
    const Expected<bool> read = reader.append(text);
    // Where UTF-8 is not fixed, bytes that are not are for the scan to find: it can fall back.
    if (!read && (read.error().code != ErrorCode::InvalidEncoding || choice.encoding))
        return read.unexpected();
    const bool cutOff = reader.share() < 1 || text.size() > headBytes;
    return sniffDialect(std::string_view(text).substr(0, headBytes), cutOff, choice, *encoding);
}

Expected<Table> openDelimited(const std::shared_ptr<Engine>& engine, const std::string& path,
                              const DialectChoice& choice, std::string_view head, Progress& progress)
{
    PERIMETER_TRY(Dialect dialect, detectDialect(path, head, choice));
    TextLayout layout{.path = path,
                      .encoding = dialect.encoding,
                      .format = {.delimiter = dialect.delimiter, .quote = dialect.quote},
                      .decimal = dialect.decimal,
                      .header = dialect.header};
    TableParts parts{.engine = engine, .format = Format::Delimited, .dialect = dialect};
    PERIMETER_TRY(std::optional<Table> ofNumbers, openNumbers(parts, path, layout, choice, progress));
    if (ofNumbers)
        return std::move(*ofNumbers);

    ProgressPart scanning(progress, 0, 0.5);
    PERIMETER_TRY(const TextScan scan, scanGuessed(layout, dialect, choice, scanning));
    if (scan.columns.empty())
        return Unexpected(ErrorCode::FileEmpty, {path});

    parts.dialect = dialect;
    PERIMETER_TRY(const std::vector<std::string> names,
                  columnNames(path, choice, scan.header, scan.columns.size(), parts.notices));
    std::vector<ColumnPlan> plans;
    for (std::size_t c = 0; c < scan.columns.size(); ++c) {
        const ColumnKinds& kinds = scan.columns[c];
        const ColumnKind kind = kinds.kind();
        plans.push_back({kinds.readType(layout.decimal), kinds.conversion(engineColumn(c), layout.decimal)});
        parts.columns.push_back({(names)[c], kind, unitOf(kind)});
        parts.names.push_back(engineColumn(c));
        parts.bytes += static_cast<std::size_t>(scan.rows) * (kind == ColumnKind::Text ? 16 : 8);
        parts.bytes += kind == ColumnKind::Text ? kinds.bytes() : 0;
    }
    ProgressPart loading(progress, 0.5, 1);
    PERIMETER_TRY(const std::string table, loadText(*engine, layout, scan, plans, loading));
    parts.rows = parts.rowsInFile = scan.rows;
    return withRowNumbers(std::move(parts), table, loading);
}

} // namespace perimeter
