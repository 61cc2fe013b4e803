// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"
#include "explorer/value/exploration.h"

#include <string>
#include <vector>

namespace perimeter {

/// The names of the columns that can be axes, those to be looked at first at the beginning: measured quantities, then
/// identifiers, ports and times, then booleans, then what is the same in every row. Among equals the table's order
/// decides.
struct AxisOrder {
    std::vector<std::string> names;
};

/// What the names and kinds of columns and their first values say. `values` has a vector per column, empty for text.
[[nodiscard]] AxisOrder axisOrder(const std::vector<Column>& columns, const std::vector<std::vector<double>>& values);

/// The same of a table, of which the first rows are read. Errors: those of reading.
[[nodiscard]] Expected<AxisOrder> axisOrder(const Table& table, Progress& progress);

/// The exploration with columns for the axes that have none yet, but not the labels, since what is to be found out is
/// nothing to learn from. An axis stays without a column where none is left.
[[nodiscard]] Exploration withAxes(Exploration exploration, const AxisOrder& order);

} // namespace perimeter
