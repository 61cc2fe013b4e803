// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/pandas_writer.h"

#include "base/text.h"
#include "data/expression/expression_lexer.h"
#include "data/expression/parser.h"
#include "explorer/code/pandas_part.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

using Translated = std::optional<Part>;

/// Recursive descent over what the data engine has accepted; the rules are those of ExpressionParser. Whatever is not
/// of the subset ends in nothing.
class Translator {
public:
    Translator(std::string_view expression, std::span<const Column> columns, const ZeroDivision& rule)
        : m_tokens(tokenize(expression)), m_columns(columns), m_rule(rule)
    {
    }

    [[nodiscard]] Translated whole()
    {
        Translated part = disjunction();
        return peek().kind == Token::Kind::End ? part : std::nullopt;
    }
    [[nodiscard]] const std::set<std::string>& used() const { return m_used; }

private:
    [[nodiscard]] const Token& peek() const { return m_tokens[m_at]; }
    bool take(std::string_view word)
    {
        if (!peek().is(word))
            return false;
        ++m_at;
        return true;
    }

    Translated disjunction() { return logical("or", false, &Translator::conjunction); }
    Translated conjunction() { return logical("and", true, &Translator::negation); }

    Translated logical(std::string_view word, bool both, Translated (Translator::*operand)())
    {
        Translated left = (this->*operand)();
        while (left && take(word)) {
            const Translated right = (this->*operand)();
            if (!right || left->kind != Part::Kind::Truth || right->kind != Part::Kind::Truth)
                return std::nullopt;
            left = combined(*left, *right, both);
        }
        return left;
    }

    Translated negation()
    {
        if (!take("not"))
            return comparison();
        const Translated part = negation();
        return part && part->kind == Part::Kind::Truth ? Translated(negated(*part)) : std::nullopt;
    }

    Translated comparison()
    {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> signs = {{{"=", "=="},
                                                                                                {"==", "=="},
                                                                                                {"<>", "!="},
                                                                                                {"!=", "!="},
                                                                                                {"<", "<"},
                                                                                                {"<=", "<="},
                                                                                                {">", ">"},
                                                                                                {">=", ">="}}};
        Translated left = sum();
        if (!left)
            return left;
        for (const auto& [sign, code] : signs)
            if (take(sign)) {
                const Translated right = sum();
                return right ? compared(*left, code, *right) : right;
            }
        if (take("is"))
            return nullTest(*left);
        const bool isNegated = take("not");
        const Translated result = take("between") ? between(*left)
                                  : take("in")    ? membership(*left)
                                  : isNegated     ? std::nullopt
                                                  : left;
        return result && isNegated ? Translated(negated(*result)) : result;
    }

    Translated nullTest(const Part& part)
    {
        const bool isNegated = take("not");
        if (!take("null") || !part.hasColumn || part.kind == Part::Kind::Truth)
            return std::nullopt;
        const std::string code = bound(part, Binding::Primary);
        const Part test = truth(code + ".isna()", Binding::Primary, code + ".notna()", Binding::Primary);
        return isNegated ? negated(test) : test;
    }

    Translated between(const Part& part)
    {
        const Translated low = sum();
        if (!low || !take("and"))
            return std::nullopt;
        const Translated high = sum();
        if (!high)
            return std::nullopt;
        const Translated above = compared(part, ">=", *low);
        const Translated below = compared(part, "<=", *high);
        return above && below ? Translated(combined(*above, *below, true)) : std::nullopt;
    }

    Translated membership(const Part& part)
    {
        if (!part.hasColumn || part.kind == Part::Kind::Truth || !take("("))
            return std::nullopt;
        std::string members;
        do {
            const Translated member = sum();
            if (!member || member->hasColumn || member->kind != part.kind)
                return std::nullopt;
            members += (members.empty() ? "" : ", ") + member->code;
        } while (take(","));
        if (!take(")"))
            return std::nullopt;
        const std::string code = bound(part, Binding::Primary);
        const std::string test = code + ".isin([" + members + "])";
        return truth(test, Binding::Primary, "~" + test + " & " + code + ".notna()", Binding::And);
    }

    Translated sum()
    {
        Translated left = product();
        while (left && (peek().is("+") || peek().is("-"))) {
            const std::string sign = m_tokens[m_at++].text;
            left = arithmetic(*left, sign, product(), Binding::Sum);
        }
        return left;
    }

    Translated product()
    {
        Translated left = signedPart();
        while (left && (peek().is("*") || peek().is("/"))) {
            const std::string sign = m_tokens[m_at++].text;
            left = sign == "/" ? divided(*left, signedPart()) : arithmetic(*left, sign, signedPart(), Binding::Product);
        }
        return left;
    }

    [[nodiscard]] Translated divided(const Part& left, const Translated& right) const
    {
        if (!right || (!right->hasColumn && !right->constant) || right->constant == 0)
            return std::nullopt;
        if (right->constant) {
            const bool isRaised = m_rule.rule == ZeroDivision::Rule::Floor && *right->constant < m_rule.floor;
            return isRaised ? std::nullopt : arithmetic(left, "/", right, Binding::Product);
        }
        Part divisor = *right;
        divisor.code = bound(*right, Binding::Primary);
        divisor.binding = Binding::Primary;
        switch (m_rule.rule) {
        case ZeroDivision::Rule::Keep:
            divisor.code += ".replace(0, 1)";
            break;
        case ZeroDivision::Rule::LeaveOut:
            divisor.code += ".replace(0, np.nan)";
            break;
        case ZeroDivision::Rule::Floor:
            divisor.code += ".clip(lower=" + formatNumber(m_rule.floor) + ")";
            break;
        }
        return arithmetic(left, "/", divisor, Binding::Product);
    }

    Translated signedPart()
    {
        if (!peek().is("-") && !peek().is("+"))
            return primary();
        const bool isMinus = m_tokens[m_at++].text == "-";
        Translated part = signedPart();
        if (!part || part->kind != Part::Kind::Number || !isMinus)
            return part && part->kind == Part::Kind::Number ? part : std::nullopt;
        part->code = "-" + bound(*part, Binding::Sign);
        part->binding = Binding::Sign;
        if (part->constant)
            part->constant = -*part->constant;
        return part;
    }

    Translated primary()
    {
        const Token& token = peek();
        if (token.kind == Token::Kind::Number) {
            const std::optional<double> value = parseNumber(token.text);
            ++m_at;
            return value ? Translated(Part{.code = formatNumber(*value), .constant = value}) : std::nullopt;
        }
        if (token.kind == Token::Kind::Text) {
            ++m_at;
            return Part{.kind = Part::Kind::Text, .code = pythonString(token.text)};
        }
        if (token.kind == Token::Kind::Name || token.kind == Token::Kind::QuotedName)
            return column();
        if (!take("("))
            return std::nullopt;
        Translated part = disjunction();
        return take(")") ? part : std::nullopt;
    }

    Translated column()
    {
        const Column* found = nullptr;
        std::size_t after = m_at + 1;
        std::string name = peek().text;
        for (std::size_t at = m_at;;) {
            if (const Column* const longer = columnNamed(name)) {
                found = longer;
                after = at + 1;
            }
            if (peek().kind != Token::Kind::Name || at + 2 >= m_tokens.size() || !m_tokens[at + 1].is(".") ||
                m_tokens[at + 2].kind != Token::Kind::Name)
                break;
            at += 2;
            name += "." + m_tokens[at].text;
        }
        const bool isCall = peek().kind == Token::Kind::Name && m_tokens[m_at + 1].is("(");
        if (!found || isCall || (found->kind != ColumnKind::Number && found->kind != ColumnKind::Text))
            return std::nullopt;
        m_at = after;
        m_used.insert(found->name);
        return Part{.kind = found->kind == ColumnKind::Text ? Part::Kind::Text : Part::Kind::Number,
                    .code = "data[" + pythonString(found->name) + "]",
                    .hasColumn = true};
    }

    /// Case counts unless only one column fits without.
    [[nodiscard]] const Column* columnNamed(const std::string& name) const
    {
        if (const auto exact = std::ranges::find(m_columns, name, &Column::name); exact != m_columns.end())
            return &*exact;
        const auto fits = [&](const Column& column) { return lowered(column.name) == lowered(name); };
        if (std::ranges::count_if(m_columns, fits) != 1)
            return nullptr;
        return &*std::ranges::find_if(m_columns, fits);
    }

    std::vector<Token> m_tokens;
    std::span<const Column> m_columns;
    ZeroDivision m_rule;
    std::set<std::string> m_used;
    std::size_t m_at = 0;
};

std::optional<PandasExpression> translated(std::string_view expression, std::span<const Column> columns,
                                           const ZeroDivision& rule, Part::Kind wanted)
{
    Translator translator(expression, columns, rule);
    const Translated part = translator.whole();
    if (!part || part->kind != wanted)
        return std::nullopt;
    return PandasExpression{part->code, translator.used()};
}

} // namespace

std::optional<PandasExpression> pandasFilter(const Where& step, std::span<const Column> columns)
{
    return translated(step.expression, columns, {.rule = ZeroDivision::Rule::LeaveOut}, Part::Kind::Truth);
}

std::optional<PandasExpression> pandasColumn(const Derive& step, std::span<const Column> columns)
{
    return translated(step.expression, columns, step.zeroDivision, Part::Kind::Number);
}

std::string pythonString(std::string_view text)
{
    QString literal = QStringLiteral("\"");
    for (const char32_t c : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toUcs4()) {
        if (c == U'"' || c == U'\\')
            literal += QStringLiteral("\\") + QChar(static_cast<char16_t>(c));
        else if (c == U'\n')
            literal += QStringLiteral("\\n");
        else if (c == U'\t')
            literal += QStringLiteral("\\t");
        else if (QChar::isPrint(c))
            literal += QString::fromUcs4(&c, 1);
        else
            literal += QStringLiteral("\\U%1").arg(static_cast<uint>(c), 8, 16, QLatin1Char('0'));
    }
    literal += u'"';
    return literal.toStdString();
}

std::string pythonStrings(std::span<const std::string> texts)
{
    std::string list = "[";
    for (const std::string& text : texts)
        list += (list.size() == 1 ? "" : ", ") + pythonString(text);
    return list + "]";
}

} // namespace perimeter
