// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/dual/sub_problem.h"
#include "detectors/kernels/vector_kernels.h"

namespace perimeter {

/// What an active set method brings a subproblem to.
struct ActiveSetGoal {
    double level = 0;      ///< ρ
    bool keepsSum = false; ///< Σ α is kept and ρ moves; else ρ is held: the least of ½ αᵀKα − ρ Σα
    double tolerance = 0;  ///< on the gradient
    long steps = 0;        ///< at most
};

struct ActiveSetEnd {
    std::vector<double> alpha; ///< of the subproblem's rows; empty when cancelled
    double level = 0;          ///< ρ
    long steps = 0;
};

/// A primal active set method (Nocedal & Wright 2006, chapter 16.5) on a subproblem: rows between their bounds share one
/// gradient ρ, kept so by the inverse of their kernel matrix in double, and the row that violates optimality most joins
/// them until none does by more than the tolerance.
[[nodiscard]] ActiveSetEnd solveActiveSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem,
                                          const ActiveSetGoal& goal, Progress& progress);

} // namespace perimeter
