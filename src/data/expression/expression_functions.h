// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <cstddef>
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
    ColumnKind result;              ///< unless Alike or Choice
    std::string_view sameAs = name; ///< another function that it is a second name of
};

/// The function of that name (lower case), or nothing.
[[nodiscard]] const ExpressionFunction* findFunction(std::string_view name);
[[nodiscard]] std::vector<std::string> functionNames();

} // namespace perimeter
