// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/rows/points.h"
#include "detectors/dual/one_class_problem.h"
#include "detectors/svm/two_class_problem.h"

#include <cstdint>
#include <span>

namespace perimeter {

/// Solves with libsvm 3.24 (cache 200 MB, shrinking) in a child process: libsvm can neither be cancelled nor bounded,
/// keeps state that threads would share, and ends the process when memory runs out. Errors: Cancelled;
/// SolverNotStarted, SolverDied.
[[nodiscard]] Expected<OneClassSolution> solveWithLibsvm(const PointsRef& points, const OneClassProblem& problem,
                                                         Progress& progress);

/// The same for the two-class SVM, `outlier` holding 0 or 1 for every row; `alpha` of the solution are yᵢαᵢ.
[[nodiscard]] Expected<OneClassSolution> solveTwoClassWithLibsvm(const PointsRef& points,
                                                                 std::span<const std::uint8_t> outlier,
                                                                 const TwoClassProblem& problem, Progress& progress);

} // namespace perimeter
