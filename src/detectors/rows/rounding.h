// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// The smallest eigenvalue of correlations (of two columns 1 − |r|) that is not taken for rounding.
inline constexpr double smallestEigenvalue = 1e-13;
/// The smallest deviation of a column, standardised over all rows, that is not taken for rounding.
inline constexpr double smallestDeviation = 1e-13;

} // namespace perimeter
