// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perimeter {

/// The shortest text in the C locale that reads back as the same double; "nan", "inf" and "-inf" for the rest.
[[nodiscard]] std::string formatNumber(double value);

/// The whole of `text` as a number in the C locale ('.' decimal, optional exponent, leading '+' allowed), or nothing.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);

/// `text` with its ASCII letters in lower case.
[[nodiscard]] std::string lowered(std::string text);

[[nodiscard]] bool isOneOf(std::string_view word, std::span<const std::string_view> words);

/// The candidate nearest to `word` by edit distance, case ignored, if it is near enough to be a slip of the pen.
[[nodiscard]] std::optional<std::string> nearestWord(std::string_view word, std::span<const std::string> candidates);

} // namespace perimeter
