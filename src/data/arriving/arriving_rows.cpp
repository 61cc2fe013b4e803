// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/arriving/arriving_rows.h"

#include "data/formats/open_formats.h"
#include "data/steps/conform.h"
#include "data/text/cell_kind.h"
#include "data/text/record_reader.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

namespace perimeter {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// Takes the first line off the front, with its line feed.
std::string takeLine(std::string& text)
{
    const std::size_t end = text.find('\n') + 1;
    std::string line = text.substr(0, end);
    text.erase(0, end);
    return line;
}

std::string_view withoutEnd(std::string_view line)
{
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// The fields of a line that is one record; nothing where it is none.
std::optional<std::vector<std::string>> fieldsOf(std::string_view line, const RecordFormat& format)
{
    RecordReader reader(line, format);
    Record record;
    const Expected<bool> more = reader.next(record);
    if (!more || !*more)
        return std::nullopt;
    std::vector<std::string> fields;
    for (const Field& field : record.fields)
        fields.push_back(unescaped(field, format.quote));
    return fields;
}

/// Errors that a line which is no record makes of a whole file.
bool isOfALine(ErrorCode code)
{
    return code == ErrorCode::RaggedRow || code == ErrorCode::InvalidEncoding || code == ErrorCode::NulByte ||
           code == ErrorCode::UnclosedQuote || code == ErrorCode::JsonLineBroken;
}

RecordFormat formatOf(const DialectChoice& dialect)
{
    return {.delimiter = dialect.delimiter.value_or(','), .quote = dialect.quote.value_or('"')};
}

} // namespace

ArrivingRows::ArrivingRows(std::shared_ptr<Engine> engine, std::string name, const DialectChoice& dialect,
                           std::vector<Column> known)
    : m_engine(std::move(engine)), m_name(std::move(name)), m_dialect(dialect), m_known(std::move(known))
{
}

Expected<ArrivingRows> ArrivingRows::open(const std::string& name, const DialectChoice& dialect,
                                          std::vector<Column> known)
{
    PERIMETER_TRY(const std::shared_ptr<Engine> engine, Engine::open());
    return ArrivingRows(engine, name, dialect, std::move(known));
}

Expected<std::optional<Arrival>> ArrivingRows::take(const Lines& lines, Progress& progress)
{
    Expected<std::optional<Arrival>> arrival = taken(lines, progress);
    if (arrival)
        return arrival;
    Error error = arrival.error();
    std::ranges::replace(error.arguments, stagingPath(), m_name);
    return Unexpected(std::move(error));
}

Expected<std::optional<Arrival>> ArrivingRows::taken(const Lines& lines, Progress& progress)
{
    m_broken += lines.cutOff;
    std::string rows = lines.text;
    if (lines.startsFile)
        PERIMETER_CHECK(startFile(rows));
    if (m_format == Format::ZeekLog && m_rowsInFile == 0)
        while (rows.starts_with('#'))
            m_header += takeLine(rows);
    if (m_format == Format::Delimited && !m_isSettled) {
        PERIMETER_TRY(const bool settled, settleDialect(rows, lines.ended));
        if (!settled)
            return std::optional<Arrival>();
    }
    if (rows.empty())
        return std::optional<Arrival>();
    PERIMETER_TRY(const std::optional<Table> table, openRecords(std::move(rows), progress));
    if (!table || (table)->rows() == 0)
        return std::optional<Arrival>();
    PERIMETER_TRY(const Conformed conformed, conform(*table, m_known, progress));
    for (const Column& column : conformed.table.columns())
        if (std::ranges::find(m_known, column.name, &Column::name) == m_known.end())
            m_known.push_back(column);
    m_rowsInFile += conformed.table.rows();
    const std::int64_t before = std::exchange(m_rows, m_rows + conformed.table.rows());
    return std::optional(Arrival{conformed.table, before, conformed.unreadable});
}

Expected<void> ArrivingRows::startFile(std::string& rows)
{
    if (rows.starts_with(byteOrderMark))
        rows.erase(0, byteOrderMark.size());
    const Format format = detectFormat("", rows);
    const std::optional<Encoding> encoding = detectEncoding(std::string_view(rows).substr(0, headBytes));
    if (format == Format::Parquet || encoding == Encoding::Utf16LittleEndian || encoding == Encoding::Utf16BigEndian)
        return Unexpected(ErrorCode::UnfollowableFormat);
    m_rowsInFile = 0;
    m_waiting.clear();
    if (format != m_format || format == Format::ZeekLog)
        m_header.clear();
    m_isSettled = m_isSettled && format == m_format;
    m_format = format;
    if (format != Format::Delimited || !m_isSettled)
        return {};
    const std::string first = rows.substr(0, rows.find('\n') + 1);
    if (isHeader(first)) {
        m_header = takeLine(rows);
        m_fields = fieldsOf(m_header, formatOf(m_dialect))->size();
    }
    return {};
}

/// Whether the first line of another file names columns: some of those known, and no cell is a value.
bool ArrivingRows::isHeader(const std::string& line) const
{
    const std::optional<std::vector<std::string>> fields = fieldsOf(line, formatOf(m_dialect));
    if (!m_dialect.header.value_or(true) || !fields)
        return false;
    const auto isKnown = [this](const std::string& name) {
        return std::ranges::find(m_known, name, &Column::name) != m_known.end();
    };
    const auto isText = [this](const std::string& cell) {
        return (classifyCell(cell, m_dialect.decimal.value_or('.')) & (CellText | CellEmpty)) != 0;
    };
    return std::ranges::any_of(*fields, isKnown) && std::ranges::all_of(*fields, isText);
}

/// False while there are too few lines to tell.
Expected<bool> ArrivingRows::settleDialect(std::string& rows, bool ended)
{
    m_waiting += std::exchange(rows, {});
    if (std::ranges::count(m_waiting, '\n') < 2 && !ended)
        return false;
    PERIMETER_TRY(const std::string path, write(m_waiting));
    PERIMETER_TRY(const Dialect dialect,
                  detectDialect(path, std::string_view(m_waiting).substr(0, headBytes), m_dialect));
    m_dialect.encoding = dialect.encoding;
    m_dialect.delimiter = dialect.delimiter;
    m_dialect.quote = dialect.quote;
    m_dialect.decimal = dialect.decimal;
    m_dialect.header = dialect.header;
    rows = std::exchange(m_waiting, {});
    const std::string first = rows.substr(0, rows.find('\n') + 1);
    const std::optional<std::vector<std::string>> fields = fieldsOf(first, formatOf(m_dialect));
    m_fields = fields ? fields->size() : 1;
    if (dialect.header)
        m_header = takeLine(rows);
    m_isSettled = true;
    return true;
}

/// Where rows lie while the engine reads them.
std::string ArrivingRows::stagingPath() const
{
    return (m_engine->folder().path() / "arriving").native();
}

Expected<std::string> ArrivingRows::write(const std::string& text) const
{
    const std::string path = stagingPath();
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file)
        return Unexpected(ErrorCode::CannotWrite, {path, std::generic_category().message(errno)});
    return path;
}

Expected<Table> ArrivingRows::open(const std::string& rows, Progress& progress) const
{
    PERIMETER_TRY(const std::string path, write(m_header + rows));
    switch (*m_format) {
    case Format::JsonLines:
        return openJsonLines(m_engine, path, progress);
    case Format::ZeekLog:
        return openZeekLog(m_engine, path, m_header, progress);
    case Format::Delimited:
    case Format::Parquet:
        break;
    }
    return openDelimited(m_engine, path, m_dialect, std::string_view(rows).substr(0, headBytes), progress);
}

/// The table of those lines that are records; nothing where none is.
Expected<std::optional<Table>> ArrivingRows::openRecords(std::string rows, Progress& progress)
{
    Expected<Table> table = open(rows, progress);
    if (!table && isOfALine(table.error().code)) {
        PERIMETER_TRY(const std::string records, recordsOf(rows, progress));
        if (records.empty())
            return std::optional<Table>();
        table = open(records, progress);
    }
    return table ? Expected<std::optional<Table>>(std::optional(*std::move(table))) : table.unexpected();
}

Expected<std::string> ArrivingRows::recordsOf(const std::string& rows, Progress& progress)
{
    std::size_t fields = m_fields;
    RecordFormat format = formatOf(m_dialect);
    if (m_format == Format::ZeekLog) {
        PERIMETER_TRY(const TextLayout layout, zeekLayout("", m_header));
        fields = layout.columns;
        format = layout.format;
    }
    const bool isJson = m_format == Format::JsonLines;
    std::string kept;
    std::string rest = rows;
    while (!rest.empty()) {
        const std::string line = takeLine(rest);
        const std::string_view text = withoutEnd(line);
        if (text.empty() || (format.comment && text.front() == *format.comment))
            continue;
        const bool isText =
            text.find('\0') == std::string_view::npos && (m_dialect.encoding == Encoding::Latin1 || isUtf8(text));
        const std::optional<std::vector<std::string>> found = isJson ? std::nullopt : fieldsOf(line, format);
        if (isText && (isJson || (found && found->size() == fields)))
            kept += line;
        else
            ++m_broken;
    }
    return isJson ? jsonRecordsOf(kept, progress) : kept;
}

Expected<std::string> ArrivingRows::jsonRecordsOf(const std::string& rows, Progress& progress)
{
    if (rows.empty())
        return rows;
    PERIMETER_TRY(const std::string path, write(rows));
    PERIMETER_TRY(const std::vector<std::int64_t> broken, linesWithoutObject(*m_engine, path, progress));
    m_broken += static_cast<std::int64_t>(broken.size());
    std::string kept;
    std::string rest = rows;
    auto next = broken.begin();
    for (std::int64_t line = 1; !rest.empty(); ++line) {
        const std::string text = takeLine(rest);
        if (next != broken.end() && *next == line)
            ++next;
        else
            kept += text;
    }
    return kept;
}

} // namespace perimeter
