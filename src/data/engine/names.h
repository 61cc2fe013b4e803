// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace perimeter {

/// Name of the column that holds the row number, in every relation.
inline constexpr const char* rowColumn = "row_number";

/// What a column is called in the engine. Names from files and users stay outside it.
[[nodiscard]] std::string engineColumn(std::size_t index);

} // namespace perimeter
