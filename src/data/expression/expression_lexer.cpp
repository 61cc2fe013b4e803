// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/expression_lexer.h"

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool startsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Token next()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
        Token token;
        token.position = characterOf(m_at);
        if (m_at == m_text.size())
            return token;
        const char c = m_text[m_at];
        if (isDigit(c) || (c == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])))
            number(token);
        else if (startsName(c))
            name(token);
        else if (c == '\'' || c == '"')
            quoted(token, c);
        else
            sign(token);
        return token;
    }

private:
    [[nodiscard]] std::size_t characterOf(std::size_t byte) const
    {
        return 1 + static_cast<std::size_t>(std::ranges::count_if(
                       m_text.substr(0, byte), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    }

    void digits()
    {
        while (m_at < m_text.size() && isDigit(m_text[m_at]))
            ++m_at;
    }

    void number(Token& token)
    {
        const std::size_t from = m_at;
        digits();
        if (m_at < m_text.size() && m_text[m_at] == '.') {
            ++m_at;
            digits();
        }
        if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
            std::size_t exponent = m_at + 1;
            exponent += exponent < m_text.size() && (m_text[exponent] == '-' || m_text[exponent] == '+');
            if (exponent < m_text.size() && isDigit(m_text[exponent])) {
                m_at = exponent;
                digits();
            }
        }
        token.kind = m_at < m_text.size() && startsName(m_text[m_at]) ? Token::Kind::Broken : Token::Kind::Number;
        token.text = m_text.substr(from, m_at - from);
    }

    void name(Token& token)
    {
        const std::size_t from = m_at;
        while (m_at < m_text.size() && (startsName(m_text[m_at]) || isDigit(m_text[m_at]) || m_text[m_at] == '$'))
            ++m_at;
        token.kind = Token::Kind::Name;
        token.text = m_text.substr(from, m_at - from);
    }

    void quoted(Token& token, char quote)
    {
        token.kind = Token::Kind::Broken;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] != quote) {
                token.text += m_text[m_at];
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == quote) {
                token.text += quote;
                ++m_at;
            } else {
                ++m_at;
                token.kind = quote == '"' ? Token::Kind::QuotedName : Token::Kind::Text;
                return;
            }
        }
        token.text.insert(token.text.begin(), quote);
    }

    void sign(Token& token)
    {
        static constexpr std::array<std::string_view, 8> pairs = {"<=", ">=", "<>", "!=", "==", "||", "::", "**"};
        const std::string_view rest = m_text.substr(m_at);
        if (rest.front() == ';' || rest.starts_with("--") || rest.starts_with("/*")) {
            token.kind = Token::Kind::Forbidden;
            token.text = rest.substr(0, rest.front() == ';' ? 1 : 2);
        } else {
            const auto* pair = std::ranges::find_if(pairs, [rest](std::string_view p) { return rest.starts_with(p); });
            token.text = pair != pairs.end() ? std::string(*pair) : std::string(1, rest.front());
            const bool known =
                pair != pairs.end() || std::string_view("+-*/%^=<>(),.").find(rest.front()) != std::string_view::npos;
            token.kind = known ? Token::Kind::Sign : Token::Kind::Broken;
        }
        m_at += token.text.size();
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

bool Token::is(std::string_view word) const
{
    if (kind != Kind::Name && kind != Kind::Sign)
        return false;
    return std::ranges::equal(
        text, word, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

std::vector<Token> tokenize(std::string_view expression)
{
    Lexer lexer(expression);
    std::vector<Token> tokens;
    do
        tokens.push_back(lexer.next());
    while (tokens.back().kind != Token::Kind::End);
    return tokens;
}

} // namespace perimeter
