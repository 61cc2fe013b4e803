// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/sql_writer.h"

#include <string_view>

namespace perimeter {

[[nodiscard]] const SqlSpelling& duckdbSpelling();

/// DuckDB's type for values of a kind.
[[nodiscard]] std::string_view duckdbType(ColumnKind kind);

} // namespace perimeter
