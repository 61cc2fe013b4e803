// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/fit.h"

namespace perimeter {

/// A learned frontier in a plane.
struct FrontierLines {
    Plane plane;
    Frontier frontier;
    double milliseconds = 0;
};

/// `columns` × `rows` is the resolution of the grid where the frontier needs one: the pane's pixels.
[[nodiscard]] Expected<FrontierLines> frontier(const DetectorFit& fit, const Plane& plane, int columns, int rows,
                                               Progress& progress);

/// Points that a sketch is learned from.
inline constexpr Eigen::Index roughPoints = 2000;
/// The frontier of a one-class SVM learned from every so many-th point: about right, and soon there.
[[nodiscard]] Expected<FrontierLines> sketchFrontier(const ScaledPoints& scaled, OneClassSvmOptions options,
                                                     const Plane& plane, int columns, int rows, Progress& progress);

/// The rectangle in axis coordinates that shows every point drawn with a margin; those an axis scale cannot place are
/// left aside.
[[nodiscard]] Plane wholePlane(const ScaledPoints& scaled, const Projection& drawn, AxisScale xScale, AxisScale yScale);
/// The rectangle of a view.
[[nodiscard]] Plane viewPlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale, const View& view);

} // namespace perimeter
