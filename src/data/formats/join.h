// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

namespace perimeter {

/// `left` with the columns of `right` but its key, row by row: every row of `left` is kept once. A column of a name
/// that `left` has already is called "name (stem of the joined file)". Both are in the same engine.
[[nodiscard]] Expected<Table> joinTables(const Table& left, const Table& right, const Join& join, Progress& progress);

} // namespace perimeter
