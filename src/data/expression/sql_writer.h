// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/term.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perimeter {

/// How a data engine spells what expressions are made of. In a pattern, $1, $2, … are operands and $* is all of them in
/// a list.
struct SqlSpelling {
    struct OperationPattern {
        Term::Operation operation;
        std::string_view pattern;
    };
    struct FunctionPattern {
        std::string_view name;
        std::string_view pattern;
    };
    struct ConversionPattern {
        ColumnKind from;
        ColumnKind to;
        std::string_view pattern;
    };

    std::span<const OperationPattern> operations; ///< but for columns, constants, conversions, calls and choices
    std::span<const FunctionPattern> functions;
    std::span<const ConversionPattern> conversions;
    std::string (*constant)(const Term& constant) = nullptr;
};

/// SQL made anew from a term: it holds column names of the engine, literals quoted by the spelling, and functions it
/// lists, and no text of the user's. `names` are the engine's, of the columns in scope. Nothing where the SQL would be
/// too long.
[[nodiscard]] std::optional<std::string> writeSql(const Term& term, std::span<const std::string> names,
                                                  const SqlSpelling& spelling);

} // namespace perimeter
