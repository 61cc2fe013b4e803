// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace perimeter {

struct ExpressionFunction;
struct Term;
/// Terms are never changed, so that trees may share parts.
using TermPointer = std::shared_ptr<const Term>;

/// A node of a checked expression. Operands are of the kinds that the operation takes: what an expression leaves unsaid,
/// such as a boolean that is added, is a conversion in the tree. A value is missing where an operand is, or where the
/// operation is not defined (ln 0), unless said otherwise. Numbers are computed as doubles.
struct Term {
    enum class Operation {
        Column,
        Constant,
        Convert, ///< to `kind`; durations and booleans are numbers, times seconds since 1970; other texts are missing
        Whole,   ///< number to a whole number, for places in a text
        StartOfDay, ///< of a time
        Call,       ///< of `function`
        Negate,
        Add,
        Subtract,
        Multiply,
        Divide, ///< a zero divisor is for ZeroDivision to decide
        Remainder,
        Power,
        Concatenate, ///< texts, cut at longestText
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Like,
        LikeAnyCase,
        IsMissing, ///< never missing itself, as IsPresent
        IsPresent,
        Not,
        And, ///< of three truth values, as Or: false and missing is false
        Or,
        Between, ///< two comparisons of the same value, both true
        In,      ///< comparisons of the same value, one true
        Choice   ///< condition, value, condition, value, …, value otherwise: of the first condition that is true
    };
    /// Text of a time or duration, too; nothing where it is missing.
    using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

    Operation operation = Operation::Constant;
    ColumnKind kind = ColumnKind::Number;
    std::vector<TermPointer> operands = {};
    std::size_t column = 0; ///< index among the columns in scope
    Value constant = {};
    const ExpressionFunction* function = nullptr;
    std::string unit = {};    ///< of a column, or of a column by a column; else empty
    std::size_t position = 1; ///< in the expression, in characters from 1
    std::size_t size = 1;     ///< nodes when written out, at most SIZE_MAX

    [[nodiscard]] bool isNull() const;
    /// The text of a text constant.
    [[nodiscard]] const std::string* text() const;
};

inline constexpr std::size_t longestText = 10'000;
/// Nodes of an expression, written out.
inline constexpr std::size_t largestTerm = 16'384;

/// The term with its size counted.
[[nodiscard]] TermPointer makeTerm(Term term);
[[nodiscard]] TermPointer makeConstant(Term::Value value, ColumnKind kind, std::size_t position = 1);
/// The term with other operands.
[[nodiscard]] TermPointer withOperands(const Term& term, std::vector<TermPointer> operands);

} // namespace perimeter
