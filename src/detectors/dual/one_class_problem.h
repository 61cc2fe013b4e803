// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/kernel.h"

#include <Eigen/Core>

#include <cmath>
#include <limits>

namespace perimeter {

/// The dual of the one-class SVM: minimise ½ αᵀKα over 0 ≤ αᵢ ≤ wᵢ, Σ αᵢ = ν Σ wᵢ. Rows weigh 1 unless they stand for
/// several.
struct OneClassProblem {
    Kernel kernel;
    double nu = 0.5;         ///< in (0, 1]
    double tolerance = 1e-3; ///< absolute, on the gradient Kα
    long iterations = 0;     ///< at most, of libsvm's solver
    double updates = 1.2e10; ///< of gradients, at most, of our own by pairs of rows: some seconds

    /// Σ αᵢ of rows with so large a Σ wᵢ: whole where only rounding of ν keeps it from that, so that no row is left a
    /// trace of α that would set ρ.
    [[nodiscard]] double mass(double weights) const
    {
        const double sum = nu * weights;
        const double whole = std::round(sum);
        return std::abs(sum - whole) <= 4 * std::numeric_limits<double>::epsilon() * weights ? whole : sum;
    }
};

struct OneClassSolution {
    Eigen::VectorXd alpha; ///< of every row
    double rho = 0;        ///< infinite where every α is at its bound
    long iterations = 0;
    /// False where the iterations ran out; α and ρ then say nothing.
    bool converged = false;
};

} // namespace perimeter
