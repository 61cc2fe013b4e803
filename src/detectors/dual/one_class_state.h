// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/dual/kernel_gradient.h"
#include "detectors/dual/sub_problem.h"
#include "detectors/rows/distinct_rows.h"

#include <limits>
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
    /// Sets α of the rows named; their gradients and others' are then to be settled. False when cancelled.
    [[nodiscard]] bool set(std::span<const Eigen::Index> chosen, std::span<const double> values, Progress& progress);
    /// Moves Σ α by an amount: up on the rows with the smallest gradient, down on those with the largest. False when
    /// cancelled.
    [[nodiscard]] bool shiftSum(double amount, Progress& progress);
    /// The dual restricted to some rows, in ascending order, whose gradients are settled.
    [[nodiscard]] SubProblem restrictedTo(std::vector<Eigen::Index> chosen) const;

    DistinctRows rows;
    KernelGradient gradient;
    std::vector<double> alpha;
    bool wasHard = false; ///< whether regions solved it last, not pairs of rows
};

/// Fills `alpha` along `order`, from where it stands up (or down) by `amount`, as far as the bounds let it. What is left
/// of the amount.
double shiftAlong(std::span<const Eigen::Index> order, const Eigen::VectorXd& bounds, double amount,
                  std::vector<double>& alpha);

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

} // namespace perimeter
