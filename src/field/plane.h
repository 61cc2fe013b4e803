// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/scaling.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// How an axis is laid out. A view only: models never see it.
enum class AxisScale { Linear, Log, Asinh };

/// Original units to axis coordinates, in which a pane is a rectangle: x, log₁₀ x (NaN where x ≤ 0) or asinh x.
[[nodiscard]] double toAxis(AxisScale scale, double value);
[[nodiscard]] double fromAxis(AxisScale scale, double coordinate);

/// The axis coordinate after `step` of `steps` equal steps from one border to the other; exactly `to` after the last.
[[nodiscard]] double gridCoordinate(double from, double to, std::int64_t step, std::int64_t steps);

/// A rectangle in axis coordinates and the way from there to scaled space. Every axis is mapped on its own, so a
/// regular grid of axis coordinates is a tensor grid in scaled space.
struct Plane {
    AxisScale xScale = AxisScale::Linear;
    AxisScale yScale = AxisScale::Linear;
    double xMin = 0, xMax = 1, yMin = 0, yMax = 1; ///< axis coordinates
    Scaling scaling;                               ///< of the two columns

    /// Scaled coordinates of `count` equidistant places from one border to the other (NaN where undefined).
    [[nodiscard]] Eigen::VectorXd scaledX(int count) const;
    [[nodiscard]] Eigen::VectorXd scaledY(int count) const;
    [[nodiscard]] Eigen::RowVector2d toScaled(double axisX, double axisY) const;
};

/// A place in axis coordinates.
struct PlanePoint {
    double x = 0, y = 0;
    bool operator==(const PlanePoint&) const = default;
};

/// A piece of frontier in axis coordinates, the inliers on its left. A closed line does not repeat its first point; an
/// open one ends on the plane's border (or where the axis scale ends).
struct Polyline {
    std::vector<PlanePoint> points;
    bool closed = false;
};

using Frontier = std::vector<Polyline>;

} // namespace perimeter
