// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/preview.h"

#include "data/engine/scratch_folder.h"
#include "data/formats/open.h"
#include "data/formats/open_formats.h"
#include "data/table/read.h"
#include "data/table/table_content.h"
#include "data/text/cell_kind.h"
#include "data/text/record_reader.h"
#include "data/text/text_reader.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace perimeter {

namespace {

void nameColumns(Preview& preview, const DialectChoice& choice, std::vector<std::string> names, std::size_t columns)
{
    std::vector<Notice> unheard;
    if (!choice.names.empty())
        names = choice.names;
    names.resize(columns);
    names = uniqueNames(std::move(names), unheard);
    preview.columns.resize(columns);
    for (std::size_t c = 0; c < columns; ++c)
        preview.columns[c].name = std::move(names[c]);
}

/// Rows as they fall under the dialect, shorter ones filled up: a wrong choice is to be seen, not refused.
Expected<Preview> previewDelimited(const std::string& path, const DialectChoice& choice, std::string_view head,
                                   int rows)
{
    PERIMETER_TRY(const Dialect dialect, detectDialect(path, head, choice));
    PERIMETER_TRY(TextReader text, TextReader::open(path, dialect.encoding));
    RecordReader reader(path, std::move(text), {.delimiter = dialect.delimiter, .quote = dialect.quote});
    Preview preview{.format = Format::Delimited, .dialect = dialect};
    std::vector<std::string> header;
    std::size_t columns = 0;
    Record record;
    while (preview.rows.size() < static_cast<std::size_t>(std::max(rows, 0))) {
        const Expected<bool> more = reader.next(record);
        if (!more && preview.rows.empty())
            return more.unexpected();
        if (!more || !*more)
            break;
        std::vector<std::string> cells;
        for (const Field& field : record.fields)
            cells.push_back(unescaped(field, dialect.quote));
        columns = std::max(columns, cells.size());
        if (dialect.header && header.empty())
            header = std::move(cells);
        else
            preview.rows.push_back(std::move(cells));
    }
    nameColumns(preview, choice, std::move(header), columns);
    std::vector<ColumnKinds> kinds(columns);
    for (std::vector<std::string>& row : preview.rows) {
        row.resize(columns);
        for (std::size_t c = 0; c < columns; ++c)
            kinds[c].add(row[c], dialect.decimal);
    }
    for (std::size_t c = 0; c < columns; ++c)
        preview.columns[c].kind = kinds[c].kind();
    return preview;
}

Expected<Preview> previewOpened(const Table& table, int rows)
{
    NoProgress progress;
    PERIMETER_TRY(const TextCells cells, readFirstCells(table, rows, progress));
    Preview preview{.format = table.format(), .columns = table.columns()};
    for (const std::vector<std::optional<std::string>>& row : cells) {
        std::vector<std::string> texts;
        std::ranges::transform(row, std::back_inserter(texts),
                               [](const std::optional<std::string>& cell) { return cell.value_or(""); });
        preview.rows.push_back(std::move(texts));
    }
    return preview;
}

/// Opens the whole lines of the file's start as a file of its own.
Expected<Preview> previewStart(const std::string& path, std::string_view head, int rows)
{
    PERIMETER_TRY(const ScratchFolder folder, ScratchFolder::create());
    const std::string start = (folder.path() / "start").native();
    const std::size_t end = head.size() < headBytes ? head.size() : head.rfind('\n') + 1;
    std::ofstream file(start, std::ios::binary);
    file.write(head.data(), static_cast<std::streamsize>(end));
    file.close();
    if (!file)
        return Unexpected(ErrorCode::CannotWrite, {start, std::generic_category().message(errno)});
    NoProgress progress;
    const Expected<Table> table = openTable({.path = start}, progress);
    if (table)
        return previewOpened(*table, rows);
    Error error = table.error();
    std::ranges::replace(error.arguments, start, path);
    return Unexpected(std::move(error));
}

} // namespace

Expected<Preview> previewFile(const std::string& path, const DialectChoice& choice, int rows)
{
    PERIMETER_TRY(const std::string head, readHead(path, headBytes));
    switch (detectFormat(path, head)) {
    case Format::Delimited:
        return previewDelimited(path, choice, head, rows);
    case Format::JsonLines:
    case Format::ZeekLog:
        return previewStart(path, head, rows);
    case Format::Parquet: {
        NoProgress progress;
        const Expected<Table> table = openTable({.path = path}, progress);
        return table ? previewOpened(*table, rows) : table.unexpected();
    }
    }
    return Unexpected(ErrorCode::FileUnreadable, {path, ""});
}

} // namespace perimeter
