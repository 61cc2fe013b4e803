// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/kernel.h"
#include "detectors/points.h"

#include <Eigen/Core>

namespace perimeter {

/// The dual of the one-class SVM: minimise ½ αᵀKα over 0 ≤ αᵢ ≤ 1, Σ αᵢ = νn.
struct OneClassProblem {
    Kernel kernel;
    double nu = 0.5;         ///< in (0, 1]
    double tolerance = 1e-3; ///< absolute, on the gradient Kα
    long iterations = 0;     ///< at most
};

struct OneClassSolution {
    Eigen::VectorXd alpha; ///< of every row
    double rho = 0;        ///< infinite where every α is at its bound
    long iterations = 0;
    /// False where the iterations ran out; α and ρ then say nothing.
    bool converged = false;
};

/// Solves with libsvm 3.24 (cache 200 MB, shrinking) in a child process: libsvm can neither be cancelled nor bounded,
/// keeps state that threads would share, and ends the process when memory runs out. Errors: Cancelled;
/// SolverNotStarted, SolverDied.
[[nodiscard]] Expected<OneClassSolution> solveWithLibsvm(const PointsRef& points, const OneClassProblem& problem,
                                                         Progress& progress);

} // namespace perimeter
