// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table.h"
#include "explorer/exploration.h"

namespace perimeter {

/// The exploration with columns for the axes that have none yet: the first that can be axes, numbers and durations
/// before times and booleans, but not the labels, since what is to be found out is nothing to learn from. An axis stays
/// without a column where none is left.
[[nodiscard]] Exploration withAxes(Exploration exploration, const Table& table);

} // namespace perimeter
