// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/term.h"

#include <optional>
#include <string>
#include <string_view>

namespace perimeter {

[[nodiscard]] std::string_view kindName(ColumnKind kind);

/// The term as a double. Not for text.
[[nodiscard]] TermPointer toNumber(const TermPointer& term);

/// The term as text.
[[nodiscard]] TermPointer toText(const TermPointer& term);

/// `term` made comparable with `other`: null takes its kind, a text constant is read as of its kind, and where numbers,
/// booleans, times and durations meet, all become numbers. No term if the kinds do not meet.
[[nodiscard]] TermPointer comparable(const TermPointer& term, const Term& other);

/// cast(term as type); no term for a type that is not known.
[[nodiscard]] TermPointer converted(const TermPointer& term, std::string_view type);

/// The unit of a quotient: that of a column by another's. A quotient of quotients has none that people would write.
[[nodiscard]] std::string quotientUnit(const Term& a, const Term& b);

} // namespace perimeter
