// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/expression/zero_division.h"
#include "data/table/table.h"

#include <string>
#include <variant>
#include <vector>

namespace perimeter {

/// Keeps the rows for which the SQL expression is true.
struct Where {
    std::string expression;
    bool operator==(const Where&) const = default;
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

/// Keeps the named columns, in the table's order, or all but them.
struct Select {
    enum class Rule { Keep, Drop };
    Rule rule = Rule::Keep;
    std::vector<std::string> columns = {};
    bool operator==(const Select&) const = default;
};

/// A column of Summarise: a function over the values that an expression has in the rows of a group. Missing values do
/// not count, and a division by zero is missing.
struct Aggregate {
    enum class Function {
        Count,  ///< values; rows where the expression is empty
        Unique, ///< different values
        Mean,
        Deviation, ///< of the population: by n, not n − 1
        Sum,
        Min,
        Max,
        First, ///< in the table's order
        Last
    };
    std::string name;
    Function function = Function::Count;
    std::string expression = {};
    bool operator==(const Aggregate&) const = default;
};

/// One row per combination of values of some columns, with these and the aggregates as its columns.
struct Summarise {
    std::vector<std::string> by = {};
    std::vector<Aggregate> aggregates = {};
    bool operator==(const Summarise&) const = default;
};

/// Adds to every row what the next row of the same key has: columns next_NAME, and until_next, the difference of the
/// column that orders them (seconds where it is a time) unless that is text. Among equals the table's order decides.
/// Missing in the last row of a key.
struct Next {
    std::vector<std::string> columns = {};
    std::string key;
    std::string order;
    bool operator==(const Next&) const = default;
};

/// Says in which unit columns are, for axis titles and the units of derived columns. No value changes.
struct Unit {
    std::vector<std::string> columns = {};
    std::string unit = {};
    bool operator==(const Unit&) const = default;
};

using PreparationStep = std::variant<Where, Derive, OnePer, Select, Summarise, Next, Unit>;

/// Steps applied in order.
struct Preparation {
    std::vector<PreparationStep> steps = {};
    bool operator==(const Preparation&) const = default;
};

} // namespace perimeter
