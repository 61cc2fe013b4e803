// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/dual/free_step.h"
#include "detectors/dual/one_class_problem.h"
#include "detectors/dual/one_class_state.h"
#include "detectors/dual/regions.h"

#include <optional>
#include <span>

namespace perimeter {

/// Brings a state with many free rows to the optimum, for a rbf kernel. What makes such problems slow for pairs of rows
/// is that neighbours' kernel rows hardly differ; but a kernel reaches only so far. So ρ is held, and regions of a few
/// kernel lengths that overlap are each solved exactly, the worst first and at once those that lie apart (a multiplicative
/// Schwarz method, additive among these); what errors
/// are left reach farther than a region and are taken off by steps of all free rows together, or of some hundreds of
/// neighbours at a time where there are too many. These steps, or what Σ α comes to, move ρ.
class RegionDescent {
public:
    RegionDescent(OneClassState& state, const OneClassProblem& problem, Progress& progress)
        : m_state(state), m_problem(problem), m_progress(progress)
    {
    }

    /// Until the gap is as wanted or no longer falls. False when cancelled: the state is then of no use.
    [[nodiscard]] bool run(double wanted);
    [[nodiscard]] long iterations() const { return m_iterations; }

private:
    /// By how much a row's gradient is on the wrong side of ρ.
    [[nodiscard]] double violation(std::size_t row) const;
    [[nodiscard]] double worstViolation() const;
    /// νΣw, and what Σ α is short of it.
    [[nodiscard]] double mass() const;
    [[nodiscard]] double missing() const;
    [[nodiscard]] double sumOver(std::span<const Eigen::Index> rows) const;
    [[nodiscard]] bool isFree(Eigen::Index row) const;
    [[nodiscard]] std::vector<Eigen::Index> freeRows() const;
    /// The free rows among these, and of each small square the worst.
    [[nodiscard]] std::vector<Eigen::Index> worstOfSquares(std::span<const Eigen::Index> rows) const;

    /// Solves regions around all rows that violate optimality by more than the tolerance.
    [[nodiscard]] bool sweep(double tolerance);
    [[nodiscard]] bool improve(std::span<const Region> apart, double tolerance);
    /// What is to be solved of a region with settled gradients; no rows where its violations are within the tolerance.
    [[nodiscard]] SubProblem within(const Region& region, double tolerance) const;
    [[nodiscard]] bool settle(std::span<const Region> regions);
    /// Steps of the free rows, where their gradients are off ρ by more than `worthwhile`.
    [[nodiscard]] bool step(double worthwhile);
    [[nodiscard]] FreeRows free(std::span<const Eigen::Index> rows) const;
    /// Nothing, and no step, where the rows cannot take up what Σ α is short of, or ρ would go farther than they do.
    [[nodiscard]] std::optional<bool> stepTogether(std::span<const Eigen::Index> rows);
    /// By how much ρ is likely to move Σ α to where it is to be.
    [[nodiscard]] double levelStep(std::span<const Eigen::Index> rows) const;
    [[nodiscard]] bool stepByNeighbours(std::span<const Eigen::Index> rows, double worthwhile);
    /// Of the regions, which are of `rows`, those where a gradient is off ρ by more than `worthwhile`.
    [[nodiscard]] bool stepApart(std::span<const Region> regions, std::span<const Eigen::Index> rows,
                                 double worthwhile);
    /// Brings Σ α to νΣw to rounding.
    [[nodiscard]] bool balance();

    OneClassState& m_state;
    const OneClassProblem& m_problem;
    StillProgress m_progress; ///< at the share of the way to the tolerance that is gone
    double m_level = 0;       ///< ρ
    long m_iterations = 0;
};

} // namespace perimeter
