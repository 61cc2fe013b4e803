// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/divisions.h"

#include "data/expression/expression_functions.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace perimeter {

namespace {

using Operation = Term::Operation;

TermPointer boolean(Operation operation, std::vector<TermPointer> operands)
{
    return makeTerm({.operation = operation, .kind = ColumnKind::Boolean, .operands = std::move(operands)});
}

TermPointer call(std::string_view function, ColumnKind kind, std::vector<TermPointer> operands)
{
    return makeTerm({.operation = Operation::Call,
                     .kind = kind,
                     .operands = std::move(operands),
                     .function = findFunction(function)});
}

TermPointer number(double value)
{
    return makeConstant(value, ColumnKind::Number);
}

TermPointer truth(bool value)
{
    return makeConstant(value, ColumnKind::Boolean);
}

/// The condition, or `otherwise` where it is missing.
TermPointer orElse(const TermPointer& condition, bool otherwise)
{
    return call("coalesce", ColumnKind::Boolean, {condition, truth(otherwise)});
}

TermPointer either(const TermPointer& a, const TermPointer& b)
{
    if (!a || !b)
        return a ? a : b;
    return boolean(Operation::Or, {a, b});
}

/// Whether the rule changes this divisor.
TermPointer isChanged(const TermPointer& divisor, const ZeroDivision& rule)
{
    return rule.rule == ZeroDivision::Rule::Floor ? boolean(Operation::Less, {divisor, number(rule.floor)})
                                                  : boolean(Operation::Equal, {divisor, number(0)});
}

TermPointer safeDivisor(const TermPointer& divisor, const ZeroDivision& rule)
{
    if (rule.rule == ZeroDivision::Rule::LeaveOut)
        return call("nullif", ColumnKind::Number, {divisor, number(0)});
    const double instead = rule.rule == ZeroDivision::Rule::Keep ? 1 : rule.floor;
    return makeTerm({.operation = Operation::Choice, .operands = {isChanged(divisor, rule), number(instead), divisor}});
}

/// Branches of a choice that change a row, by the choice's own conditions.
TermPointer branchChanged(const Term& term, const ZeroDivision& rule)
{
    std::vector<TermPointer> operands;
    bool divides = false;
    for (std::size_t i = 0; i < term.operands.size(); ++i) {
        const bool isCondition = i % 2 == 0 && i + 1 < term.operands.size();
        TermPointer operand = isCondition ? underRule(term.operands[i], rule) : rowsChanged(term.operands[i], rule);
        divides |= !isCondition && operand;
        operands.push_back(operand ? std::move(operand) : truth(false));
    }
    return divides ? boolean(Operation::Choice, std::move(operands)) : nullptr;
}

} // namespace

TermPointer underRule(const TermPointer& term, const ZeroDivision& rule)
{
    std::vector<TermPointer> operands;
    std::ranges::transform(term->operands, std::back_inserter(operands),
                           [&](const TermPointer& operand) { return underRule(operand, rule); });
    if (term->operation == Operation::Divide)
        operands[1] = safeDivisor(operands[1], rule);
    return operands == term->operands ? term : withOperands(*term, std::move(operands));
}

TermPointer rowsChanged(const TermPointer& term, const ZeroDivision& rule)
{
    const std::vector<TermPointer>& operands = term->operands;
    if (term->operation == Operation::And || term->operation == Operation::Or) {
        const TermPointer changedLeft = rowsChanged(operands[0], rule);
        const TermPointer changedRight = rowsChanged(operands[1], rule);
        if (!changedRight)
            return changedLeft;
        const TermPointer left = underRule(operands[0], rule);
        const TermPointer isOpen = term->operation == Operation::And ? left : boolean(Operation::Not, {left});
        return either(changedLeft, boolean(Operation::And, {orElse(isOpen, true), changedRight}));
    }
    TermPointer changed;
    const bool isChoice = term->operation == Operation::Choice;
    for (std::size_t i = 0; i < operands.size(); ++i)
        if (!isChoice || (i % 2 == 0 && i + 1 < operands.size()))
            changed = either(changed, rowsChanged(operands[i], rule));
    if (isChoice)
        return either(changed, branchChanged(*term, rule));
    if (term->operation == Operation::Divide)
        changed = either(changed, orElse(isChanged(underRule(operands[1], rule), rule), false));
    return changed;
}

} // namespace perimeter
