// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// What becomes of a row in which a derived column divides by zero.
struct ZeroDivision {
    enum class Rule {
        Keep,     ///< the quotient is the numerator itself, as in the 2015 study
        LeaveOut, ///< the cell is missing
        Floor     ///< the divisor is at least `floor`
    };
    Rule rule = Rule::Keep;
    double floor = 0;
    bool operator==(const ZeroDivision&) const = default;
};

} // namespace perimeter
