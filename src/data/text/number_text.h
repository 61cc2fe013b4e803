// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "data/engine/engine.h"
#include "data/text/text_table.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// What a text file holds that is nothing but numbers.
struct NumberText {
    std::vector<std::string> header; ///< empty where the layout has none
    std::shared_ptr<EngineNumbers> numbers;
};

/// Reads a file whose every cell is a plain number (digits, decimal sign, minus, exponent) or empty, in one pass, as
/// the general way would but several times as fast. Nothing where the file holds anything else, is ragged, has a column
/// without any value, or has more than `most` bytes: the general way then says what is the matter, or keeps it on disk.
[[nodiscard]] Expected<std::optional<NumberText>> readNumberText(const TextLayout& layout, std::uintmax_t most,
                                                                 Progress& progress);

} // namespace perimeter
