// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/zero_division.h"
#include "data/table/table.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perimeter {

/// A part of an expression, compiled.
struct Value {
    std::string sql = {};
    ColumnKind kind = ColumnKind::Number;
    bool isNull = false;                     ///< the word null: of any kind
    std::optional<std::string> literal = {}; ///< the text of a text constant
    std::string zero = {};                   ///< SQL, true where it divides by zero; empty if it never does
    std::string unit = {};                   ///< of a column, or of a column by a column; else empty
    std::size_t position = 1;
};

[[nodiscard]] std::string_view kindName(ColumnKind kind);

/// SQL for the value as DOUBLE. Not for text.
[[nodiscard]] std::string asDouble(const Value& value);

/// "a OR b" where either may be empty.
[[nodiscard]] std::string either(const std::string& a, const std::string& b);
/// The zero divisions of several values together.
[[nodiscard]] std::string zeroOfAll(std::span<const Value> values);

/// a / b under the rule.
[[nodiscard]] Value divide(const Value& a, const Value& b, const ZeroDivision& rule);

/// `value` made comparable with `other`: null takes its kind, a text constant is read as of the other's kind, booleans
/// and times become numbers beside numbers. Nothing if the kinds do not meet.
[[nodiscard]] std::optional<Value> comparable(const Value& value, const Value& other);

/// cast(value as type), missing where it cannot be; nothing for a type that is not known.
[[nodiscard]] std::optional<Value> convert(const Value& value, std::string_view type);

} // namespace perimeter
