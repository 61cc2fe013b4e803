// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/kernel.h"
#include "detectors/rows/points.h"

namespace perimeter {

/// Whether a kernel sees the data all around the origin of its feature space, so that no hyperplane separates a share
/// of 1 − ν of them from it: the smallest ‖w‖ of any α allowed by ν is ≤ 1e-6·νn·√K, K the ν-quantile of k(xᵢ, xᵢ) (the
/// largest would take heavy tails for the scale of all). Only the linear kernel and homogeneous polynomials of odd
/// degree can; for those ‖w‖ is minimised in their own finite feature space (Wolfe 1976), which decides the matter where
/// a solver of the dual would wander without end.
[[nodiscard]] bool originSurrounded(const PointsRef& points, const WeightsRef& weights, const Kernel& kernel,
                                    double nu);

} // namespace perimeter
