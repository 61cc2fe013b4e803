// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <string>
#include <vector>

namespace perimeter {

/// The columns, in their order, that hold 0 and 1 or false and true and nothing else, both of them: those that can say
/// which rows are outliers. Missing cells do not count.
[[nodiscard]] Expected<std::vector<std::string>> columnsOfTwoClasses(const Table& table, Progress& progress);

} // namespace perimeter
