// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/term.h"

#include <limits>

namespace perimeter {

bool Term::isNull() const
{
    return operation == Operation::Constant && std::holds_alternative<std::monostate>(constant);
}

const std::string* Term::text() const
{
    return operation == Operation::Constant && kind == ColumnKind::Text ? std::get_if<std::string>(&constant) : nullptr;
}

TermPointer makeTerm(Term term)
{
    term.size = 1;
    for (const TermPointer& operand : term.operands)
        term.size = operand->size > std::numeric_limits<std::size_t>::max() - term.size
                        ? std::numeric_limits<std::size_t>::max()
                        : term.size + operand->size;
    return std::make_shared<const Term>(std::move(term));
}

TermPointer makeConstant(Term::Value value, ColumnKind kind, std::size_t position)
{
    return makeTerm({.kind = kind, .constant = std::move(value), .position = position});
}

TermPointer withOperands(const Term& term, std::vector<TermPointer> operands)
{
    Term changed = term;
    changed.operands = std::move(operands);
    return makeTerm(std::move(changed));
}

} // namespace perimeter
