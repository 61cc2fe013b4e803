// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression.h"

#include "base/text.h"
#include "data/expression_functions.h"
#include "data/expression_lexer.h"
#include "data/expression_value.h"
#include "data/quoting.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace perimeter {

namespace {

constexpr std::size_t longestExpression = 10'000;
constexpr std::size_t longestSql = std::size_t{256} << 10;
constexpr std::size_t longestText = 10'000;
constexpr int deepest = 100;

/// Words that begin or join statements: an expression has no use for them.
constexpr std::array<std::string_view, 34> statementWords = {
    "alter",   "attach", "by",      "call",      "checkpoint", "copy",   "create", "delete", "describe",
    "detach",  "drop",   "except",  "execute",   "explain",    "export", "from",   "group",  "having",
    "import",  "insert", "install", "intersect", "limit",      "load",   "order",  "pragma", "prepare",
    "replace", "select", "set",     "union",     "update",     "where",  "with"};

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Recursive descent over the tokens; each rule returns SQL for what it read.
class Compiler {
public:
    Compiler(std::string_view expression, const ExpressionScope& scope)
        : m_expression(expression), m_scope(scope), m_tokens(tokenize(expression))
    {
    }

    Expected<Value> whole()
    {
        Expected<Value> value = disjunction();
        if (value && peek().kind != Token::Kind::End)
            return unexpectedToken();
        return value;
    }

private:
    using Rule = Expected<Value> (Compiler::*)();

    // Words and errors

    [[nodiscard]] const Token& peek() const { return m_tokens[m_at]; }
    [[nodiscard]] const Token& second() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    bool take(std::string_view word)
    {
        if (!peek().is(word))
            return false;
        ++m_at;
        return true;
    }
    [[nodiscard]] Unexpected error(ErrorCode code, std::size_t position, std::vector<std::string> rest) const
    {
        std::vector<std::string> arguments = {m_scope.step, std::string(m_expression), std::to_string(position)};
        std::ranges::move(rest, std::back_inserter(arguments));
        return {code, std::move(arguments)};
    }
    [[nodiscard]] Unexpected unexpectedToken() const
    {
        const Token& token = peek();
        const bool forbidden = token.kind == Token::Kind::Forbidden ||
                               (token.kind == Token::Kind::Name &&
                                std::ranges::find(statementWords, lowered(token.text)) != statementWords.end());
        return error(forbidden ? ErrorCode::ExpressionNotAllowed : ErrorCode::ExpressionSyntax, token.position,
                     {token.text});
    }
    [[nodiscard]] Unexpected wrongKind(const Value& value, std::string_view wanted) const
    {
        return error(ErrorCode::ExpressionType, value.position,
                     {std::string(wanted), std::string(kindName(value.kind))});
    }
    [[nodiscard]] Expected<Value> needs(const Value& value, ColumnKind kind) const
    {
        if (value.kind == kind || value.isNull)
            return value;
        return wrongKind(value, kindName(kind));
    }
    /// A number, or what counts as one: durations, booleans, times.
    [[nodiscard]] Expected<std::string> number(const Value& value) const
    {
        if (value.kind == ColumnKind::Text)
            return wrongKind(value, kindName(ColumnKind::Number));
        return asDouble(value);
    }
    [[nodiscard]] Expected<std::pair<Value, Value>> alike(const Value& a, const Value& b) const
    {
        const std::optional<Value> left = comparable(a, b);
        const std::optional<Value> right = comparable(b, a);
        if (!left || !right)
            return wrongKind(b, kindName(a.kind));
        return std::pair(*left, *right);
    }

    // Rules, from the loosest to the tightest

    Expected<Value> nested(Rule rule)
    {
        if (++m_depth > deepest)
            return Unexpected(ErrorCode::ExpressionTooLong, {m_scope.step, std::string(m_expression)});
        Expected<Value> value = (this->*rule)();
        --m_depth;
        if (value && value->sql.size() + value->zero.size() > longestSql)
            return Unexpected(ErrorCode::ExpressionTooLong, {m_scope.step, std::string(m_expression)});
        return value;
    }

    Expected<Value> disjunction() { return logical("or", "OR", &Compiler::conjunction); }
    Expected<Value> conjunction() { return logical("and", "AND", &Compiler::negation); }

    /// The right side of a decided left side divides nothing.
    Expected<Value> logical(std::string_view word, std::string_view sql, Rule operand)
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
            const std::string zero =
                right->zero.empty() ? "" : "(coalesce(" + open + ", true) AND " + right->zero + ")";
            left = Value{.sql = "(" + left->sql + " " + std::string(sql) + " " + right->sql + ")",
                         .kind = ColumnKind::Boolean,
                         .zero = either(left->zero, zero),
                         .position = left->position};
        }
        return left;
    }

    Expected<Value> negation()
    {
        const std::size_t position = peek().position;
        if (!take("not"))
            return comparison();
        const Expected<Value> value = nested(&Compiler::negation);
        if (!value)
            return value;
        if (const Expected<Value> fits = needs(*value, ColumnKind::Boolean); !fits)
            return fits;
        return truth("(NOT " + value->sql + ")", {&*value, 1}, position);
    }

    [[nodiscard]] static Value truth(std::string sql, std::span<const Value> of, std::size_t position)
    {
        return {.sql = std::move(sql), .kind = ColumnKind::Boolean, .zero = zeroOfAll(of), .position = position};
    }

    Expected<Value> comparison()
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

    Expected<Value> compare(const Value& left, const std::string& sign, const Value& right)
    {
        const auto pair = alike(left, right);
        if (!pair)
            return pair.unexpected();
        const std::array<Value, 2> both = {left, right};
        return truth("(" + pair->first.sql + " " + sign + " " + pair->second.sql + ")", both, left.position);
    }

    Expected<Value> between(const Value& value)
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

    Expected<Value> membership(const Value& value)
    {
        const Expected<std::vector<Value>> members = list();
        if (!members)
            return members.unexpected();
        if (members->empty())
            return unexpectedToken();
        std::string sql;
        for (const Value& member : *members) {
            const Expected<Value> equal = compare(value, "=", member);
            if (!equal)
                return equal;
            sql += (sql.empty() ? "(" : " OR ") + equal->sql;
        }
        return truth(sql + ")", {&value, 1}, value.position);
    }

    Expected<Value> pattern(const Value& value)
    {
        const std::string word = take("like") ? " LIKE " : (take("ilike"), " ILIKE ");
        const Expected<Value> like = sum();
        if (!like)
            return like;
        for (const Value* side : {&value, &*like})
            if (const Expected<Value> fits = needs(*side, ColumnKind::Text); !fits)
                return fits;
        return truth("(" + value.sql + word + like->sql + ")", {&value, 1}, value.position);
    }

    Expected<Value> sum()
    {
        Expected<Value> left = nested(&Compiler::product);
        while (left && (peek().is("+") || peek().is("-") || peek().is("||"))) {
            const std::string sign = m_tokens[m_at++].text;
            const Expected<Value> right = nested(&Compiler::product);
            if (!right)
                return right;
            left = sign == "||" ? concatenate(*left, *right) : arithmetic(*left, sign, *right);
        }
        return left;
    }

    Expected<Value> product()
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

    Expected<Value> power()
    {
        const std::size_t position = peek().position;
        if (peek().is("-") || peek().is("+")) {
            const bool minus = m_tokens[m_at++].text == "-";
            const Expected<Value> value = nested(&Compiler::power);
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
            const Expected<Value> exponent = nested(&Compiler::power);
            return exponent ? arithmetic(*base, "^", *exponent) : exponent;
        }
        return base;
    }

    Expected<Value> arithmetic(const Value& left, const std::string& sign, const Value& right)
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

    Expected<Value> concatenate(const Value& left, const Value& right)
    {
        const auto text = [](const Value& value) { return "CAST(" + value.sql + " AS VARCHAR)"; };
        const std::array<Value, 2> both = {left, right};
        // Cut, or a few steps that double a text would fill the memory.
        return Value{.sql = "left(" + text(left) + " || " + text(right) + ", " + std::to_string(longestText) + ")",
                     .kind = ColumnKind::Text,
                     .zero = zeroOfAll(both),
                     .position = left.position};
    }

    Expected<Value> converted()
    {
        Expected<Value> value = primary();
        while (value && take("::"))
            value = conversion(*value);
        return value;
    }

    Expected<Value> conversion(const Value& value)
    {
        const Token type = peek();
        const std::optional<Value> result =
            type.kind == Token::Kind::Name ? convert(value, lowered(type.text)) : std::nullopt;
        if (!result)
            return unexpectedToken();
        ++m_at;
        return *result;
    }

    Expected<Value> primary()
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
        Expected<Value> value = nested(&Compiler::disjunction);
        if (value && !take(")"))
            return unexpectedToken();
        return value;
    }

    Expected<Value> numberConstant()
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

    Expected<Value> named()
    {
        const Token token = peek();
        const bool bare = token.kind == Token::Kind::Name;
        if (bare && second().is("("))
            return lowered(token.text) == "cast" || lowered(token.text) == "try_cast" ? castCall() : call();
        if (const std::optional<std::size_t> column = findColumn())
            return Value{
                .sql = m_scope.engineNames[*column], .kind = m_scope.columns[*column].kind, .position = token.position};
        if (bare && (token.is("true") || token.is("false"))) {
            ++m_at;
            return Value{.sql = lowered(token.text), .kind = ColumnKind::Boolean, .position = token.position};
        }
        if (bare && take("null"))
            return Value{.sql = "CAST(NULL AS DOUBLE)", .isNull = true, .position = token.position};
        if (bare && take("case"))
            return choice(token.position);
        if (bare && std::ranges::find(statementWords, lowered(token.text)) != statementWords.end())
            return unexpectedToken();
        std::vector<std::string> names;
        std::ranges::transform(m_scope.columns, std::back_inserter(names), &Column::name);
        return error(ErrorCode::ExpressionUnknownColumn, token.position,
                     {token.text, nearestWord(token.text, names).value_or("")});
    }

    /// The column named here, its tokens passed: the longest of a, a.b, a.b.c that is one; case counts unless only one
    /// column fits without.
    std::optional<std::size_t> findColumn()
    {
        std::optional<std::size_t> found;
        std::size_t after = m_at;
        std::string name = peek().text;
        for (std::size_t at = m_at;;) {
            if (const std::optional<std::size_t> column = columnNamed(name)) {
                found = column;
                after = at + 1;
            }
            const bool dotted = peek().kind == Token::Kind::Name && at + 2 < m_tokens.size() &&
                                m_tokens[at + 1].is(".") && m_tokens[at + 2].kind == Token::Kind::Name;
            if (!dotted)
                break;
            at += 2;
            name += "." + m_tokens[at].text;
        }
        m_at = after;
        return found;
    }

    [[nodiscard]] std::optional<std::size_t> columnNamed(const std::string& name) const
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

    /// "( a, b, … )"
    Expected<std::vector<Value>> list()
    {
        std::vector<Value> values;
        if (!take("("))
            return unexpectedToken();
        if (take(")"))
            return values;
        do {
            Expected<Value> value = nested(&Compiler::disjunction);
            if (!value)
                return value.unexpected();
            values.push_back(*std::move(value));
        } while (take(","));
        if (!take(")"))
            return unexpectedToken();
        return values;
    }

    Expected<Value> castCall()
    {
        m_at += 2;
        const Expected<Value> value = nested(&Compiler::disjunction);
        if (!value)
            return value;
        if (!take("as"))
            return unexpectedToken();
        Expected<Value> result = conversion(*value);
        if (result && !take(")"))
            return unexpectedToken();
        return result;
    }

    Expected<Value> call()
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

    Expected<Value> applied(const ExpressionFunction& function, const std::vector<Value>& values, std::size_t position)
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

    [[nodiscard]] Expected<std::string> argumentSql(const ExpressionFunction& function, const Value& value,
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

    /// All values made to agree with the first that is not null, or as numbers.
    [[nodiscard]] Expected<std::vector<Value>> allAlike(const std::vector<Value>& values) const
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

    Expected<Value> choice(std::size_t position)
    {
        std::optional<Value> subject;
        if (!peek().is("when")) {
            const Expected<Value> value = nested(&Compiler::disjunction);
            if (!value)
                return value;
            subject = *value;
        }
        std::vector<std::pair<Value, Value>> branches;
        while (take("when")) {
            Expected<Value> condition = nested(&Compiler::disjunction);
            if (condition && subject)
                condition = compare(*subject, "=", *condition);
            if (!condition)
                return condition;
            if (!take("then"))
                return unexpectedToken();
            const Expected<Value> value = nested(&Compiler::disjunction);
            if (!value)
                return value;
            branches.emplace_back(*condition, *value);
        }
        Value otherwise{.sql = "CAST(NULL AS DOUBLE)", .isNull = true, .position = position};
        if (take("else")) {
            const Expected<Value> value = nested(&Compiler::disjunction);
            if (!value)
                return value;
            otherwise = *value;
        }
        if (branches.empty() || !take("end"))
            return unexpectedToken();
        return chosen(branches, otherwise, position);
    }

    /// Only the branch that is taken divides.
    Expected<Value> chosen(std::span<const std::pair<Value, Value>> branches, const Value& otherwise,
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

    std::string_view m_expression;
    const ExpressionScope& m_scope;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
};

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

Expected<CompiledExpression> compileExpression(std::string_view expression, const ExpressionScope& scope)
{
    if (expression.size() > longestExpression)
        return Unexpected(ErrorCode::ExpressionTooLong, {scope.step, std::string(expression)});
    const Expected<Value> value = Compiler(expression, scope).whole();
    if (!value)
        return value.unexpected();
    return CompiledExpression{.sql = "CAST(" + value->sql + " AS " + typeOf(value->kind) + ")",
                              .kind = value->kind,
                              .zeroDivision = value->zero};
}

} // namespace perimeter
