// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <string>

namespace perimeter {

/// Checks what the path alone decides: ErrorCode::UnknownExtension unless it ends in .csv or .parquet.
[[nodiscard]] Expected<void> checkTablePath(const std::string& path);

/// Writes the table as CSV (UTF-8, comma, `"`) or Parquet, by the path's extension: to a staging file beside it that is
/// renamed over it at the end, so a failure leaves nothing.
[[nodiscard]] Expected<void> writeTable(const Table& table, const std::string& path, Progress& progress);

} // namespace perimeter
