// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/sql_writer.h"

#include "data/expression/expression_functions.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace perimeter {

namespace {

using Operation = Term::Operation;

constexpr std::size_t longestSql = std::size_t{256} << 10;

/// The pattern with the operands in place of $1, $2, … and $*.
std::string filled(std::string_view pattern, const std::vector<std::string>& operands)
{
    std::string sql;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '$') {
            sql += pattern[i];
            continue;
        }
        const char which = pattern[++i];
        if (which != '*') {
            sql += operands[static_cast<std::size_t>(which - '1')];
            continue;
        }
        for (std::size_t o = 0; o < operands.size(); ++o)
            sql += (o ? ", " : "") + operands[o];
    }
    return sql;
}

std::string joined(const std::vector<std::string>& operands, std::string_view between)
{
    std::string sql;
    for (const std::string& operand : operands)
        sql += (sql.empty() ? "(" : std::string(between)) + operand;
    return sql + ")";
}

std::string choice(const std::vector<std::string>& operands)
{
    std::string sql = "CASE";
    for (std::size_t i = 0; i + 1 < operands.size(); i += 2)
        sql += " WHEN " + operands[i] + " THEN " + operands[i + 1];
    return sql + " ELSE " + operands.back() + " END";
}

class Writer {
public:
    Writer(std::span<const std::string> names, const SqlSpelling& spelling) : m_names(names), m_spelling(spelling) {}

    [[nodiscard]] std::optional<std::string> write(const Term& term) const
    {
        std::vector<std::string> operands;
        for (const TermPointer& operand : term.operands) {
            std::optional<std::string> sql = write(*operand);
            if (!sql)
                return sql;
            operands.push_back(*std::move(sql));
        }
        std::string sql = spelled(term, operands);
        return sql.size() <= longestSql ? std::optional(std::move(sql)) : std::nullopt;
    }

private:
    [[nodiscard]] std::string spelled(const Term& term, const std::vector<std::string>& operands) const
    {
        switch (term.operation) {
        case Operation::Column:
            return m_names[term.column];
        case Operation::Constant:
            return m_spelling.constant(term);
        case Operation::Convert:
            return filled(conversion(term.operands.front()->kind, term.kind), operands);
        case Operation::Call:
            return filled(call(term.function->sameAs), operands);
        case Operation::In:
            return joined(operands, " OR ");
        case Operation::Choice:
            return choice(operands);
        default:
            break;
        }
        const auto found =
            std::ranges::find(m_spelling.operations, term.operation, &SqlSpelling::OperationPattern::operation);
        assert(found != m_spelling.operations.end());
        return filled(found->pattern, operands);
    }

    [[nodiscard]] std::string_view conversion(ColumnKind from, ColumnKind to) const
    {
        const auto found = std::ranges::find_if(m_spelling.conversions, [&](const auto& conversion) {
            return conversion.from == from && conversion.to == to;
        });
        assert(found != m_spelling.conversions.end());
        return found->pattern;
    }

    [[nodiscard]] std::string_view call(std::string_view name) const
    {
        const auto found = std::ranges::find(m_spelling.functions, name, &SqlSpelling::FunctionPattern::name);
        assert(found != m_spelling.functions.end());
        return found->pattern;
    }

    std::span<const std::string> m_names;
    const SqlSpelling& m_spelling;
};

} // namespace

std::optional<std::string> writeSql(const Term& term, std::span<const std::string> names, const SqlSpelling& spelling)
{
    return Writer(names, spelling).write(term);
}

} // namespace perimeter
