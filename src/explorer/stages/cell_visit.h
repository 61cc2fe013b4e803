// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/binning.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace perimeter {

/// Some rows of cells.
struct RowBlock {
    RowMatrix points;                 ///< in scaled space
    std::vector<std::uint32_t> cells; ///< of each row
    std::vector<std::uint32_t> drawn; ///< the drawn point each row belongs to: its own, or its cell's
};

/// Hands over every row of the cells marked with 1, block by block: from memory, or from the table where rows are not
/// held. Errors: Cancelled, those of the engine, and those of `take`.
[[nodiscard]] Expected<void> visitRows(const Binned& binned, const std::vector<std::uint8_t>& marked,
                                       Progress& progress, const std::function<Expected<void>(const RowBlock&)>& take);

} // namespace perimeter
