// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/dual/one_class_problem.h"
#include "detectors/dual/one_class_state.h"

#include <optional>
#include <span>

namespace perimeter {

/// Brings a state with Σ α = νΣw to the optimum.
class OneClassDescent {
public:
    OneClassDescent(OneClassState& state, const OneClassProblem& problem, Progress& progress, std::size_t cacheBudget)
        : m_state(state), m_problem(problem), m_whole(progress), m_progress(progress), m_cacheBudget(cacheBudget)
    {
    }

    /// False when cancelled: the state is then of no use.
    [[nodiscard]] bool solve();
    [[nodiscard]] long iterations() const { return m_iterations; }
    [[nodiscard]] bool converged() const { return m_converged; }

private:
    /// The tolerance asked for, or what rounding of the gradient allows.
    [[nodiscard]] double tolerance(double level) const;
    [[nodiscard]] bool isSpent() const { return m_updates >= m_problem.updates; }
    /// About so many rows: those with the smallest gradient whose α may grow and those with the largest whose α may
    /// shrink. They violate optimality most or, at the optimum, lie nearest to the frontier. Nothing when cancelled.
    [[nodiscard]] std::optional<SubProblem> around(std::size_t count);
    /// The gap of the state, whose gradient is settled wherever that may decide it. Nothing when cancelled.
    [[nodiscard]] std::optional<OptimalityGap> gap();
    /// Settles the gradient at some rows and includes them. False when cancelled.
    [[nodiscard]] bool settle(std::span<const Eigen::Index> rows, OptimalityGap& gap);
    /// Sequential minimal optimisation of the rows around the frontier: whether they were solved to the tolerance.
    /// Nothing when cancelled.
    [[nodiscard]] std::optional<bool> improve(std::size_t rows, double tolerance);
    /// Tells of the way from the first gap to the one that is wanted, by orders of magnitude. False when cancelled.
    [[nodiscard]] bool tell(double gap, double wanted);
    /// Makes a solution exact. False when cancelled.
    [[nodiscard]] bool finish(const OptimalityGap& found, double wanted);

    OneClassState& m_state;
    const OneClassProblem& m_problem;
    Progress& m_whole;
    StillProgress m_progress; ///< of it, at m_share
    std::size_t m_cacheBudget;
    double m_firstGap = 0;
    double m_share = 0;
    long m_iterations = 0;
    double m_updates = 0; ///< of gradients
    bool m_converged = false;
};

} // namespace perimeter
