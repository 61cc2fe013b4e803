// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/dual/kernel_cache.h"
#include "detectors/dual/pair_selection.h"
#include "detectors/dual/sub_problem.h"

#include <vector>

namespace perimeter {

/// Sequential minimal optimisation of a subproblem with second-order selection, as libsvm's, on float kernel rows.
class WorkingSet {
public:
    WorkingSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem, std::size_t cacheBudget);

    struct End {
        long iterations = 0;
        bool cancelled = false;
    };
    /// Until no pair violates optimality by more than `tolerance`, at most so many iterations.
    [[nodiscard]] End solve(double tolerance, long mostIterations, Progress& progress);
    [[nodiscard]] const std::vector<double>& alpha() const { return m_alpha; }

private:
    void setBarriers(std::size_t row);
    /// How far α moves from j to i, both kept within their bounds; exactly onto a bound where one is met.
    [[nodiscard]] double move(std::size_t i, std::size_t j, double wanted);

    VectorPoints m_points;
    KernelCache m_cache;
    PairState m_state;
    std::vector<double> m_alpha;
    std::vector<double> m_bounds;
};

} // namespace perimeter
