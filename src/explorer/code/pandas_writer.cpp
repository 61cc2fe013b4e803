// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/pandas_writer.h"

#include "base/text.h"
#include "data/expression/expression.h"
#include "explorer/code/pandas_part.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

using Operation = Term::Operation;
using Written = std::optional<Part>;

/// Writes a checked term; whatever is not of the subset ends in nothing.
class Writer {
public:
    Writer(std::span<const Column> columns, const ZeroDivision& rule) : m_columns(columns), m_rule(rule) {}

    [[nodiscard]] Written write(const Term& term) const
    {
        switch (term.operation) {
        case Operation::Column:
            return column(m_columns[term.column]);
        case Operation::Constant:
            return constant(term);
        case Operation::Convert:
            return conversion(term);
        case Operation::In:
            return membership(term);
        default:
            break;
        }
        std::vector<Part> parts;
        for (const TermPointer& operand : term.operands) {
            Written part = write(*operand);
            if (!part)
                return part;
            parts.push_back(*std::move(part));
        }
        return operation(term.operation, parts);
    }

private:
    [[nodiscard]] Written operation(Operation operation, const std::vector<Part>& parts) const
    {
        switch (operation) {
        case Operation::Negate:
            return negative(parts[0]);
        case Operation::Add:
            return arithmetic(parts[0], "+", parts[1], Binding::Sum);
        case Operation::Subtract:
            return arithmetic(parts[0], "-", parts[1], Binding::Sum);
        case Operation::Multiply:
            return arithmetic(parts[0], "*", parts[1], Binding::Product);
        case Operation::Divide:
            return divided(parts[0], parts[1]);
        case Operation::Equal:
            return compared(parts[0], "==", parts[1]);
        case Operation::NotEqual:
            return compared(parts[0], "!=", parts[1]);
        case Operation::Less:
            return compared(parts[0], "<", parts[1]);
        case Operation::LessEqual:
            return compared(parts[0], "<=", parts[1]);
        case Operation::Greater:
            return compared(parts[0], ">", parts[1]);
        case Operation::GreaterEqual:
            return compared(parts[0], ">=", parts[1]);
        case Operation::IsMissing:
            return missing(parts[0]);
        case Operation::IsPresent: {
            const Written test = missing(parts[0]);
            return test ? Written(negated(*test)) : test;
        }
        case Operation::Not:
            return negated(parts[0]);
        case Operation::And:
        case Operation::Between:
            return combined(parts[0], parts[1], true);
        case Operation::Or:
            return combined(parts[0], parts[1], false);
        default:
            return std::nullopt;
        }
    }

    [[nodiscard]] static Written column(const Column& column)
    {
        if (column.kind != ColumnKind::Number && column.kind != ColumnKind::Text)
            return std::nullopt;
        return Part{.kind = column.kind == ColumnKind::Text ? Part::Kind::Text : Part::Kind::Number,
                    .code = "data[" + pythonString(column.name) + "]",
                    .hasColumn = true};
    }

    [[nodiscard]] static Written constant(const Term& term)
    {
        if (const std::string* const text = term.text())
            return Part{.kind = Part::Kind::Text, .code = pythonString(*text)};
        if (const auto* const whole = std::get_if<std::int64_t>(&term.constant))
            return number(static_cast<double>(*whole));
        if (const auto* const value = std::get_if<double>(&term.constant))
            return number(*value);
        return std::nullopt;
    }

    [[nodiscard]] static Part number(double value) { return {.code = formatNumber(value), .constant = value}; }

    /// Numbers are doubles in either.
    [[nodiscard]] Written conversion(const Term& term) const
    {
        const Term& operand = *term.operands.front();
        return term.kind == ColumnKind::Number && operand.kind == ColumnKind::Number ? write(operand) : std::nullopt;
    }

    /// Of the comparisons of one value, if that is what they are: a conversion may make another of it.
    [[nodiscard]] Written membership(const Term& term) const
    {
        const TermPointer& value = term.operands.front()->operands[0];
        const Written part = write(*value);
        if (!part || !part->hasColumn || part->kind == Part::Kind::Truth)
            return std::nullopt;
        std::string members;
        for (const TermPointer& equality : term.operands) {
            const Written member = equality->operands[0] == value ? write(*equality->operands[1]) : std::nullopt;
            if (!member || member->hasColumn || member->kind != part->kind)
                return std::nullopt;
            members += (members.empty() ? "" : ", ") + member->code;
        }
        const std::string code = bound(*part, Binding::Primary);
        const std::string test = code + ".isin([" + members + "])";
        return truth(test, Binding::Primary, "~" + test + " & " + code + ".notna()", Binding::And);
    }

    [[nodiscard]] static Written missing(const Part& part)
    {
        if (!part.hasColumn || part.kind == Part::Kind::Truth)
            return std::nullopt;
        const std::string code = bound(part, Binding::Primary);
        return truth(code + ".isna()", Binding::Primary, code + ".notna()", Binding::Primary);
    }

    [[nodiscard]] static Part negative(const Part& part)
    {
        Part result = part;
        result.code = "-" + bound(part, Binding::Sign);
        result.binding = Binding::Sign;
        if (part.constant)
            result.constant = -*part.constant;
        return result;
    }

    [[nodiscard]] Written divided(const Part& left, const Part& right) const
    {
        if ((!right.hasColumn && !right.constant) || right.constant == 0)
            return std::nullopt;
        if (right.constant) {
            const bool isRaised = m_rule.rule == ZeroDivision::Rule::Floor && *right.constant < m_rule.floor;
            return isRaised ? std::nullopt : arithmetic(left, "/", right, Binding::Product);
        }
        Part divisor = right;
        divisor.code = bound(right, Binding::Primary) + replacement();
        divisor.binding = Binding::Primary;
        return arithmetic(left, "/", divisor, Binding::Product);
    }

    [[nodiscard]] std::string replacement() const
    {
        switch (m_rule.rule) {
        case ZeroDivision::Rule::Keep:
            return ".replace(0, 1)";
        case ZeroDivision::Rule::LeaveOut:
            return ".replace(0, np.nan)";
        case ZeroDivision::Rule::Floor:
            return ".clip(lower=" + formatNumber(m_rule.floor) + ")";
        }
        return {};
    }

    std::span<const Column> m_columns;
    ZeroDivision m_rule;
};

std::optional<PandasExpression> translated(const std::string& expression, std::span<const Column> columns,
                                           const ZeroDivision& rule, Part::Kind wanted)
{
    const Expected<Expression> parsed = parseExpression(expression, {.step = {}, .columns = columns});
    if (!parsed)
        return std::nullopt;
    const Written part = Writer(columns, rule).write(*parsed->term);
    if (!part || part->kind != wanted)
        return std::nullopt;
    return PandasExpression{part->code, {parsed->columns.begin(), parsed->columns.end()}};
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
