// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// A table whose columns have the kinds they are expected to have.
struct Conformed {
    Table table;
    std::int64_t unreadable = 0; ///< cells that hold something else, and now nothing
};

/// The table with each column that is among `expected`, by name, read as of that kind; the others stay as they are.
/// What a part of a log looks like does not decide what its columns are: the log as a whole did.
[[nodiscard]] Expected<Conformed> conform(const Table& table, const std::vector<Column>& expected, Progress& progress);

} // namespace perimeter
