// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/expression_value.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

/// A function an expression may call.
struct ExpressionFunction {
    enum class Arguments {
        Number,    ///< all numbers
        Text,      ///< all text
        TextCount, ///< text, then whole numbers
        Time,
        Alike, ///< all of one kind, which is the result's
        Choice ///< a boolean, then two alike
    };
    std::string_view name;
    std::size_t fewest;
    std::size_t most;
    Arguments arguments;
    ColumnKind result;        ///< unless Alike or Choice
    std::string_view pattern; ///< SQL with $1, $2, …; $* is all arguments in a list, $d domainPattern()
};

/// The function of that name (lower case), or nothing.
[[nodiscard]] const ExpressionFunction* findFunction(std::string_view name);
[[nodiscard]] std::vector<std::string> functionNames();

/// SQL of a call from the SQL of its arguments.
[[nodiscard]] std::string callPattern(std::string_view pattern, std::span<const std::string> arguments);

} // namespace perimeter
