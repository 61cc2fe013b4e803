// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/expression.h"

#include "data/expression/parser.h"

#include <array>
#include <iterator>

namespace perimeter {

namespace {

constexpr std::size_t longestExpression = 10'000;

/// Words that begin or join statements: an expression has no use for them.
constexpr std::array<std::string_view, 34> statementWords = {
    "alter",   "attach", "by",      "call",      "checkpoint", "copy",   "create", "delete", "describe",
    "detach",  "drop",   "except",  "execute",   "explain",    "export", "from",   "group",  "having",
    "import",  "insert", "install", "intersect", "limit",      "load",   "order",  "pragma", "prepare",
    "replace", "select", "set",     "union",     "update",     "where",  "with"};

std::string typeOf(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
    case ColumnKind::Duration:
        return "DOUBLE";
    case ColumnKind::Boolean:
        return "BOOLEAN";
    case ColumnKind::Time:
        return "TIMESTAMP";
    case ColumnKind::Text:
        return "VARCHAR";
    }
    return "VARCHAR";
}

} // namespace

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

Expected<Value> ExpressionParser::whole()
{
    Expected<Value> value = disjunction();
    if (value && peek().kind != Token::Kind::End)
        return unexpectedToken();
    return value;
}

bool ExpressionParser::take(std::string_view word)
{
    if (!peek().is(word))
        return false;
    ++m_at;
    return true;
}

bool ExpressionParser::isStatementWord(const Token& token)
{
    return std::ranges::find(statementWords, lowered(token.text)) != statementWords.end();
}

Unexpected ExpressionParser::error(ErrorCode code, std::size_t position, std::vector<std::string> rest) const
{
    std::vector<std::string> arguments = {m_scope.step, std::string(m_expression), std::to_string(position)};
    std::ranges::move(rest, std::back_inserter(arguments));
    return {code, std::move(arguments)};
}

Unexpected ExpressionParser::unexpectedToken() const
{
    const Token& token = peek();
    const bool forbidden =
        token.kind == Token::Kind::Forbidden || (token.kind == Token::Kind::Name && isStatementWord(token));
    return error(forbidden ? ErrorCode::ExpressionNotAllowed : ErrorCode::ExpressionSyntax, token.position,
                 {token.text});
}

Unexpected ExpressionParser::wrongKind(const Value& value, std::string_view wanted) const
{
    return error(ErrorCode::ExpressionType, value.position, {std::string(wanted), std::string(kindName(value.kind))});
}

Expected<Value> ExpressionParser::needs(const Value& value, ColumnKind kind) const
{
    if (value.kind == kind || value.isNull)
        return value;
    return wrongKind(value, kindName(kind));
}

Expected<std::string> ExpressionParser::number(const Value& value) const
{
    if (value.kind == ColumnKind::Text)
        return wrongKind(value, kindName(ColumnKind::Number));
    return asDouble(value);
}

Expected<std::pair<Value, Value>> ExpressionParser::alike(const Value& a, const Value& b) const
{
    const std::optional<Value> left = comparable(a, b);
    const std::optional<Value> right = comparable(b, a);
    if (!left || !right)
        return wrongKind(b, kindName(a.kind));
    return std::pair(*left, *right);
}

Expected<CompiledExpression> compileExpression(std::string_view expression, const ExpressionScope& scope)
{
    if (expression.size() > longestExpression)
        return Unexpected(ErrorCode::ExpressionTooLong, {scope.step, std::string(expression)});
    ExpressionParser compiler(expression, scope);
    const Expected<Value> value = compiler.whole();
    if (!value)
        return value.unexpected();
    return CompiledExpression{.sql = "CAST(" + value->sql + " AS " + typeOf(value->kind) + ")",
                              .kind = value->kind,
                              .zeroDivision = value->zero,
                              .columns = compiler.columnsNamed(),
                              .unit = value->unit.empty() ? unitOf(value->kind) : value->unit};
}

} // namespace perimeter
