// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/table/read.h"

#include "base/text.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace perimeter {

std::string asNumber(const TableParts& parts, std::size_t column)
{
    if (parts.columns[column].kind == ColumnKind::Time)
        return "epoch(" + parts.names[column] + ")";
    return "CAST(" + parts.names[column] + " AS DOUBLE)";
}

namespace {

/// SQL for a column as something cellText can write.
std::string asWritable(const TableParts& parts, std::size_t column)
{
    const ColumnKind kind = parts.columns[column].kind;
    return kind == ColumnKind::Time || kind == ColumnKind::Boolean ? "CAST(" + parts.names[column] + " AS VARCHAR)"
                                                                   : parts.names[column];
}

std::optional<std::string> cellText(const EngineChunk& chunk, EngineType type, std::size_t column, std::size_t row)
{
    if (chunk.isMissing(column, row))
        return std::nullopt;
    switch (type) {
    case EngineType::Integer:
        return std::to_string(chunk.integers(column)[row]);
    case EngineType::Double:
        return formatNumber(chunk.doubles(column)[row]);
    case EngineType::Boolean:
        return chunk.booleans(column)[row] ? "true" : "false";
    default:
        return std::string(chunk.text(column, row));
    }
}

/// The row number, then every column.
std::string everyColumn(const TableParts& parts)
{
    std::string selected = rowColumn;
    for (std::size_t c = 0; c < parts.names.size(); ++c)
        selected += ", " + asWritable(parts, c);
    return selected;
}

std::vector<std::optional<std::string>> rowCells(const EngineAnswer& answer, const EngineChunk& chunk, std::size_t row)
{
    std::vector<std::optional<std::string>> cells;
    cells.reserve(answer.columns() - 1);
    for (std::size_t c = 1; c < answer.columns(); ++c)
        cells.push_back(cellText(chunk, answer.columnType(c), c, row));
    return cells;
}

/// The statement that reads columns as numbers, after the row number.
Expected<std::string> numbersStatement(const Table& table, std::span<const std::string> names)
{
    const TableParts& parts = table.content().parts();
    std::string selected = rowColumn;
    for (const std::string& name : names) {
        PERIMETER_TRY(const std::size_t column, table.content().find(name));
        if (parts.columns[column].kind == ColumnKind::Text)
            return Unexpected(ErrorCode::ColumnIsText, {name});
        selected += ", " + asNumber(parts, column);
    }
    return "SELECT " + selected + " FROM " + parts.relation;
}

void append(NumberColumns& numbers, const EngineChunk& chunk)
{
    for (const std::int64_t row : chunk.integers(0))
        numbers.rows.push_back(RowNumber{row});
    for (std::size_t c = 0; c < numbers.values.size(); ++c) {
        const std::span<const double> cells = chunk.doubles(c + 1);
        for (std::size_t r = 0; r < cells.size(); ++r)
            numbers.values[c].push_back(chunk.isMissing(c + 1, r) ? std::numeric_limits<double>::quiet_NaN()
                                                                  : cells[r]);
    }
}

} // namespace

Expected<NumberColumns> readNumbers(const Table& table, std::span<const std::string> names, Progress& progress)
{
    PERIMETER_TRY(const std::string statement, numbersStatement(table, names));
    PERIMETER_TRY(EngineAnswer answer, table.content().parts().engine->query(statement, progress));
    NumberColumns numbers;
    numbers.values.resize(names.size());
    numbers.rows.reserve(answer.rows());
    for (std::vector<double>& values : numbers.values)
        values.reserve(answer.rows());
    while (const EngineChunk* chunk = answer.next())
        append(numbers, *chunk);
    return numbers;
}

Expected<void> visitNumbers(const Table& table, std::span<const std::string> names, Progress& progress,
                            const std::function<bool(const NumberColumns&)>& take)
{
    PERIMETER_TRY(const std::string statement, numbersStatement(table, names));
    NumberColumns numbers;
    return table.content().parts().engine->stream(statement, progress, [&](const EngineChunk& chunk) {
        numbers.rows.clear();
        numbers.values.assign(names.size(), {});
        append(numbers, chunk);
        return take(numbers);
    });
}

Expected<TextCells> readCells(const Table& table, std::span<const RowNumber> rows, Progress& progress)
{
    const TableParts& parts = table.content().parts();
    TextCells cells(rows.size());
    if (rows.empty())
        return cells;
    std::string wanted;
    std::unordered_multimap<std::int64_t, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        wanted += (i ? ", " : "") + std::to_string(rows[i].value);
        places.emplace(rows[i].value, i);
    }
    // Between the first and the last: the engine looks no other row up among them.
    const auto [first, last] = std::ranges::minmax_element(rows);
    PERIMETER_TRY(EngineAnswer answer,
                  parts.engine->query("SELECT " + everyColumn(parts) + " FROM " + parts.relation + " WHERE " +
                                          rowColumn + " BETWEEN " + std::to_string(first->value) + " AND " +
                                          std::to_string(last->value) + " AND " + rowColumn + " IN (" + wanted + ")",
                                      progress));
    while (const EngineChunk* chunk = answer.next())
        for (std::size_t r = 0; r < chunk->rows(); ++r) {
            const auto [from, to] = places.equal_range(chunk->integers(0)[r]);
            for (auto place = from; place != to; ++place)
                cells[place->second] = rowCells(answer, *chunk, r);
        }
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (cells[i].empty() && !parts.names.empty())
            return Unexpected(ErrorCode::UnknownRow, {std::to_string(rows[i].value)});
    return cells;
}

Expected<TextCells> readFirstCells(const Table& table, int rows, Progress& progress)
{
    const TableParts& parts = table.content().parts();
    PERIMETER_TRY(EngineAnswer answer, parts.engine->query("SELECT " + everyColumn(parts) + " FROM " + parts.relation +
                                                               " LIMIT " + std::to_string(rows),
                                                           progress));
    TextCells cells;
    while (const EngineChunk* chunk = answer.next())
        for (std::size_t r = 0; r < chunk->rows(); ++r)
            cells.push_back(rowCells(answer, *chunk, r));
    return cells;
}

Expected<std::vector<std::optional<std::string>>> readText(const Table& table, const std::string& name,
                                                           Progress& progress)
{
    const TableParts& parts = table.content().parts();
    PERIMETER_TRY(const std::size_t column, table.content().find(name));
    PERIMETER_TRY(EngineAnswer answer,
                  parts.engine->query("SELECT " + asWritable(parts, column) + " FROM " + parts.relation, progress));
    std::vector<std::optional<std::string>> cells;
    cells.reserve(answer.rows());
    const EngineType type = answer.columnType(0);
    while (const EngineChunk* chunk = answer.next())
        for (std::size_t r = 0; r < chunk->rows(); ++r)
            cells.push_back(cellText(*chunk, type, 0, r));
    return cells;
}

} // namespace perimeter
