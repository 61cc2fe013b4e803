// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// Location and shape of some rows of two features, as Shape is for any number: the arithmetic is scalar and in closed
/// form. d²(u, v) = (alongX·u)² + (acrossX·u + acrossY·v)² of the deviations u and v from the mean.
struct PlaneShape {
    double x = 0;
    double y = 0;
    double xx = 0; ///< covariance, divided by the number of rows
    double xy = 0;
    double yy = 0;
    double alongX = 0;
    double acrossX = 0;
    double acrossY = 0;
    double logDeterminant = 0; ///< of the covariance; −∞ where singular
    bool singular = false;
    double normalX = 0; ///< of the line, where singular; a deviation of 1e-6 across it is rounding
    double normalY = 0;

    bool operator==(const PlaneShape&) const = default;
};

struct PlaneMoments {
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
};

/// Columns are standardised, so that singularity is relative to their scale.
[[nodiscard]] PlaneShape planeShape(const PlaneMoments& moments);

/// How far distances by two shapes may differ: ‖z₁‖·least − shift ≤ ‖z₂‖ ≤ ‖z₁‖·most + shift for any row, where ‖z‖² is
/// its squared distance.
struct ShapeChange {
    double least = 1;
    double most = 1;
    double shift = 0;
};
[[nodiscard]] ShapeChange changeBetween(const PlaneShape& from, const PlaneShape& to);

/// As difference() of shapes of any number of columns.
[[nodiscard]] double difference(const PlaneShape& a, const PlaneShape& b);

} // namespace perimeter
