// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/default_axes.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace perimeter {

namespace {

/// The first column that can be an axis and is none of `taken`.
std::string firstFreeAxis(const Table& table, std::initializer_list<std::string> taken)
{
    const auto find = [&](auto&& fits) {
        const auto found = std::ranges::find_if(table.columns(), [&](const Column& column) {
            return std::ranges::find(taken, column.name) == taken.end() && fits(column.kind);
        });
        return found == table.columns().end() ? std::string() : found->name;
    };
    const std::string measured =
        find([](ColumnKind kind) { return kind == ColumnKind::Number || kind == ColumnKind::Duration; });
    return !measured.empty() ? measured : find([](ColumnKind kind) { return kind != ColumnKind::Text; });
}

} // namespace

Exploration withAxes(Exploration exploration, const Table& table)
{
    const std::string& labels = exploration.labels.column;
    if (exploration.x.column.empty())
        exploration.x.column = firstFreeAxis(table, {exploration.y.column, labels});
    if (exploration.y.column.empty())
        exploration.y.column = firstFreeAxis(table, {exploration.x.column, labels});
    return exploration;
}

} // namespace perimeter
