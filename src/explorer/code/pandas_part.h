// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perimeter {

/// How tightly the last operator of some code binds, from loose to tight.
enum class Binding { Or, And, Comparison, Sum, Product, Sign, Primary };

/// A part of an expression, translated.
struct Part {
    enum class Kind { Number, Text, Truth };
    Kind kind = Kind::Number;
    std::string code;
    Binding binding = Binding::Primary;
    /// Of a truth: what is true where it is false. Where it is missing neither is.
    std::string negation = {};
    Binding negationBinding = Binding::Primary;
    bool hasColumn = false;
    std::optional<double> constant = {};
};

/// The code of a part for a place where operators looser than `least` need brackets.
[[nodiscard]] std::string bound(const Part& part, Binding least);

[[nodiscard]] Part truth(std::string code, Binding binding, std::string negation, Binding negationBinding);
[[nodiscard]] Part negated(const Part& part);
/// Both true, or either.
[[nodiscard]] Part combined(const Part& left, const Part& right, bool both);
/// Nothing where pandas compares otherwise: texts by size, constants alone.
[[nodiscard]] std::optional<Part> compared(const Part& left, std::string_view sign, const Part& right);
/// Of numbers.
[[nodiscard]] std::optional<Part> arithmetic(const Part& left, const std::string& sign,
                                             const std::optional<Part>& right, Binding binding);

} // namespace perimeter
