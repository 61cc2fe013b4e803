// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace perimeter {

/// A place t in [0, 1] with |f(t)| ≤ tolerance, given atZero = f(0) and atOne = f(1) of different signs: regula falsi
/// after Anderson & Björck (1973), a bisection wherever three steps have not halved the bracket. Where rounding keeps
/// |f| above the tolerance, t is within 1e-14 of the change of sign.
template <typename Function>
[[nodiscard]] double bracketedRoot(Function&& f, double atZero, double atOne, double tolerance)
{
    if (atZero == 0 || atOne == 0)
        return atZero == 0 ? 0 : 1;
    double low = 0;
    double high = 1;
    double atLow = atZero;
    double atHigh = atOne;
    double width = 1;
    int kept = 0;
    double t = 0.5;
    for (int step = 1; high - low > 1e-14; ++step) {
        t = low + (high - low) * (atLow / (atLow - atHigh));
        const bool slow = step % 3 == 0 && high - low > 0.5 * width;
        if (step % 3 == 0)
            width = high - low;
        if (slow || !(t > low && t < high))
            t = 0.5 * (low + high);
        const double value = f(t);
        if (std::abs(value) <= tolerance || std::isnan(value))
            return t;
        if ((value > 0) == (atLow > 0)) {
            const double shrink = 1 - value / atLow;
            if (kept > 0)
                atHigh *= shrink > 0 ? shrink : 0.5;
            low = t;
            atLow = value;
            kept = 1;
        } else {
            const double shrink = 1 - value / atHigh;
            if (kept < 0)
                atLow *= shrink > 0 ? shrink : 0.5;
            high = t;
            atHigh = value;
            kept = -1;
        }
    }
    return t;
}

} // namespace perimeter
