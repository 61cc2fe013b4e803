// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/dialect_sniffer.h"

#include "data/text/cell_kind.h"
#include "data/text/record_reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace perimeter {

namespace {

struct Cell {
    std::string text;
    bool quoted = false;
};
using Rows = std::vector<std::vector<Cell>>;

constexpr std::size_t rowsScored = 500;

Rows parseRows(std::string_view text, bool cutOff, char delimiter, std::optional<char> quote)
{
    RecordReader reader(text, {.delimiter = delimiter, .quote = quote});
    Rows rows;
    Record record;
    while (rows.size() <= rowsScored) {
        const Expected<bool> more = reader.next(record);
        // A quote never closed: what is left becomes one row of one cell, which scores badly.
        if (!more && !cutOff)
            rows.push_back({{"\"", false}});
        if (!more || !*more)
            break;
        std::vector<Cell> row;
        row.reserve(record.fields.size());
        for (const Field& field : record.fields)
            row.push_back({std::string(field.text), field.quoted});
        rows.push_back(std::move(row));
    }
    if (rows.size() > 1 && (cutOff || rows.size() > rowsScored))
        rows.pop_back();
    return rows;
}

/// Words as they stand in names, places, addresses; no sign in it could be a delimiter or a quote of the file.
bool isPlainText(std::string_view cell)
{
    if (cell.front() == ' ' || cell.back() == ' ')
        return false;
    return std::ranges::all_of(cell, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view(" _-./@()&+#%?!*=").find(c) != std::string_view::npos;
    });
}

bool isKnown(const Cell& cell, char decimal)
{
    if (cell.quoted || cell.text.empty())
        return true;
    const std::uint16_t kinds = classifyCell(cell.text, decimal);
    return !(kinds & CellText) || isPlainText(cell.text);
}

/// P of the paper: longer rows and fewer different lengths are better.
double patternScore(const Rows& rows)
{
    std::map<std::size_t, double> rowsOfLength;
    for (const std::vector<Cell>& row : rows)
        rowsOfLength[row.size()] += 1;
    double sum = 0;
    for (const auto& [length, count] : rowsOfLength)
        sum += count * std::max(1e-3, static_cast<double>(length) - 1) / static_cast<double>(length);
    return sum / static_cast<double>(std::max<std::size_t>(rowsOfLength.size(), 1));
}

/// T of the paper: the share of cells of a known type.
double typeScore(const Rows& rows, char decimal)
{
    double cells = 0;
    double known = 0;
    for (const std::vector<Cell>& row : rows)
        for (const Cell& cell : row) {
            cells += 1;
            known += isKnown(cell, decimal);
        }
    return cells > 0 ? std::max(1e-10, known / cells) : 1e-10;
}

std::size_t numbersIn(const Rows& rows, char decimal)
{
    std::size_t numbers = 0;
    for (const std::vector<Cell>& row : rows)
        for (const Cell& cell : row)
            numbers += (classifyCell(cell.text, decimal) & CellReal) != 0;
    return numbers;
}

/// The first row names the columns if none of its cells is a number or time, and no two are the same.
bool hasHeader(const Rows& rows, char decimal)
{
    if (rows.empty())
        return false;
    std::set<std::string_view> names;
    bool anyName = false;
    for (const Cell& cell : rows.front()) {
        const std::uint16_t kinds = classifyCell(cell.text, decimal);
        if (kinds & (CellReal | CellTime | CellDuration | CellBoolean))
            return false;
        anyName |= !(kinds & CellEmpty);
        names.insert(cell.text);
    }
    if (!anyName)
        return false;
    // Text over text could be a first row of data as well: only names that differ are taken for names.
    const bool typedBelow = std::ranges::any_of(rows.begin() + 1, rows.end(), [decimal](const std::vector<Cell>& row) {
        return std::ranges::any_of(row, [decimal](const Cell& cell) {
            return (classifyCell(cell.text, decimal) & (CellReal | CellTime | CellDuration | CellBoolean)) != 0;
        });
    });
    return typedBelow || names.size() == rows.front().size();
}

template <typename T>
std::vector<T> candidates(const std::optional<T>& fixed, std::vector<T> all)
{
    return fixed ? std::vector<T>{*fixed} : all;
}

} // namespace

Dialect sniffDialect(std::string_view text, bool cutOff, const DialectChoice& choice, Encoding encoding)
{
    using Quote = std::optional<char>;
    Dialect best{.encoding = encoding};
    Rows bestRows;
    double bestScore = -1;
    for (const char delimiter : candidates<char>(choice.delimiter, {',', ';', '\t', '|', ' ', ':'})) {
        for (const Quote quote : candidates<Quote>(choice.quote, {'"', '\'', '|', std::nullopt})) {
            if (quote == delimiter && !(choice.delimiter && choice.quote))
                continue;
            Rows rows = parseRows(text, cutOff, delimiter, quote);
            const double pattern = patternScore(rows);
            for (const char decimal : candidates<char>(choice.decimal, {'.', ','})) {
                if (decimal == delimiter && !choice.decimal)
                    continue;
                const double score = pattern * typeScore(rows, decimal);
                const bool moreNumbers = score == bestScore && decimal == ',' && best.delimiter == delimiter &&
                                         best.quote == quote && numbersIn(rows, ',') > numbersIn(rows, '.');
                if (score > bestScore * (1 + 1e-9) || moreNumbers) {
                    bestScore = score;
                    best = {.encoding = encoding, .delimiter = delimiter, .quote = quote, .decimal = decimal};
                    bestRows = rows;
                }
            }
        }
    }
    best.header = choice.header.value_or(hasHeader(bestRows, best.decimal));
    return best;
}

} // namespace perimeter
