// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace perimeter {

/// The smallest eigenvalue of correlations (of two columns 1 − |r|) that is not taken for rounding.
inline constexpr double smallestEigenvalue = 1e-13;
/// The smallest deviation of a column, standardised over all rows, that is not taken for rounding.
inline constexpr double smallestDeviation = 1e-13;

/// ν Σ wᵢ, the rows that may be outliers: whole where only rounding of ν keeps it from that, so that no row is left a
/// trace of α that would set ρ, and as many may be outliers as are at their bounds.
[[nodiscard]] inline double outlierMass(double nu, double weights)
{
    const double mass = nu * weights;
    const double whole = std::round(mass);
    return std::abs(mass - whole) <= 4 * std::numeric_limits<double>::epsilon() * weights ? whole : mass;
}

} // namespace perimeter
