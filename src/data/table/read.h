// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace perimeter {

/// Numeric columns side by side: `values[c][r]`; missing cells are NaN. Rows are in the table's order.
struct NumberColumns {
    std::vector<std::vector<double>> values;
    std::vector<RowNumber> rows;
};

/// Reads columns of any kind but text; a text column is ErrorCode::ColumnIsText.
[[nodiscard]] Expected<NumberColumns> readNumbers(const Table& table, std::span<const std::string> names,
                                                  Progress& progress);

/// The same in pieces of some thousand rows, for tables too large to hold, until `take` has enough.
[[nodiscard]] Expected<void> visitNumbers(const Table& table, std::span<const std::string> names, Progress& progress,
                                          const std::function<bool(const NumberColumns&)>& take);

/// Cells as text (missing cells are nothing): one entry per row asked for, in the order asked, each with a cell per
/// column. Times and numbers are written in the C locale.
using TextCells = std::vector<std::vector<std::optional<std::string>>>;
[[nodiscard]] Expected<TextCells> readCells(const Table& table, std::span<const RowNumber> rows, Progress& progress);

/// One row of text per row in the table's order for one column: labels and identities.
[[nodiscard]] Expected<std::vector<std::optional<std::string>>> readText(const Table& table, const std::string& name,
                                                                         Progress& progress);

} // namespace perimeter
