// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/words.h"
#include "explorer/value/exploration.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace perimeter {

/// Turns a word into the value behind it, or says which words there are.
template <typename Value>
[[nodiscard]] CLI::Validator oneOf(const Words<Value>& words)
{
    return {[&words](std::string& input) {
                if (const auto word = words.find(input); word != words.end()) {
                    input = std::to_string(static_cast<int>(word->second));
                    return std::string();
                }
                std::string known;
                for (const auto& [name, value] : words)
                    known += (known.empty() ? "" : ", ") + name;
                return phrase(Error{ErrorCode::ChoiceUnknown, {input, known}}).toStdString();
            },
            "", "oneOf"};
}

[[nodiscard]] inline Unexpected badFlag(const std::string& flag, const std::string& value, const std::string& expected)
{
    return {ErrorCode::FlagInvalid, {flag, value, expected}};
}

/// Columns learned from together, as `a, "b, c"`: each named once. Errors: FlagInvalid of --features.
[[nodiscard]] Expected<std::vector<std::string>> readFeatures(const std::string& text);
/// What differs from pane to pane or from line to line, as `nu=0.005,0.05`. Errors: FlagInvalid of `flag`.
[[nodiscard]] Expected<Variation> readVariation(const std::string& flag, const std::string& text);
/// The visible rectangle, as xmin:xmax,ymin:ymax. Errors: FlagInvalid of --view.
[[nodiscard]] Expected<View> readView(const std::string& text);

/// Takes numbers alone, which an empty word is not.
[[nodiscard]] CLI::Validator isNumber();
/// Takes whole numbers from 0 up.
[[nodiscard]] CLI::Validator isSeed();

[[nodiscard]] std::vector<std::string> splitAt(const std::string& text, char at);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, const std::string& between);
/// Without spaces at either end: NAME = EXPR is NAME=EXPR.
[[nodiscard]] std::string withoutSpaces(const std::string& word);

} // namespace perimeter
