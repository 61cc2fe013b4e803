// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/table.h"

#include <string>
#include <variant>
#include <vector>

namespace perimeter {

/// Keeps the rows for which the SQL expression is true.
struct Where {
    std::string expression;
    bool operator==(const Where&) const = default;
};

/// What becomes of a row in which a derived column divides by zero.
struct ZeroDivision {
    enum class Rule {
        Keep,     ///< the quotient is the numerator itself, as in the 2015 study
        LeaveOut, ///< the cell is missing
        Floor     ///< the divisor is at least `floor`
    };
    Rule rule = Rule::Keep;
    double floor = 0;
    bool operator==(const ZeroDivision&) const = default;
};

/// Adds a column (or replaces one of the same name) computed by a SQL expression over the columns before it.
struct Derive {
    std::string name;
    std::string expression;
    ZeroDivision zeroDivision = {};
    bool operator==(const Derive&) const = default;
};

/// Keeps one row per value of a column.
struct OnePer {
    enum class Rule {
        First,
        Last,
        Largest, ///< the row with the largest sum of numeric columns
        Sum      ///< numeric columns added up, the others from the first row
    };
    std::string column;
    Rule rule = Rule::First;
    bool operator==(const OnePer&) const = default;
};

using PreparationStep = std::variant<Where, Derive, OnePer>;

/// Steps applied in order.
struct Preparation {
    std::vector<PreparationStep> steps = {};
    bool operator==(const Preparation&) const = default;
};

/// The table after the steps, in the same engine. Expressions are expressions, never statements, and reach neither
/// files nor the network. Errors name the step, the column and the position in the expression.
[[nodiscard]] Expected<Table> prepare(const Table& table, const Preparation& preparation, Progress& progress);

} // namespace perimeter
