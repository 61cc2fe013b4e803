// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace perimeter {

/// `name` as a SQL identifier: always quoted, quotes within doubled.
[[nodiscard]] std::string quoteIdentifier(std::string_view name);

/// `text` as a SQL string literal: always quoted, quotes within doubled.
[[nodiscard]] std::string quoteLiteral(std::string_view text);

/// `value` as a SQL expression of type DOUBLE, to the last bit.
[[nodiscard]] std::string quoteNumber(double value);

} // namespace perimeter
