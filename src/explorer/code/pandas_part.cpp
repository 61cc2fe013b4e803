// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/pandas_part.h"

#include <utility>

namespace perimeter {

namespace {

/// a ≠ b where neither is missing, which pandas takes for different from everything.
std::string unequal(const Part& left, const Part& right)
{
    std::string code = "(" + bound(left, Binding::Sum) + " != " + bound(right, Binding::Sum) + ")";
    for (const Part* part : {&left, &right})
        if (part->hasColumn)
            code += " & " + bound(*part, Binding::Primary) + ".notna()";
    return code;
}

} // namespace

std::string bound(const Part& part, Binding least)
{
    return part.binding < least ? "(" + part.code + ")" : part.code;
}

Part truth(std::string code, Binding binding, std::string negation, Binding negationBinding)
{
    return {.kind = Part::Kind::Truth,
            .code = std::move(code),
            .binding = binding,
            .negation = std::move(negation),
            .negationBinding = negationBinding,
            .hasColumn = true};
}

Part negated(const Part& part)
{
    return truth(part.negation, part.negationBinding, part.code, part.binding);
}

Part combined(const Part& left, const Part& right, bool both)
{
    const auto join = [](const std::string& a, Binding aBinding, const std::string& b, Binding bBinding, bool isAnd) {
        // & and | bind tighter than comparisons.
        const auto operand = [isAnd](const std::string& code, Binding binding) {
            return binding == Binding::Comparison || (isAnd && binding == Binding::Or) ? "(" + code + ")" : code;
        };
        return operand(a, aBinding) + (isAnd ? " & " : " | ") + operand(b, bBinding);
    };
    return truth(join(left.code, left.binding, right.code, right.binding, both), both ? Binding::And : Binding::Or,
                 join(left.negation, left.negationBinding, right.negation, right.negationBinding, !both),
                 both ? Binding::Or : Binding::And);
}

std::optional<Part> compared(const Part& left, std::string_view sign, const Part& right)
{
    if (left.kind != right.kind || left.kind == Part::Kind::Truth || !(left.hasColumn || right.hasColumn))
        return std::nullopt;
    const std::string sides[] = {bound(left, Binding::Sum), bound(right, Binding::Sum)};
    const std::string code = sides[0] + " " + std::string(sign) + " " + sides[1];
    if (sign == "==")
        return truth(code, Binding::Comparison, unequal(left, right), Binding::And);
    if (sign == "!=")
        return truth(unequal(left, right), Binding::And, sides[0] + " == " + sides[1], Binding::Comparison);
    if (left.kind == Part::Kind::Text)
        return std::nullopt;
    const std::string opposite = sign == "<" ? " >= " : sign == "<=" ? " > " : sign == ">" ? " <= " : " < ";
    return truth(code, Binding::Comparison, sides[0] + opposite + sides[1], Binding::Comparison);
}

std::optional<Part> arithmetic(const Part& left, const std::string& sign, const std::optional<Part>& right,
                               Binding binding)
{
    if (!right || left.kind != Part::Kind::Number || right->kind != Part::Kind::Number)
        return std::nullopt;
    const auto tighter = static_cast<Binding>(static_cast<int>(binding) + 1);
    return Part{.code = bound(left, binding) + " " + sign + " " + bound(*right, tighter),
                .binding = binding,
                .hasColumn = left.hasColumn || right->hasColumn};
}

} // namespace perimeter
