// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"
#include "data/table/table.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace perimeter {

/// An expression as pandas code over the table `data`.
struct PandasExpression {
    std::string code;
    std::set<std::string> columns; ///< that it reads
};

/// True for the rows that Where keeps. Nothing where the expression is not made of comparisons of numbers and texts,
/// and, or, not, between, in, is null, and arithmetic alone.
[[nodiscard]] std::optional<PandasExpression> pandasFilter(const Where& step, std::span<const Column> columns);
/// The values of a derived column of numbers.
[[nodiscard]] std::optional<PandasExpression> pandasColumn(const Derive& step, std::span<const Column> columns);

/// The text as a literal of Python on one line, whatever it holds.
[[nodiscard]] std::string pythonString(std::string_view text);
/// [literal, literal]
[[nodiscard]] std::string pythonStrings(std::span<const std::string> texts);

} // namespace perimeter
