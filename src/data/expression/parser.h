// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/expression.h"
#include "data/expression/expression_functions.h"
#include "data/expression/expression_lexer.h"
#include "data/expression/term_kinds.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perimeter {

/// Recursive descent over the tokens of one expression, which must outlive it; each rule returns the term it read, with
/// its kinds checked.
class ExpressionParser {
public:
    ExpressionParser(std::string_view expression, const ExpressionScope& scope)
        : m_expression(expression), m_scope(scope), m_tokens(tokenize(expression))
    {
    }

    /// The whole expression, or what is wrong with it.
    [[nodiscard]] Expected<TermPointer> whole();
    /// The columns that the expression names, each once.
    [[nodiscard]] const std::vector<std::string>& columnsNamed() const { return m_named; }

private:
    using Operation = Term::Operation;
    using Rule = Expected<TermPointer> (ExpressionParser::*)();
    struct Branch {
        TermPointer condition;
        TermPointer value;
    };

    // Words and errors
    [[nodiscard]] const Token& peek() const { return m_tokens[m_at]; }
    [[nodiscard]] const Token& second() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    bool take(std::string_view word);
    [[nodiscard]] static bool isStatementWord(const Token& token);
    [[nodiscard]] Unexpected error(ErrorCode code, std::size_t position, std::vector<std::string> rest) const;
    [[nodiscard]] Unexpected unexpectedToken() const;
    [[nodiscard]] Unexpected wrongKind(const Term& term, std::string_view wanted) const;

    // Kinds
    [[nodiscard]] Expected<TermPointer> needs(const TermPointer& term, ColumnKind kind) const;
    /// A number, or what counts as one: durations, booleans, times.
    [[nodiscard]] Expected<TermPointer> number(const TermPointer& term) const;
    [[nodiscard]] Expected<std::pair<TermPointer, TermPointer>> alike(const TermPointer& a, const TermPointer& b) const;
    /// All terms made to agree with the first that is not null, or as numbers.
    [[nodiscard]] Expected<std::vector<TermPointer>> allAlike(const std::vector<TermPointer>& terms) const;

    // Rules, from the loosest to the tightest
    Expected<TermPointer> nested(Rule rule);
    Expected<TermPointer> disjunction() { return logical("or", Operation::Or, &ExpressionParser::conjunction); }
    Expected<TermPointer> conjunction() { return logical("and", Operation::And, &ExpressionParser::negation); }
    Expected<TermPointer> logical(std::string_view word, Operation operation, Rule operand);
    Expected<TermPointer> negation();
    Expected<TermPointer> comparison();
    Expected<TermPointer> compare(const TermPointer& left, Operation operation, const TermPointer& right);
    Expected<TermPointer> between(const TermPointer& term);
    Expected<TermPointer> membership(const TermPointer& term);
    Expected<TermPointer> pattern(const TermPointer& term);
    Expected<TermPointer> sum();
    Expected<TermPointer> product();
    Expected<TermPointer> power();
    Expected<TermPointer> arithmetic(const TermPointer& left, Operation operation, const TermPointer& right);
    Expected<TermPointer> conversions();
    Expected<TermPointer> conversion(const TermPointer& term);
    Expected<TermPointer> primary();
    Expected<TermPointer> numberConstant();
    Expected<TermPointer> named();
    /// The column named here, its tokens passed: the longest of a, a.b, a.b.c that is one; case counts unless only one
    /// column fits without.
    std::optional<std::size_t> findColumn();
    [[nodiscard]] std::optional<std::size_t> columnNamed(const std::string& name) const;
    /// "( a, b, … )"
    Expected<std::vector<TermPointer>> list();
    Expected<TermPointer> castCall();
    Expected<TermPointer> call();
    Expected<TermPointer> applied(const ExpressionFunction& function, const std::vector<TermPointer>& terms,
                                  std::size_t position);
    [[nodiscard]] Expected<TermPointer> argument(const ExpressionFunction& function, const TermPointer& term,
                                                 std::size_t index) const;
    Expected<TermPointer> choice(std::size_t position);
    Expected<TermPointer> chosen(std::span<const Branch> branches, const TermPointer& otherwise, std::size_t position);

    std::string_view m_expression;
    const ExpressionScope& m_scope;
    std::vector<Token> m_tokens;
    std::vector<std::string> m_named;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace perimeter
