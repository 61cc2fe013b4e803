// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace perimeter {

/// The words of the command line and of files for the values behind them.
template <typename Value>
using Words = std::map<std::string, Value>;

/// The word of a value.
template <typename Value>
[[nodiscard]] const std::string& wordOf(const Words<Value>& words, Value value)
{
    auto word = words.begin();
    while (word->second != value)
        ++word;
    return word->first;
}

} // namespace perimeter
