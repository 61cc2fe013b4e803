// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/term.h"
#include "data/expression/zero_division.h"

namespace perimeter {

/// The term with every division carried out under the rule.
[[nodiscard]] TermPointer underRule(const TermPointer& term, const ZeroDivision& rule);

/// A condition that is true in the rows whose value the rule changes, never missing; no term if nothing is divided. Only
/// what is evaluated divides: of a choice the branch that is taken, of and and or the right side if the left side does
/// not decide.
[[nodiscard]] TermPointer rowsChanged(const TermPointer& term, const ZeroDivision& rule);

} // namespace perimeter
