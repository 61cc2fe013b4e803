// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/rows/distinct_rows.h"
#include "detectors/svm/kernel_gradient.h"
#include "detectors/svm/one_class_problem.h"
#include "detectors/svm/working_set.h"

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace perimeter {

/// α of distinct rows and the gradient that goes with it.
struct OneClassState {
    OneClassState(DistinctRows distinct, const Kernel& kernel);

    [[nodiscard]] double bound(Eigen::Index row) const { return rows.weights[row]; }
    [[nodiscard]] bool grows(std::size_t row) const { return alpha[row] < bound(static_cast<Eigen::Index>(row)); }
    [[nodiscard]] bool shrinks(std::size_t row) const { return alpha[row] > 0; }
    [[nodiscard]] std::size_t bytes() const;

    DistinctRows rows;
    KernelGradient gradient;
    std::vector<double> alpha;
};

/// How far from optimal the rows looked at are: no row whose α may grow should have a smaller gradient than one whose α
/// may shrink.
struct OptimalityGap {
    double least = std::numeric_limits<double>::infinity(); ///< of the gradient where α may grow
    double most = -std::numeric_limits<double>::infinity(); ///< where α may shrink
    std::size_t free = 0;                                   ///< rows between their bounds
    double freeSum = 0;                                     ///< of their gradients

    void include(const OneClassState& state, std::size_t row);
    [[nodiscard]] double size() const { return most - least; }
    /// ρ: the mean gradient of the free rows, else the middle of what is optimal, as libsvm.
    [[nodiscard]] double level() const;
};

/// Over the rows whose gradient is settled: of the whole state once it was solved.
[[nodiscard]] OptimalityGap optimalityGap(const OneClassState& state);

/// ½ αᵀKα of a state with a settled gradient.
[[nodiscard]] double objective(const OneClassState& state);

/// Brings a state with Σ α = νΣw to the optimum.
class OneClassDescent {
public:
    OneClassDescent(OneClassState& state, const OneClassProblem& problem, Progress& progress, std::size_t cacheBudget)
        : m_state(state), m_problem(problem), m_progress(progress), m_cacheBudget(cacheBudget)
    {
    }

    /// False when cancelled: the state is then of no use.
    [[nodiscard]] bool solve();
    /// Sets α of the rows named; their gradients and others' are then to be settled. False when cancelled.
    [[nodiscard]] bool setAlpha(std::span<const Eigen::Index> rows, std::span<const double> alpha);

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
    [[nodiscard]] bool finish(std::size_t free);

    OneClassState& m_state;
    const OneClassProblem& m_problem;
    Progress& m_progress;
    std::size_t m_cacheBudget;
    long m_iterations = 0;
    double m_updates = 0; ///< of gradients
    bool m_converged = false;
};

} // namespace perimeter
