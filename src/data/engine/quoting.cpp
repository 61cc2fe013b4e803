// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/quoting.h"

#include "base/text.h"

namespace perimeter {

namespace {

std::string quoted(std::string_view text, char quote)
{
    std::string result;
    result.reserve(text.size() + 2);
    result += quote;
    for (const char c : text) {
        if (c == quote)
            result += quote;
        result += c;
    }
    result += quote;
    return result;
}

} // namespace

std::string quoteIdentifier(std::string_view name)
{
    return quoted(name, '"');
}

std::string quoteLiteral(std::string_view text)
{
    return quoted(text, '\'');
}

std::string quoteNumber(double value)
{
    return "CAST(" + quoteLiteral(formatNumber(value)) + " AS DOUBLE)";
}

} // namespace perimeter
