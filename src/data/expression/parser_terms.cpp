// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/parser.h"

#include "base/text.h"

#include <array>
#include <charconv>
#include <iterator>

namespace perimeter {

Expected<TermPointer> ExpressionParser::conversions()
{
    Expected<TermPointer> term = primary();
    while (term && take("::"))
        term = conversion(*term);
    return term;
}

Expected<TermPointer> ExpressionParser::conversion(const TermPointer& term)
{
    const Token type = peek();
    const TermPointer result = type.kind == Token::Kind::Name ? converted(term, lowered(type.text)) : nullptr;
    if (!result)
        return unexpectedToken();
    ++m_at;
    return result;
}

Expected<TermPointer> ExpressionParser::primary()
{
    const Token token = peek();
    switch (token.kind) {
    case Token::Kind::Number:
        return numberConstant();
    case Token::Kind::Text:
        ++m_at;
        return makeConstant(token.text, ColumnKind::Text, token.position);
    case Token::Kind::Name:
    case Token::Kind::QuotedName:
        return named();
    default:
        break;
    }
    if (!take("("))
        return unexpectedToken();
    Expected<TermPointer> term = nested(&ExpressionParser::disjunction);
    if (term && !take(")"))
        return unexpectedToken();
    return term;
}

Expected<TermPointer> ExpressionParser::numberConstant()
{
    const Token token = peek();
    const std::optional<double> value = parseNumber(token.text);
    if (!value)
        return unexpectedToken();
    ++m_at;
    const char* const end = token.text.data() + token.text.size();
    std::int64_t whole = 0;
    const std::from_chars_result read = std::from_chars(token.text.data(), end, whole);
    const bool isWhole = read.ec == std::errc() && read.ptr == end;
    return makeConstant(isWhole ? Term::Value(whole) : Term::Value(*value), ColumnKind::Number, token.position);
}

Expected<TermPointer> ExpressionParser::named()
{
    const Token token = peek();
    const bool isBare = token.kind == Token::Kind::Name;
    if (isBare && second().is("("))
        return lowered(token.text) == "cast" || lowered(token.text) == "try_cast" ? castCall() : call();
    if (const std::optional<std::size_t> index = findColumn()) {
        const Column& column = m_scope.columns[*index];
        if (std::ranges::find(m_named, column.name) == m_named.end())
            m_named.push_back(column.name);
        return makeTerm({.operation = Operation::Column,
                         .kind = column.kind,
                         .column = *index,
                         .unit = column.unit,
                         .position = token.position});
    }
    if (isBare && (token.is("true") || token.is("false"))) {
        ++m_at;
        return makeConstant(token.is("true"), ColumnKind::Boolean, token.position);
    }
    if (isBare && take("null"))
        return makeConstant({}, ColumnKind::Number, token.position);
    if (isBare && take("case"))
        return choice(token.position);
    if (isBare && isStatementWord(token))
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

Expected<std::vector<TermPointer>> ExpressionParser::list()
{
    std::vector<TermPointer> terms;
    if (!take("("))
        return unexpectedToken();
    if (take(")"))
        return terms;
    do {
        PERIMETER_TRY(TermPointer term, nested(&ExpressionParser::disjunction));
        terms.push_back(std::move(term));
    } while (take(","));
    if (!take(")"))
        return unexpectedToken();
    return terms;
}

Expected<TermPointer> ExpressionParser::castCall()
{
    m_at += 2;
    PERIMETER_TRY(const TermPointer term, nested(&ExpressionParser::disjunction));
    if (!take("as"))
        return unexpectedToken();
    Expected<TermPointer> result = conversion(term);
    if (result && !take(")"))
        return unexpectedToken();
    return result;
}

Expected<TermPointer> ExpressionParser::call()
{
    const Token name = peek();
    const ExpressionFunction* function = findFunction(lowered(name.text));
    if (!function)
        return error(ErrorCode::ExpressionUnknownFunction, name.position,
                     {name.text, nearestWord(name.text, functionNames()).value_or("")});
    ++m_at;
    PERIMETER_TRY(const std::vector<TermPointer> terms, list());
    if (terms.size() < function->fewest || terms.size() > function->most)
        return error(ErrorCode::ExpressionArguments, name.position,
                     {name.text, std::to_string(terms.size()), std::to_string(function->fewest),
                      std::to_string(function->most)});
    return applied(*function, terms, name.position);
}

Expected<TermPointer> ExpressionParser::applied(const ExpressionFunction& function,
                                                const std::vector<TermPointer>& terms, std::size_t position)
{
    using Arguments = ExpressionFunction::Arguments;
    if (function.arguments == Arguments::Choice) {
        const std::array branch = {Branch{terms[0], terms[1]}};
        return chosen(branch, terms[2], position);
    }
    Term result{.operation = Operation::Call, .kind = function.result, .function = &function, .position = position};
    if (function.arguments == Arguments::Alike) {
        PERIMETER_TRY(std::vector<TermPointer> same, allAlike(terms));
        result.kind = same.front()->kind;
        result.operands = std::move(same);
        return makeTerm(std::move(result));
    }
    for (std::size_t i = 0; i < terms.size(); ++i) {
        PERIMETER_TRY(TermPointer fitting, argument(function, terms[i], i));
        result.operands.push_back(std::move(fitting));
    }
    return makeTerm(std::move(result));
}

Expected<TermPointer> ExpressionParser::argument(const ExpressionFunction& function, const TermPointer& term,
                                                 std::size_t index) const
{
    using Arguments = ExpressionFunction::Arguments;
    const bool wantsText =
        function.arguments == Arguments::Text || (function.arguments == Arguments::TextCount && index == 0);
    if (wantsText || function.arguments == Arguments::Time) {
        const ColumnKind kind = wantsText ? ColumnKind::Text : ColumnKind::Time;
        const TermPointer fitting = comparable(term, {.operation = Operation::Column, .kind = kind});
        return fitting && fitting->kind == kind ? Expected(fitting) : wrongKind(*term, kindName(kind));
    }
    const Expected<TermPointer> value = number(term);
    const bool isWhole = function.arguments == Arguments::TextCount || (function.name == "round" && index == 1);
    if (!value || !isWhole)
        return value;
    return makeTerm({.operation = Operation::Whole, .operands = {*value}, .position = term->position});
}

Expected<TermPointer> ExpressionParser::choice(std::size_t position)
{
    TermPointer subject;
    if (!peek().is("when")) {
        PERIMETER_TRY(const TermPointer term, nested(&ExpressionParser::disjunction));
        subject = term;
    }
    std::vector<Branch> branches;
    while (take("when")) {
        Expected<TermPointer> condition = nested(&ExpressionParser::disjunction);
        if (condition && subject)
            condition = compare(subject, Operation::Equal, *condition);
        if (!condition)
            return condition;
        if (!take("then"))
            return unexpectedToken();
        PERIMETER_TRY(const TermPointer value, nested(&ExpressionParser::disjunction));
        branches.push_back({*condition, value});
    }
    TermPointer otherwise = makeConstant({}, ColumnKind::Number, position);
    if (take("else")) {
        PERIMETER_TRY(const TermPointer value, nested(&ExpressionParser::disjunction));
        otherwise = value;
    }
    if (branches.empty() || !take("end"))
        return unexpectedToken();
    return chosen(branches, otherwise, position);
}

Expected<TermPointer> ExpressionParser::chosen(std::span<const Branch> branches, const TermPointer& otherwise,
                                               std::size_t position)
{
    std::vector<TermPointer> conditions;
    std::vector<TermPointer> values;
    for (const Branch& branch : branches) {
        PERIMETER_TRY(const TermPointer fits, needs(branch.condition, ColumnKind::Boolean));
        conditions.push_back(fits);
        values.push_back(branch.value);
    }
    values.push_back(otherwise);
    PERIMETER_TRY(const std::vector<TermPointer> same, allAlike(values));
    std::vector<TermPointer> operands;
    for (std::size_t i = 0; i < conditions.size(); ++i)
        operands.insert(operands.end(), {conditions[i], (same)[i]});
    operands.push_back(same.back());
    return makeTerm({.operation = Operation::Choice,
                     .kind = same.front()->kind,
                     .operands = std::move(operands),
                     .position = position});
}

} // namespace perimeter
