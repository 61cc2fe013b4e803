// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/expression.h"
#include "data/expression/expression_functions.h"
#include "data/expression/expression_lexer.h"
#include "data/expression/expression_value.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perimeter {

/// `text` with its ASCII letters in lower case.
[[nodiscard]] std::string lowered(std::string text);

/// Recursive descent over the tokens of one expression, which must outlive it; each rule returns SQL for what it read.
class ExpressionParser {
public:
    ExpressionParser(std::string_view expression, const ExpressionScope& scope)
        : m_expression(expression), m_scope(scope), m_tokens(tokenize(expression))
    {
    }

    /// The whole expression, or what is wrong with it.
    [[nodiscard]] Expected<Value> whole();
    /// The columns that what was compiled names, each once.
    [[nodiscard]] const std::vector<std::string>& columnsNamed() const { return m_named; }

private:
    using Rule = Expected<Value> (ExpressionParser::*)();

    // Words and errors
    [[nodiscard]] const Token& peek() const { return m_tokens[m_at]; }
    [[nodiscard]] const Token& second() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    bool take(std::string_view word);
    [[nodiscard]] static bool isStatementWord(const Token& token);
    [[nodiscard]] Unexpected error(ErrorCode code, std::size_t position, std::vector<std::string> rest) const;
    [[nodiscard]] Unexpected unexpectedToken() const;
    [[nodiscard]] Unexpected wrongKind(const Value& value, std::string_view wanted) const;
    [[nodiscard]] Expected<Value> needs(const Value& value, ColumnKind kind) const;
    /// A number, or what counts as one: durations, booleans, times.
    [[nodiscard]] Expected<std::string> number(const Value& value) const;
    [[nodiscard]] Expected<std::pair<Value, Value>> alike(const Value& a, const Value& b) const;

    // Rules, from the loosest to the tightest
    Expected<Value> nested(Rule rule);
    Expected<Value> disjunction() { return logical("or", "OR", &ExpressionParser::conjunction); }
    Expected<Value> conjunction() { return logical("and", "AND", &ExpressionParser::negation); }
    /// The right side of a decided left side divides nothing.
    Expected<Value> logical(std::string_view word, std::string_view sql, Rule operand);
    Expected<Value> negation();
    [[nodiscard]] static Value truth(std::string sql, std::span<const Value> of, std::size_t position);
    Expected<Value> comparison();
    Expected<Value> compare(const Value& left, const std::string& sign, const Value& right);
    Expected<Value> between(const Value& value);
    Expected<Value> membership(const Value& value);
    Expected<Value> pattern(const Value& value);
    Expected<Value> sum();
    Expected<Value> product();
    Expected<Value> power();
    Expected<Value> arithmetic(const Value& left, const std::string& sign, const Value& right);
    Expected<Value> concatenate(const Value& left, const Value& right);
    Expected<Value> converted();
    Expected<Value> conversion(const Value& value);
    Expected<Value> primary();
    Expected<Value> numberConstant();
    Expected<Value> named();
    /// The column named here, its tokens passed: the longest of a, a.b, a.b.c that is one; case counts unless only one
    /// column fits without.
    std::optional<std::size_t> findColumn();
    [[nodiscard]] std::optional<std::size_t> columnNamed(const std::string& name) const;
    /// "( a, b, … )"
    Expected<std::vector<Value>> list();
    Expected<Value> castCall();
    Expected<Value> call();
    Expected<Value> applied(const ExpressionFunction& function, const std::vector<Value>& values, std::size_t position);
    [[nodiscard]] Expected<std::string> argumentSql(const ExpressionFunction& function, const Value& value,
                                                    std::size_t index) const;
    /// All values made to agree with the first that is not null, or as numbers.
    [[nodiscard]] Expected<std::vector<Value>> allAlike(const std::vector<Value>& values) const;
    Expected<Value> choice(std::size_t position);
    /// Only the branch that is taken divides.
    Expected<Value> chosen(std::span<const std::pair<Value, Value>> branches, const Value& otherwise,
                           std::size_t position);

    std::string_view m_expression;
    const ExpressionScope& m_scope;
    std::vector<Token> m_tokens;
    std::vector<std::string> m_named;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace perimeter
