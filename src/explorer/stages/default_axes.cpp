// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/default_axes.h"

#include "data/table/read.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace perimeter {

namespace {

constexpr std::size_t rowsRead = 10'000;

enum Rank { Measured, Marking, Instant, Truth, Constant };

/// Its words in small letters: "id", "orig", "p" of id.orig_p; "source", "Port" of sourcePort.
std::vector<std::string> wordsOf(const std::string& name)
{
    std::vector<std::string> words(1);
    bool wasSmall = false;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool isLarge = std::isupper(byte) != 0;
        const bool isWord = std::isalnum(byte) != 0 || byte >= 0x80;
        if ((!isWord || (isLarge && wasSmall)) && !words.back().empty())
            words.emplace_back();
        if (isWord)
            words.back() += static_cast<char>(std::tolower(byte));
        wasSmall = isWord && !isLarge;
    }
    if (words.back().empty() && words.size() > 1)
        words.pop_back();
    return words;
}

/// Whether a name says that its numbers tell things apart and measure nothing.
bool isMark(const std::string& name)
{
    static constexpr std::array anywhere = {"id", "ids", "uid", "uuid", "guid", "port", "ports"};
    static constexpr std::array alone = {"no", "nr", "number", "row", "index", "idx", "line", "key"};
    const std::vector<std::string> words = wordsOf(name);
    const auto isOf = [](const auto& list, const std::string& word) {
        return std::ranges::find(list, word) != list.end();
    };
    return isOf(anywhere, words.front()) || isOf(anywhere, words.back()) ||
           (words.size() == 1 && isOf(alone, words.front()));
}

bool isNameOfInstant(const std::string& name)
{
    static constexpr std::array names = {"ts", "timestamp", "epoch", "datetime", "date"};
    const std::vector<std::string> words = wordsOf(name);
    return std::ranges::find(names, words.front()) != names.end() ||
           std::ranges::find(names, words.back()) != names.end() || (words.size() == 1 && words.front() == "time");
}

/// Whether all values are seconds, milliseconds or microseconds from 1970 to this century.
bool areInstants(const std::vector<double>& values)
{
    constexpr double from = 946'684'800;    // 2000-01-01
    constexpr double until = 4'102'444'800; // 2100-01-01
    bool any = false;
    for (const double unit : {1.0, 1e3, 1e6}) {
        const bool all = std::ranges::all_of(values, [&](double value) {
            any = any || !std::isnan(value);
            return std::isnan(value) || (value >= from * unit && value <= until * unit);
        });
        if (all && any)
            return true;
    }
    return false;
}

bool isConstant(const std::vector<double>& values)
{
    const auto first = std::ranges::find_if(values, [](double value) { return !std::isnan(value); });
    return !values.empty() &&
           std::all_of(first, values.end(), [&](double value) { return std::isnan(value) || value == *first; });
}

Rank rankOf(const Column& column, const std::vector<double>& values)
{
    if (isConstant(values))
        return Constant;
    if (column.kind == ColumnKind::Boolean)
        return Truth;
    if (column.kind == ColumnKind::Time || isNameOfInstant(column.name) ||
        (column.kind == ColumnKind::Number && areInstants(values)))
        return Instant;
    return column.kind == ColumnKind::Number && isMark(column.name) ? Marking : Measured;
}

std::string firstFree(const AxisOrder& order, std::initializer_list<std::string> taken)
{
    const auto found = std::ranges::find_if(
        order.names, [&](const std::string& name) { return std::ranges::find(taken, name) == taken.end(); });
    return found == order.names.end() ? std::string() : *found;
}

} // namespace

AxisOrder axisOrder(const std::vector<Column>& columns, const std::vector<std::vector<double>>& values)
{
    std::vector<std::pair<Rank, std::string>> ranked;
    for (std::size_t column = 0; column < columns.size(); ++column)
        if (columns[column].kind != ColumnKind::Text)
            ranked.emplace_back(rankOf(columns[column], values[column]), columns[column].name);
    std::ranges::stable_sort(ranked, {}, [](const auto& each) { return each.first; });
    AxisOrder order;
    for (auto& [rank, name] : ranked)
        order.names.push_back(std::move(name));
    return order;
}

Expected<AxisOrder> axisOrder(const Table& table, Progress& progress)
{
    const std::vector<Column>& columns = table.columns();
    std::vector<std::string> names;
    std::vector<std::size_t> places;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].kind == ColumnKind::Text)
            continue;
        names.push_back(columns[column].name);
        places.push_back(column);
    }
    std::vector<std::vector<double>> values(columns.size());
    std::size_t rows = 0;
    if (!names.empty()) {
        PERIMETER_CHECK(visitNumbers(table, names, progress, [&](const NumberColumns& piece) {
            for (std::size_t i = 0; i < places.size(); ++i)
                values[places[i]].insert(values[places[i]].end(), piece.values[i].begin(), piece.values[i].end());
            rows += piece.rows.size();
            return rows < rowsRead;
        }));
    }
    return axisOrder(columns, values);
}

Exploration withAxes(Exploration exploration, const AxisOrder& order)
{
    const std::string& labels = exploration.labels.column;
    if (exploration.x.column.empty())
        exploration.x.column = firstFree(order, {exploration.y.column, labels});
    if (exploration.y.column.empty())
        exploration.y.column = firstFree(order, {exploration.x.column, labels});
    return exploration;
}

} // namespace perimeter
