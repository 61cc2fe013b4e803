// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/text_table.h"

#include "data/engine/quoting.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

namespace perimeter {

namespace {

/// The data records of a text file in order, each of the right length; the header is set apart.
class TextRows {
public:
    static Expected<TextRows> open(const TextLayout& layout)
    {
        PERIMETER_TRY(TextReader reader, TextReader::open(layout.path, layout.encoding));
        TextRows rows(RecordReader(layout.path, std::move(reader), layout.format), layout);
        if (layout.header) {
            PERIMETER_TRY(const bool first, rows.next());
            if (first)
                for (const Field& field : rows.fields())
                    rows.m_header.push_back(unescaped(field, layout.format.quote));
        }
        return rows;
    }

    Expected<bool> next()
    {
        Expected<bool> more = m_reader.next(m_record);
        if (!more || !*more)
            return more;
        if (m_columns == 0)
            m_columns = m_record.fields.size();
        if (m_record.fields.size() != m_columns)
            return Unexpected(ErrorCode::RaggedRow,
                              {m_path, std::to_string(m_record.line), std::to_string(m_record.fields.size()),
                               std::to_string(m_columns)});
        return more;
    }

    [[nodiscard]] const std::vector<Field>& fields() const { return m_record.fields; }
    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] const RecordReader& reader() const { return m_reader; }

private:
    TextRows(RecordReader reader, const TextLayout& layout)
        : m_reader(std::move(reader)), m_path(layout.path), m_columns(layout.columns)
    {
    }

    RecordReader m_reader;
    Record m_record;
    std::string m_path;
    std::vector<std::string> m_header;
    std::size_t m_columns;
};

/// Rows between two looks at whether the work is still wanted.
constexpr std::int64_t rowsPerLook = 20'000;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

void appendPlain(std::string& out, const Field& field, const TextLayout& layout, bool onlyColumn)
{
    if (layout.unset && field.text == *layout.unset)
        return;
    const std::string cell = unescaped(field, layout.format.quote);
    const bool plain = cell.find_first_of(",\"\r\n") == std::string::npos && (!cell.empty() || !onlyColumn);
    out += plain ? cell : quoteIdentifier(cell);
}

/// Writes the records as UTF-8, comma, `"`, LF, without a header.
Expected<void> writePlain(const TextLayout& layout, const std::string& path, Progress& progress)
{
    PERIMETER_TRY(TextRows rows, TextRows::open(layout));
    const auto failure = [&path] {
        return Unexpected(ErrorCode::CannotWrite, {path, std::generic_category().message(errno)});
    };
    std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "wb"));
    if (!file)
        return failure();
    std::string out;
    for (std::int64_t n = 1;; ++n) {
        PERIMETER_TRY(const bool more, rows.next());
        const bool look = !more || n % rowsPerLook == 0;
        for (std::size_t c = 0; more && c < rows.columns(); ++c) {
            if (c > 0)
                out += ',';
            appendPlain(out, rows.fields()[c], layout, rows.columns() == 1);
        }
        if (more)
            out += '\n';
        if (look || out.size() > (std::size_t{1} << 20)) {
            if (std::fwrite(out.data(), 1, out.size(), file.get()) != out.size())
                return failure();
            out.clear();
        }
        if (look && !progress.advance(rows.reader().share()))
            return Unexpected(ErrorCode::Cancelled);
        if (!more)
            break;
    }
    return std::fclose(file.release()) == 0 ? Expected<void>() : failure();
}

bool isPlain(const TextLayout& layout, const TextScan& scan)
{
    const Irregularities& found = scan.irregularities;
    const bool oneLineEnd = !found.loneReturns && !(found.lineFeeds && found.returnLineFeeds);
    return layout.encoding == Encoding::Utf8 && !scan.byteOrderMark && oneLineEnd && !found.straySigns &&
           !found.commentLines && !found.blankLines && !layout.unset && !layout.format.comment;
}

struct ReadFile {
    std::string path;
    char delimiter;
    std::optional<char> quote;
    bool header;
    bool returnLineFeeds;
    bool parallel;
    std::size_t longest;
};

/// Every option is told; nothing is left to be guessed. Strict mode finds no rows at all where lines end in CRLF; the
/// scan has been strict already.
std::string readStatement(const ReadFile& file, std::span<const ColumnPlan> plans, const std::string& table)
{
    std::string types;
    std::string kept;
    for (std::size_t c = 0; c < plans.size(); ++c) {
        const std::string name = engineColumn(c);
        types += (c ? ", " : "") + quoteLiteral(name) + ": " + quoteLiteral(plans[c].readType);
        kept += (c ? ", " : "") + plans[c].conversion + " AS " + name;
    }
    const std::string quote = quoteLiteral(file.quote ? std::string(1, *file.quote) : std::string());
    const std::size_t lineBytes = std::max<std::size_t>(std::size_t{2} << 20, 2 * file.longest);
    return "CREATE TABLE " + table + " AS SELECT " + kept + " FROM read_csv(" + quoteLiteral(file.path) +
           ", auto_detect = false, columns = {" + types + "}, delim = " + quoteLiteral(std::string(1, file.delimiter)) +
           ", quote = " + quote + ", escape = " + quote + ", header = " + (file.header ? "true" : "false") +
           ", new_line = " + (file.returnLineFeeds ? "'\\r\\n'" : "'\\n'") +
           ", nullstr = '', allow_quoted_nulls = true, comment = '', strict_mode = " +
           (file.returnLineFeeds ? "false" : "true") +
           ", null_padding = false"
           ", ignore_errors = false, decimal_separator = '.', encoding = 'utf-8', compression = 'none', skip = 0"
           ", max_line_size = " +
           std::to_string(lineBytes) + ", buffer_size = " + std::to_string(16 * lineBytes) +
           ", parallel = " + (file.parallel ? "true" : "false") + ")";
}

/// A new table from the file, which is then removed from the scratch folder. EngineFailed if the engine sees another
/// number of rows than the scan did.
Expected<std::string> readInto(Engine& engine, const ReadFile& file, std::span<const ColumnPlan> plans,
                               std::int64_t rowsExpected, Progress& progress)
{
    const std::string table = engine.freshName("table");
    const Expected<void> read = engine.run(readStatement(file, plans, table), progress);
    std::error_code ignored;
    std::filesystem::remove(file.path, ignored);
    if (!read)
        return read.unexpected();
    NoProgress quick;
    const Expected<std::int64_t> rows = engine.count("SELECT count(*) FROM " + table, quick);
    if (rows && *rows == rowsExpected)
        return table;
    engine.drop("TABLE", table);
    return rows ? Unexpected(ErrorCode::EngineFailed, {std::to_string(*rows) + " != " + std::to_string(rowsExpected)})
                : rows.unexpected();
}

} // namespace

Expected<TextScan> scanText(const TextLayout& layout, Progress& progress)
{
    PERIMETER_TRY(TextRows rows, TextRows::open(layout));
    TextScan scan;
    scan.header = rows.header();
    scan.columns.resize(rows.columns());
    for (;;) {
        PERIMETER_TRY(const bool more, rows.next());
        if (!more)
            break;
        scan.columns.resize(rows.columns());
        const std::vector<Field>& fields = rows.fields();
        for (std::size_t c = 0; c < fields.size(); ++c)
            if (!layout.unset || fields[c].text != *layout.unset)
                scan.columns[c].add(fields[c].text, layout.decimal);
        if (++scan.rows % rowsPerLook == 0 && !progress.advance(rows.reader().share()))
            return Unexpected(ErrorCode::Cancelled);
    }
    scan.longest = rows.reader().longest();
    scan.byteOrderMark = rows.reader().hadByteOrderMark();
    scan.irregularities = rows.reader().irregularities();
    return scan;
}

Expected<std::string> loadText(Engine& engine, const TextLayout& layout, const TextScan& scan,
                               std::span<const ColumnPlan> plans, Progress& progress)
{
    const std::string name = engine.freshName("source");
    if (isPlain(layout, scan)) {
        PERIMETER_TRY(const std::string link, engine.folder().link(name, layout.path));
        const ReadFile file{.path = link,
                            .delimiter = layout.format.delimiter,
                            .quote = layout.format.quote,
                            .header = layout.header,
                            .returnLineFeeds = scan.irregularities.returnLineFeeds,
                            .parallel = !scan.irregularities.quotedLineEnds,
                            .longest = scan.longest};
        Expected<std::string> table = readInto(engine, file, plans, scan.rows, progress);
        if (table || table.error().code != ErrorCode::EngineFailed)
            return table;
    }
    // The engine's reader differs from the scan on this file: give it the records in the plainest form there is.
    const ReadFile file{.path = (engine.folder().path() / (name + ".csv")).native(),
                        .delimiter = ',',
                        .quote = '"',
                        .header = false,
                        .returnLineFeeds = false,
                        .parallel = !scan.irregularities.quotedLineEnds,
                        .longest = 2 * scan.longest};
    ProgressPart writing(progress, 0, 0.5);
    PERIMETER_CHECK(writePlain(layout, file.path, writing));
    ProgressPart reading(progress, 0.5, 1);
    return readInto(engine, file, plans, scan.rows, reading);
}

Expected<Table> withRowNumbers(TableParts parts, const std::string& table, Progress& progress)
{
    TableParts base{.engine = parts.engine, .relation = table, .isView = false};
    parts.beneath.push_back(std::make_shared<const Table::Content>(std::move(base)));
    parts.relation = parts.engine->freshName("view");
    parts.isView = true;
    PERIMETER_CHECK(parts.engine->run(
        "CREATE VIEW " + parts.relation + " AS SELECT rowid + 1 AS " + rowColumn + ", * FROM " + table, progress));
    return makeTable(std::move(parts));
}

} // namespace perimeter
