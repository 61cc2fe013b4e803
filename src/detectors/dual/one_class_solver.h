// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/dual/one_class_problem.h"
#include "detectors/dual/warm_start.h"
#include "detectors/rows/points.h"

#include <cstddef>

namespace perimeter {

/// Perimeter's own solver: decomposition (Osuna, Freund & Girosi 1997) into working sets around the frontier, each
/// solved by sequential minimal optimisation (Fan, Chen & Lin 2005), the gradient of all rows kept in double, and an
/// active set method for the exact end. A cold start grows from a thinned problem; a warm one moves the difference.
/// `warm` has met the rows. `cacheBudget` bounds the kernel rows kept, in bytes. Errors: Cancelled.
[[nodiscard]] Expected<OneClassSolution> solveOneClass(const PointsRef& points, const WeightsRef& weights,
                                                       const OneClassProblem& problem, WarmStart& warm,
                                                       Progress& progress,
                                                       std::size_t cacheBudget = std::size_t{256} << 20);

/// Rows beside those of a problem, whose α is known: centres that add Σ αᵢ k(xᵢ, ·) to its gradient.
struct SettledRows {
    RowMatrix centres;
    Eigen::VectorXd alpha;
};

/// Minimises ½ αᵀKα + αᵀg over the rows given, which may be weighted, g the gradient that the settled rows add and ν
/// that of the rows given alone. `alpha` is where it begins. The kernel is none that ends where it begins (sigmoid). Errors:
/// Cancelled.
[[nodiscard]] Expected<OneClassSolution> solveOneClassBeside(const SettledRows& settled, const PointsRef& points,
                                                             const WeightsRef& weights, const Eigen::VectorXd& alpha,
                                                             const OneClassProblem& problem, Progress& progress,
                                                             std::size_t cacheBudget = std::size_t{256} << 20);

} // namespace perimeter
