// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/read.h"
#include "data/table/table.h"
#include "detectors/rows/scaling.h"

#include <vector>

namespace perimeter {

/// Rows of some features without those in which a value is missing, not finite, or nothing the scaling can take.
struct CompleteRows {
    std::vector<RowNumber> rows;
    RowMatrix original; ///< a column per feature, in original units
    RowMatrix scaled;
};

[[nodiscard]] CompleteRows completeRows(const NumberColumns& columns, const Scaling& scaling);

} // namespace perimeter
