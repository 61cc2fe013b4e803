// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

struct Token {
    enum class Kind {
        Number,
        Text,       ///< 'text', unquoted
        Name,       ///< as written
        QuotedName, ///< "name", unquoted
        Sign,
        Forbidden, ///< ; and comments
        Broken,    ///< a quote never closed, a sign no expression has
        End
    };
    Kind kind = Kind::End;
    std::string text;
    std::size_t position = 1; ///< in characters from 1

    /// Whether it is this sign, or this word in any case (`word` in lower case).
    [[nodiscard]] bool is(std::string_view word) const;
};

/// The tokens of an expression, the last one End.
[[nodiscard]] std::vector<Token> tokenize(std::string_view expression);

} // namespace perimeter
