// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// P(X ≤ x) of the χ² distribution with so many degrees of freedom (> 0).
[[nodiscard]] double chiSquaredCdf(double x, double degrees);

/// x with P(X ≤ x) = probability, in [0, 1).
[[nodiscard]] double chiSquaredQuantile(double probability, double degrees);

} // namespace perimeter
