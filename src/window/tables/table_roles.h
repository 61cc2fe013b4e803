// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <Qt>

#include <optional>
#include <vector>

namespace perimeter {

/// A cell as it is, for files: a double, a whole number or a time with all its digits, an empty text where there is
/// nothing. Invalid where it is what is shown. Of a header: its text without signs of sorting.
inline constexpr int rawRole = Qt::UserRole + 100;
/// Whether a cell carries the outlier's mark. Of a header: the name of a column that says so, invalid where cells carry
/// none.
inline constexpr int markRole = Qt::UserRole + 101;

/// The last columns of a model that are cells of a file, which are read only when they are looked at.
struct FileCells {
    std::optional<Table> table;
    std::vector<RowNumber> rows; ///< of every row of the model
    int firstColumn = 0;         ///< that of the table's first
};

/// A model with such columns.
class HasFileCells {
public:
    virtual ~HasFileCells() = default;
    [[nodiscard]] virtual FileCells fileCells() const = 0;
};

} // namespace perimeter
