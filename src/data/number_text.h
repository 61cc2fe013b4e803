// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "data/engine.h"
#include "data/text_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// A table loaded from a text file that holds nothing but numbers.
struct NumberTable {
    std::string table;
    std::vector<std::string> header; ///< empty where the layout has none
    std::size_t columns = 0;
    std::int64_t rows = 0;
};

/// Loads a file whose every cell is a plain number (digits, decimal sign, minus) or empty, in one pass, as the general
/// way would but several times as fast. Nothing where the file holds anything else, is ragged, or has a column without
/// any value: the general way then says what is the matter.
[[nodiscard]] Expected<std::optional<NumberTable>> loadNumbers(Engine& engine, const TextLayout& layout,
                                                               Progress& progress);

} // namespace perimeter
