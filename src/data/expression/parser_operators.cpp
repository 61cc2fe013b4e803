// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/parser.h"

#include <array>

namespace perimeter {

namespace {

constexpr int deepest = 100;

TermPointer truth(Term::Operation operation, std::vector<TermPointer> operands)
{
    const std::size_t position = operands.front()->position;
    return makeTerm(
        {.operation = operation, .kind = ColumnKind::Boolean, .operands = std::move(operands), .position = position});
}

/// Times differ by a duration, and durations add up to one.
ColumnKind kindOfResult(Term::Operation operation, ColumnKind left, ColumnKind right)
{
    const bool subtracts = operation == Term::Operation::Subtract;
    const bool areTimes = left == ColumnKind::Time && right == ColumnKind::Time;
    const bool areDurations = left == ColumnKind::Duration && right == ColumnKind::Duration;
    const bool isDuration =
        (areTimes && subtracts) || (areDurations && (subtracts || operation == Term::Operation::Add));
    return isDuration ? ColumnKind::Duration : ColumnKind::Number;
}

} // namespace

Expected<TermPointer> ExpressionParser::nested(Rule rule)
{
    if (++m_depth > deepest)
        return Unexpected(ErrorCode::ExpressionTooLong, {m_scope.step, std::string(m_expression)});
    Expected<TermPointer> term = (this->*rule)();
    --m_depth;
    if (term && (*term)->size > largestTerm)
        return Unexpected(ErrorCode::ExpressionTooLong, {m_scope.step, std::string(m_expression)});
    return term;
}

Expected<TermPointer> ExpressionParser::logical(std::string_view word, Operation operation, Rule operand)
{
    Expected<TermPointer> left = nested(operand);
    while (left && take(word)) {
        PERIMETER_TRY(const TermPointer right, nested(operand));
        PERIMETER_TRY(const TermPointer first, needs(*left, ColumnKind::Boolean));
        PERIMETER_TRY(const TermPointer second, needs(right, ColumnKind::Boolean));
        left = truth(operation, {first, second});
    }
    return left;
}

Expected<TermPointer> ExpressionParser::negation()
{
    const std::size_t position = peek().position;
    if (!take("not"))
        return comparison();
    const Expected<TermPointer> term = nested(&ExpressionParser::negation);
    PERIMETER_TRY(const TermPointer fits, term ? needs(*term, ColumnKind::Boolean) : term);
    return makeTerm(
        {.operation = Operation::Not, .kind = ColumnKind::Boolean, .operands = {fits}, .position = position});
}

Expected<TermPointer> ExpressionParser::comparison()
{
    static constexpr std::array<std::pair<std::string_view, Operation>, 8> signs = {{{"=", Operation::Equal},
                                                                                     {"==", Operation::Equal},
                                                                                     {"<>", Operation::NotEqual},
                                                                                     {"!=", Operation::NotEqual},
                                                                                     {"<", Operation::Less},
                                                                                     {"<=", Operation::LessEqual},
                                                                                     {">", Operation::Greater},
                                                                                     {">=", Operation::GreaterEqual}}};
    Expected<TermPointer> left = sum();
    if (!left)
        return left;
    for (const auto& [sign, operation] : signs)
        if (take(sign)) {
            const Expected<TermPointer> right = sum();
            return right ? compare(*left, operation, *right) : right;
        }
    if (take("is")) {
        const Operation operation = take("not") ? Operation::IsPresent : Operation::IsMissing;
        if (!take("null"))
            return unexpectedToken();
        return truth(operation, {*left});
    }
    const bool isNegated = peek().is("not") && take("not");
    Expected<TermPointer> result = left;
    if (take("between"))
        result = between(*left);
    else if (take("in"))
        result = membership(*left);
    else if (peek().is("like") || peek().is("ilike"))
        result = pattern(*left);
    else if (isNegated)
        return unexpectedToken();
    return result && isNegated ? truth(Operation::Not, {*result}) : result;
}

Expected<TermPointer> ExpressionParser::compare(const TermPointer& left, Operation operation, const TermPointer& right)
{
    PERIMETER_TRY(const auto pair, alike(left, right));
    return truth(operation, {pair.first, pair.second});
}

Expected<TermPointer> ExpressionParser::between(const TermPointer& term)
{
    PERIMETER_TRY(const TermPointer low, sum());
    if (!take("and"))
        return unexpectedToken();
    PERIMETER_TRY(const TermPointer high, sum());
    const Expected<TermPointer> above = compare(term, Operation::GreaterEqual, low);
    PERIMETER_TRY(const TermPointer below, above ? compare(term, Operation::LessEqual, high) : above);
    return truth(Operation::Between, {*above, below});
}

Expected<TermPointer> ExpressionParser::membership(const TermPointer& term)
{
    PERIMETER_TRY(const std::vector<TermPointer> members, list());
    if (members.empty())
        return unexpectedToken();
    std::vector<TermPointer> equalities;
    for (const TermPointer& member : members) {
        PERIMETER_TRY(TermPointer equal, compare(term, Operation::Equal, member));
        equalities.push_back(std::move(equal));
    }
    return truth(Operation::In, std::move(equalities));
}

Expected<TermPointer> ExpressionParser::pattern(const TermPointer& term)
{
    const Operation operation = take("like") ? Operation::Like : (take("ilike"), Operation::LikeAnyCase);
    PERIMETER_TRY(const TermPointer like, sum());
    PERIMETER_TRY(const TermPointer text, needs(term, ColumnKind::Text));
    PERIMETER_TRY(const TermPointer fits, needs(like, ColumnKind::Text));
    return truth(operation, {text, fits});
}

Expected<TermPointer> ExpressionParser::sum()
{
    Expected<TermPointer> left = nested(&ExpressionParser::product);
    while (left && (peek().is("+") || peek().is("-") || peek().is("||"))) {
        const std::string sign = m_tokens[m_at++].text;
        PERIMETER_TRY(const TermPointer right, nested(&ExpressionParser::product));
        if (sign == "||")
            left = makeTerm({.operation = Operation::Concatenate,
                             .kind = ColumnKind::Text,
                             .operands = {toText(*left), toText(right)},
                             .position = (*left)->position});
        else
            left = arithmetic(*left, sign == "+" ? Operation::Add : Operation::Subtract, right);
    }
    return left;
}

Expected<TermPointer> ExpressionParser::product()
{
    Expected<TermPointer> left = power();
    while (left && (peek().is("*") || peek().is("/") || peek().is("%"))) {
        const std::string sign = m_tokens[m_at++].text;
        PERIMETER_TRY(const TermPointer right, power());
        const Operation operation = sign == "*"   ? Operation::Multiply
                                    : sign == "/" ? Operation::Divide
                                                  : Operation::Remainder;
        left = arithmetic(*left, operation, right);
    }
    return left;
}

Expected<TermPointer> ExpressionParser::power()
{
    const std::size_t position = peek().position;
    if (peek().is("-") || peek().is("+")) {
        const bool isMinus = m_tokens[m_at++].text == "-";
        const Expected<TermPointer> term = nested(&ExpressionParser::power);
        PERIMETER_TRY(const TermPointer value, term ? number(*term) : term);
        const bool isDuration = (*term)->kind == ColumnKind::Duration;
        return makeTerm({.operation = isMinus ? Operation::Negate : Operation::Convert,
                         .kind = isDuration ? ColumnKind::Duration : ColumnKind::Number,
                         .operands = {value},
                         .position = position});
    }
    Expected<TermPointer> base = conversions();
    if (base && (take("^") || take("**"))) {
        const Expected<TermPointer> exponent = nested(&ExpressionParser::power);
        return exponent ? arithmetic(*base, Operation::Power, *exponent) : exponent;
    }
    return base;
}

Expected<TermPointer> ExpressionParser::arithmetic(const TermPointer& left, Operation operation,
                                                   const TermPointer& right)
{
    const Expected<TermPointer> a = number(left);
    PERIMETER_TRY(const TermPointer b, a ? number(right) : a);
    return makeTerm({.operation = operation,
                     .kind = kindOfResult(operation, left->kind, right->kind),
                     .operands = {*a, b},
                     .unit = operation == Operation::Divide ? quotientUnit(*left, *right) : std::string(),
                     .position = left->position});
}

} // namespace perimeter
