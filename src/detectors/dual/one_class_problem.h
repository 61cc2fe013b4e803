// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/kernel.h"

#include <Eigen/Core>

namespace perimeter {

/// The dual of the one-class SVM: minimise ½ αᵀKα over 0 ≤ αᵢ ≤ wᵢ, Σ αᵢ = ν Σ wᵢ. Rows weigh 1 unless they stand for
/// several.
struct OneClassProblem {
    Kernel kernel;
    double nu = 0.5;         ///< in (0, 1]
    double tolerance = 1e-3; ///< absolute, on the gradient Kα
    long iterations = 0;     ///< at most, of libsvm's solver
    double updates = 1.2e10; ///< of gradients, at most, of our own by pairs of rows: some seconds
};

struct OneClassSolution {
    Eigen::VectorXd alpha; ///< of every row
    double rho = 0;        ///< infinite where every α is at its bound
    long iterations = 0;
    /// False where the iterations ran out; α and ρ then say nothing.
    bool converged = false;
};

} // namespace perimeter
