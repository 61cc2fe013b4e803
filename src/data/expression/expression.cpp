// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/expression.h"

#include "base/text.h"
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

} // namespace

Expected<TermPointer> ExpressionParser::whole()
{
    Expected<TermPointer> term = disjunction();
    if (term && peek().kind != Token::Kind::End)
        return unexpectedToken();
    return term;
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

Unexpected ExpressionParser::wrongKind(const Term& term, std::string_view wanted) const
{
    return error(ErrorCode::ExpressionType, term.position, {std::string(wanted), std::string(kindName(term.kind))});
}

Expected<TermPointer> ExpressionParser::needs(const TermPointer& term, ColumnKind kind) const
{
    if (term->isNull())
        return makeConstant({}, kind, term->position);
    return term->kind == kind ? Expected(term) : wrongKind(*term, kindName(kind));
}

Expected<TermPointer> ExpressionParser::number(const TermPointer& term) const
{
    return term->kind == ColumnKind::Text ? wrongKind(*term, kindName(ColumnKind::Number)) : Expected(toNumber(term));
}

Expected<std::pair<TermPointer, TermPointer>> ExpressionParser::alike(const TermPointer& a, const TermPointer& b) const
{
    const TermPointer left = comparable(a, *b);
    const TermPointer right = comparable(b, *a);
    if (!left || !right)
        return wrongKind(*b, kindName(a->kind));
    return std::pair(left, right);
}

Expected<std::vector<TermPointer>> ExpressionParser::allAlike(const std::vector<TermPointer>& terms) const
{
    TermPointer model = terms.front();
    for (const TermPointer& term : terms) {
        PERIMETER_TRY(const auto pair, alike(model, term));
        model = pair.first;
    }
    std::vector<TermPointer> same;
    for (const TermPointer& term : terms) {
        PERIMETER_TRY(const auto pair, alike(model, term));
        same.push_back(pair.second);
    }
    return same;
}

Expected<Expression> parseExpression(std::string_view expression, const ExpressionScope& scope)
{
    if (expression.size() > longestExpression)
        return Unexpected(ErrorCode::ExpressionTooLong, {scope.step, std::string(expression)});
    ExpressionParser parser(expression, scope);
    PERIMETER_TRY(const TermPointer term, parser.whole());
    const std::string& unit = (term)->unit;
    return Expression{term, parser.columnsNamed(), unit.empty() ? unitOf((term)->kind) : unit};
}

} // namespace perimeter
