// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/covariance.h"
#include "field/plane.h"

#include <optional>

namespace perimeter {

/// The frontier d² = threshold of a covariance over two features, cut to the plane: a parametric curve with so many
/// vertices that no chord departs from it by more than `tolerance` (in axis coordinates relative to the plane's width
/// and height). Empty where the ellipse is degenerate.
[[nodiscard]] Frontier ellipseFrontier(const CovarianceModel& model, const Plane& plane, double tolerance = 1e-4);

/// The affine map, of scaled space, that makes the frontier of the unit circle about the location: its columns. Nothing
/// where the ellipse is degenerate.
[[nodiscard]] std::optional<Eigen::Matrix2d> ellipseFactor(const CovarianceModel& model);

} // namespace perimeter
