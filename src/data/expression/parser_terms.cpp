// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/parser.h"

#include "base/text.h"
#include "data/engine/quoting.h"

#include <array>
#include <iterator>

namespace perimeter {

Expected<Value> ExpressionParser::converted()
{
    Expected<Value> value = primary();
    while (value && take("::"))
        value = conversion(*value);
    return value;
}

Expected<Value> ExpressionParser::conversion(const Value& value)
{
    const Token type = peek();
    const std::optional<Value> result =
        type.kind == Token::Kind::Name ? convert(value, lowered(type.text)) : std::nullopt;
    if (!result)
        return unexpectedToken();
    ++m_at;
    return *result;
}

Expected<Value> ExpressionParser::primary()
{
    const Token token = peek();
    switch (token.kind) {
    case Token::Kind::Number:
        return numberConstant();
    case Token::Kind::Text:
        ++m_at;
        return Value{.sql = quoteLiteral(token.text),
                     .kind = ColumnKind::Text,
                     .literal = token.text,
                     .position = token.position};
    case Token::Kind::Name:
    case Token::Kind::QuotedName:
        return named();
    default:
        break;
    }
    if (!take("("))
        return unexpectedToken();
    Expected<Value> value = nested(&ExpressionParser::disjunction);
    if (value && !take(")"))
        return unexpectedToken();
    return value;
}

Expected<Value> ExpressionParser::numberConstant()
{
    const Token token = peek();
    const std::optional<double> value = parseNumber(token.text);
    if (!value)
        return unexpectedToken();
    ++m_at;
    const bool whole =
        token.text.size() <= 18 && std::ranges::all_of(token.text, [](char c) { return c >= '0' && c <= '9'; });
    return Value{.sql = whole ? "CAST(" + token.text + " AS BIGINT)"
                              : "CAST(" + quoteLiteral(formatNumber(*value)) + " AS DOUBLE)",
                 .kind = ColumnKind::Number,
                 .position = token.position};
}

Expected<Value> ExpressionParser::named()
{
    const Token token = peek();
    const bool bare = token.kind == Token::Kind::Name;
    if (bare && second().is("("))
        return lowered(token.text) == "cast" || lowered(token.text) == "try_cast" ? castCall() : call();
    if (const std::optional<std::size_t> index = findColumn()) {
        const Column& column = m_scope.columns[*index];
        if (std::ranges::find(m_named, column.name) == m_named.end())
            m_named.push_back(column.name);
        return Value{
            .sql = m_scope.engineNames[*index], .kind = column.kind, .unit = column.unit, .position = token.position};
    }
    if (bare && (token.is("true") || token.is("false"))) {
        ++m_at;
        return Value{.sql = lowered(token.text), .kind = ColumnKind::Boolean, .position = token.position};
    }
    if (bare && take("null"))
        return Value{.sql = "CAST(NULL AS DOUBLE)", .isNull = true, .position = token.position};
    if (bare && take("case"))
        return choice(token.position);
    if (bare && isStatementWord(token))
        return unexpectedToken();
    std::vector<std::string> names;
    std::ranges::transform(m_scope.columns, std::back_inserter(names), &Column::name);
    return error(ErrorCode::ExpressionUnknownColumn, token.position,
                 {token.text, nearestWord(token.text, names).value_or("")});
}

std::optional<std::size_t> ExpressionParser::findColumn()
{
    std::optional<std::size_t> found;
    std::size_t after = m_at;
    std::string name = peek().text;
    for (std::size_t at = m_at;;) {
        if (const std::optional<std::size_t> column = columnNamed(name)) {
            found = column;
            after = at + 1;
        }
        const bool dotted = peek().kind == Token::Kind::Name && at + 2 < m_tokens.size() && m_tokens[at + 1].is(".") &&
                            m_tokens[at + 2].kind == Token::Kind::Name;
        if (!dotted)
            break;
        at += 2;
        name += "." + m_tokens[at].text;
    }
    m_at = after;
    return found;
}

std::optional<std::size_t> ExpressionParser::columnNamed(const std::string& name) const
{
    std::optional<std::size_t> folded;
    std::size_t matches = 0;
    for (std::size_t c = 0; c < m_scope.columns.size(); ++c) {
        if (m_scope.columns[c].name == name)
            return c;
        if (lowered(m_scope.columns[c].name) == lowered(name)) {
            folded = c;
            ++matches;
        }
    }
    return matches == 1 ? folded : std::nullopt;
}

Expected<std::vector<Value>> ExpressionParser::list()
{
    std::vector<Value> values;
    if (!take("("))
        return unexpectedToken();
    if (take(")"))
        return values;
    do {
        Expected<Value> value = nested(&ExpressionParser::disjunction);
        if (!value)
            return value.unexpected();
        values.push_back(*std::move(value));
    } while (take(","));
    if (!take(")"))
        return unexpectedToken();
    return values;
}

Expected<Value> ExpressionParser::castCall()
{
    m_at += 2;
    const Expected<Value> value = nested(&ExpressionParser::disjunction);
    if (!value)
        return value;
    if (!take("as"))
        return unexpectedToken();
    Expected<Value> result = conversion(*value);
    if (result && !take(")"))
        return unexpectedToken();
    return result;
}

Expected<Value> ExpressionParser::call()
{
    const Token name = peek();
    const ExpressionFunction* function = findFunction(lowered(name.text));
    if (!function)
        return error(ErrorCode::ExpressionUnknownFunction, name.position,
                     {name.text, nearestWord(name.text, functionNames()).value_or("")});
    ++m_at;
    const Expected<std::vector<Value>> values = list();
    if (!values)
        return values.unexpected();
    if (values->size() < function->fewest || values->size() > function->most)
        return error(ErrorCode::ExpressionArguments, name.position,
                     {name.text, std::to_string(values->size()), std::to_string(function->fewest),
                      std::to_string(function->most)});
    return applied(*function, *values, name.position);
}

Expected<Value> ExpressionParser::applied(const ExpressionFunction& function, const std::vector<Value>& values,
                                          std::size_t position)
{
    using Arguments = ExpressionFunction::Arguments;
    Value result{.kind = function.result, .zero = zeroOfAll(values), .position = position};
    if (function.arguments == Arguments::Choice) {
        const std::array<std::pair<Value, Value>, 1> branch = {std::pair(values[0], values[1])};
        return chosen(branch, values[2], position);
    }
    if (function.arguments == Arguments::Alike) {
        const Expected<std::vector<Value>> same = allAlike(values);
        if (!same)
            return same.unexpected();
        result.kind = same->front().kind;
        std::vector<std::string> sql;
        std::ranges::transform(*same, std::back_inserter(sql), &Value::sql);
        result.sql = callPattern(function.pattern, sql);
        return result;
    }
    std::vector<std::string> sql;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Expected<std::string> argument = argumentSql(function, values[i], i);
        if (!argument)
            return argument.unexpected();
        sql.push_back(*argument);
    }
    result.sql = callPattern(function.pattern, sql);
    return result;
}

Expected<std::string> ExpressionParser::argumentSql(const ExpressionFunction& function, const Value& value,
                                                    std::size_t index) const
{
    using Arguments = ExpressionFunction::Arguments;
    const bool wantsText =
        function.arguments == Arguments::Text || (function.arguments == Arguments::TextCount && index == 0);
    if (wantsText || function.arguments == Arguments::Time) {
        const ColumnKind kind = wantsText ? ColumnKind::Text : ColumnKind::Time;
        const std::optional<Value> fitting = comparable(value, Value{.kind = kind});
        if (!fitting || fitting->kind != kind)
            return wrongKind(value, kindName(kind));
        return fitting->isNull ? "CAST(NULL AS VARCHAR)" : fitting->sql;
    }
    const Expected<std::string> sql = number(value);
    const bool whole = function.arguments == Arguments::TextCount || (function.name == "round" && index == 1);
    return sql && whole ? "TRY_CAST(" + *sql + " AS INTEGER)" : sql;
}

Expected<std::vector<Value>> ExpressionParser::allAlike(const std::vector<Value>& values) const
{
    Value model = values.front();
    for (const Value& value : values) {
        const auto pair = alike(model, value);
        if (!pair)
            return pair.unexpected();
        model = pair->first;
    }
    std::vector<Value> same;
    for (const Value& value : values) {
        const auto pair = alike(model, value);
        if (!pair)
            return pair.unexpected();
        same.push_back(pair->second);
    }
    return same;
}

Expected<Value> ExpressionParser::choice(std::size_t position)
{
    std::optional<Value> subject;
    if (!peek().is("when")) {
        const Expected<Value> value = nested(&ExpressionParser::disjunction);
        if (!value)
            return value;
        subject = *value;
    }
    std::vector<std::pair<Value, Value>> branches;
    while (take("when")) {
        Expected<Value> condition = nested(&ExpressionParser::disjunction);
        if (condition && subject)
            condition = compare(*subject, "=", *condition);
        if (!condition)
            return condition;
        if (!take("then"))
            return unexpectedToken();
        const Expected<Value> value = nested(&ExpressionParser::disjunction);
        if (!value)
            return value;
        branches.emplace_back(*condition, *value);
    }
    Value otherwise{.sql = "CAST(NULL AS DOUBLE)", .isNull = true, .position = position};
    if (take("else")) {
        const Expected<Value> value = nested(&ExpressionParser::disjunction);
        if (!value)
            return value;
        otherwise = *value;
    }
    if (branches.empty() || !take("end"))
        return unexpectedToken();
    return chosen(branches, otherwise, position);
}

Expected<Value> ExpressionParser::chosen(std::span<const std::pair<Value, Value>> branches, const Value& otherwise,
                                         std::size_t position)
{
    std::vector<Value> values;
    for (const auto& [condition, value] : branches) {
        if (const Expected<Value> fits = needs(condition, ColumnKind::Boolean); !fits)
            return fits;
        values.push_back(value);
    }
    values.push_back(otherwise);
    const Expected<std::vector<Value>> same = allAlike(values);
    if (!same)
        return same.unexpected();
    std::string sql = "CASE";
    std::string zero = "CASE";
    bool divides = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool last = i == branches.size();
        const std::string when = last ? " ELSE " : " WHEN " + branches[i].first.sql + " THEN ";
        sql += when + (*same)[i].sql;
        zero += when + (values[i].zero.empty() ? "false" : values[i].zero);
        divides |= !values[i].zero.empty();
    }
    std::string conditions;
    for (const auto& [condition, value] : branches)
        conditions = either(conditions, condition.zero);
    return Value{.sql = sql + " END",
                 .kind = same->front().kind,
                 .zero = either(conditions, divides ? zero + " END" : ""),
                 .position = position};
}

} // namespace perimeter
