// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/parser.h"

#include <array>

namespace perimeter {

namespace {

constexpr std::size_t longestSql = std::size_t{256} << 10;
constexpr std::size_t longestText = 10'000;
constexpr int deepest = 100;

} // namespace

Expected<Value> ExpressionParser::nested(Rule rule)
{
    if (++m_depth > deepest)
        return Unexpected(ErrorCode::ExpressionTooLong, {m_scope.step, std::string(m_expression)});
    Expected<Value> value = (this->*rule)();
    --m_depth;
    if (value && value->sql.size() + value->zero.size() > longestSql)
        return Unexpected(ErrorCode::ExpressionTooLong, {m_scope.step, std::string(m_expression)});
    return value;
}

Expected<Value> ExpressionParser::logical(std::string_view word, std::string_view sql, Rule operand)
{
    Expected<Value> left = nested(operand);
    while (left && take(word)) {
        const Expected<Value> right = nested(operand);
        if (!right)
            return right;
        if (const Expected<Value> fits = needs(*left, ColumnKind::Boolean); !fits)
            return fits;
        if (const Expected<Value> fits = needs(*right, ColumnKind::Boolean); !fits)
            return fits;
        const std::string open = word == "and" ? left->sql : "NOT " + left->sql;
        const std::string zero = right->zero.empty() ? "" : "(coalesce(" + open + ", true) AND " + right->zero + ")";
        left = Value{.sql = "(" + left->sql + " " + std::string(sql) + " " + right->sql + ")",
                     .kind = ColumnKind::Boolean,
                     .zero = either(left->zero, zero),
                     .position = left->position};
    }
    return left;
}

Expected<Value> ExpressionParser::negation()
{
    const std::size_t position = peek().position;
    if (!take("not"))
        return comparison();
    const Expected<Value> value = nested(&ExpressionParser::negation);
    if (!value)
        return value;
    if (const Expected<Value> fits = needs(*value, ColumnKind::Boolean); !fits)
        return fits;
    return truth("(NOT " + value->sql + ")", {&*value, 1}, position);
}

Value ExpressionParser::truth(std::string sql, std::span<const Value> of, std::size_t position)
{
    return {.sql = std::move(sql), .kind = ColumnKind::Boolean, .zero = zeroOfAll(of), .position = position};
}

Expected<Value> ExpressionParser::comparison()
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> signs = {
        {{"=", "="}, {"==", "="}, {"<>", "<>"}, {"!=", "<>"}, {"<", "<"}, {"<=", "<="}, {">", ">"}, {">=", ">="}}};
    Expected<Value> left = sum();
    if (!left)
        return left;
    for (const auto& [sign, sql] : signs)
        if (take(sign)) {
            const Expected<Value> right = sum();
            return right ? compare(*left, std::string(sql), *right) : right;
        }
    if (take("is")) {
        const std::string no = take("not") ? "NOT " : "";
        if (!take("null"))
            return unexpectedToken();
        return truth("(" + left->sql + " IS " + no + "NULL)", {&*left, 1}, left->position);
    }
    const bool negated = peek().is("not") && take("not");
    Expected<Value> result = left;
    if (take("between"))
        result = between(*left);
    else if (take("in"))
        result = membership(*left);
    else if (peek().is("like") || peek().is("ilike"))
        result = pattern(*left);
    else if (negated)
        return unexpectedToken();
    if (result && negated)
        result->sql = "(NOT " + result->sql + ")";
    return result;
}

Expected<Value> ExpressionParser::compare(const Value& left, const std::string& sign, const Value& right)
{
    const auto pair = alike(left, right);
    if (!pair)
        return pair.unexpected();
    const std::array<Value, 2> both = {left, right};
    return truth("(" + pair->first.sql + " " + sign + " " + pair->second.sql + ")", both, left.position);
}

Expected<Value> ExpressionParser::between(const Value& value)
{
    const Expected<Value> low = sum();
    if (!low)
        return low;
    if (!take("and"))
        return unexpectedToken();
    const Expected<Value> high = sum();
    if (!high)
        return high;
    const Expected<Value> above = compare(value, ">=", *low);
    const Expected<Value> below = above ? compare(value, "<=", *high) : above;
    if (!below)
        return below;
    const std::array<Value, 2> both = {*above, *below};
    return truth("(" + above->sql + " AND " + below->sql + ")", both, value.position);
}

Expected<Value> ExpressionParser::membership(const Value& value)
{
    const Expected<std::vector<Value>> members = list();
    if (!members)
        return members.unexpected();
    if (members->empty())
        return unexpectedToken();
    std::string sql;
    std::vector<Value> all = *members;
    all.push_back(value);
    for (const Value& member : *members) {
        const Expected<Value> equal = compare(value, "=", member);
        if (!equal)
            return equal;
        sql += (sql.empty() ? "(" : " OR ") + equal->sql;
    }
    return truth(sql + ")", all, value.position);
}

Expected<Value> ExpressionParser::pattern(const Value& value)
{
    const std::string word = take("like") ? " LIKE " : (take("ilike"), " ILIKE ");
    const Expected<Value> like = sum();
    if (!like)
        return like;
    for (const Value* side : {&value, &*like})
        if (const Expected<Value> fits = needs(*side, ColumnKind::Text); !fits)
            return fits;
    const std::array<Value, 2> both = {value, *like};
    return truth("(" + value.sql + word + like->sql + ")", both, value.position);
}

Expected<Value> ExpressionParser::sum()
{
    Expected<Value> left = nested(&ExpressionParser::product);
    while (left && (peek().is("+") || peek().is("-") || peek().is("||"))) {
        const std::string sign = m_tokens[m_at++].text;
        const Expected<Value> right = nested(&ExpressionParser::product);
        if (!right)
            return right;
        left = sign == "||" ? concatenate(*left, *right) : arithmetic(*left, sign, *right);
    }
    return left;
}

Expected<Value> ExpressionParser::product()
{
    Expected<Value> left = power();
    while (left && (peek().is("*") || peek().is("/") || peek().is("%"))) {
        const std::string sign = m_tokens[m_at++].text;
        const Expected<Value> right = power();
        if (!right)
            return right;
        left = arithmetic(*left, sign, *right);
    }
    return left;
}

Expected<Value> ExpressionParser::power()
{
    const std::size_t position = peek().position;
    if (peek().is("-") || peek().is("+")) {
        const bool minus = m_tokens[m_at++].text == "-";
        const Expected<Value> value = nested(&ExpressionParser::power);
        const Expected<std::string> sql = value ? number(*value) : value.unexpected();
        if (!sql)
            return sql.unexpected();
        return Value{.sql = minus ? "(-" + *sql + ")" : *sql,
                     .kind = value->kind == ColumnKind::Duration ? ColumnKind::Duration : ColumnKind::Number,
                     .zero = value->zero,
                     .position = position};
    }
    Expected<Value> base = converted();
    if (base && (take("^") || take("**"))) {
        const Expected<Value> exponent = nested(&ExpressionParser::power);
        return exponent ? arithmetic(*base, "^", *exponent) : exponent;
    }
    return base;
}

Expected<Value> ExpressionParser::arithmetic(const Value& left, const std::string& sign, const Value& right)
{
    const Expected<std::string> a = number(left);
    const Expected<std::string> b = a ? number(right) : a;
    if (!b)
        return b.unexpected();
    if (sign == "/")
        return divide(left, right, m_scope.zeroDivision);
    const std::array<Value, 2> both = {left, right};
    Value value{.kind = ColumnKind::Number, .zero = zeroOfAll(both), .position = left.position};
    if (sign == "^")
        value.sql = "TRY(pow(" + *a + ", " + *b + "))";
    else if (sign == "%")
        value.sql = "(" + *a + " % nullif(" + *b + ", 0))";
    else
        value.sql = "(" + *a + " " + sign + " " + *b + ")";
    const bool additive = sign == "+" || sign == "-";
    const bool times = left.kind == ColumnKind::Time && right.kind == ColumnKind::Time && sign == "-";
    if (times || (additive && left.kind == ColumnKind::Duration && right.kind == ColumnKind::Duration))
        value.kind = ColumnKind::Duration;
    return value;
}

Expected<Value> ExpressionParser::concatenate(const Value& left, const Value& right)
{
    const auto text = [](const Value& value) { return "CAST(" + value.sql + " AS VARCHAR)"; };
    const std::array<Value, 2> both = {left, right};
    // Cut, or a few steps that double a text would fill the memory.
    return Value{.sql = "left(" + text(left) + " || " + text(right) + ", " + std::to_string(longestText) + ")",
                 .kind = ColumnKind::Text,
                 .zero = zeroOfAll(both),
                 .position = left.position};
}

} // namespace perimeter
