// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/one_class_descent.h"

#include "detectors/active_set.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

constexpr std::size_t smallestWorkingSet = 512;
constexpr std::size_t largestWorkingSet = 4096;
/// Rows that the exact end looks at, and the most it can take between their bounds.
constexpr std::size_t exactRows = 256;
constexpr std::size_t mostFree = 128;
/// Rounding of the gradient, relative to its level.
constexpr double gradientRounding = 2e-13;
constexpr int mostRoundsWithoutGain = 8;

} // namespace

OneClassState::OneClassState(DistinctRows distinct, const Kernel& kernel)
    : rows(std::move(distinct)), gradient(kernel, rows.points), alpha(static_cast<std::size_t>(rows.weights.size()), 0)
{
}

std::size_t OneClassState::bytes() const
{
    // points twice, local coordinates, gradient, α, weights, order and membership
    return alpha.size() * sizeof(double) * (2 * gradient.points().columns() + 8);
}

double OptimalityGap::level() const
{
    if (free > 0)
        return freeSum / static_cast<double>(free);
    return (least + most) / 2;
}

OptimalityGap optimalityGap(const OneClassState& state)
{
    OptimalityGap gap;
    const std::vector<double>& gradient = state.gradient.values();
    for (std::size_t row = 0; row < state.alpha.size(); ++row) {
        const bool grows = state.alpha[row] < state.bound(static_cast<Eigen::Index>(row));
        const bool shrinks = state.alpha[row] > 0;
        if (grows)
            gap.least = std::min(gap.least, gradient[row]);
        if (shrinks)
            gap.most = std::max(gap.most, gradient[row]);
        if (grows && shrinks) {
            ++gap.free;
            gap.freeSum += gradient[row];
        }
    }
    return gap;
}

double OneClassDescent::tolerance(double level) const
{
    return std::max(m_problem.tolerance, gradientRounding * std::abs(level));
}

bool OneClassDescent::setAlpha(std::span<const Eigen::Index> rows, std::span<const double> alpha)
{
    std::vector<Eigen::Index> changed;
    std::vector<double> changes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        double& former = m_state.alpha[static_cast<std::size_t>(rows[i])];
        if (alpha[i] != former) {
            changed.push_back(rows[i]);
            changes.push_back(alpha[i] - former);
            former = alpha[i];
        }
    }
    return changed.empty() || m_state.gradient.add(changed, changes, m_progress);
}

SubProblem OneClassDescent::around(std::size_t count) const
{
    const std::vector<double>& gradient = m_state.gradient.values();
    std::vector<std::pair<double, Eigen::Index>> growing;
    std::vector<std::pair<double, Eigen::Index>> shrinking;
    for (std::size_t row = 0; row < m_state.alpha.size(); ++row) {
        if (m_state.alpha[row] < m_state.bound(static_cast<Eigen::Index>(row)))
            growing.emplace_back(gradient[row], static_cast<Eigen::Index>(row));
        if (m_state.alpha[row] > 0)
            shrinking.emplace_back(-gradient[row], static_cast<Eigen::Index>(row));
    }
    SubProblem sub;
    for (auto* const side : {&growing, &shrinking}) {
        const std::size_t taken = std::min(count / 2, side->size());
        std::nth_element(side->begin(), side->begin() + static_cast<std::ptrdiff_t>(taken), side->end());
        for (std::size_t i = 0; i < taken; ++i)
            sub.rows.push_back((*side)[i].second);
    }
    std::ranges::sort(sub.rows);
    const auto repeated = std::ranges::unique(sub.rows);
    sub.rows.erase(repeated.begin(), repeated.end());
    for (const Eigen::Index row : sub.rows) {
        sub.alpha.push_back(m_state.alpha[static_cast<std::size_t>(row)]);
        sub.bounds.push_back(m_state.bound(row));
        sub.gradient.push_back(gradient[static_cast<std::size_t>(row)]);
    }
    return sub;
}

bool OneClassDescent::improve(std::size_t rows, double tolerance)
{
    const SubProblem sub = around(rows);
    WorkingSet set(m_state.gradient.kernel(), m_state.gradient.points(), sub, m_cacheBudget);
    const WorkingSet::End end = set.solve(tolerance, m_problem.iterations - m_iterations, m_progress);
    m_iterations += end.iterations;
    return !end.cancelled && setAlpha(sub.rows, set.alpha());
}

bool OneClassDescent::finish()
{
    const SubProblem sub = around(exactRows);
    return setAlpha(sub.rows, finishExactly(m_state.gradient.kernel(), m_state.gradient.points(), sub));
}

bool OneClassDescent::solve()
{
    OptimalityGap now = optimalityGap(m_state);
    // Where the problem is not convex, all rows at once go the way of libsvm to its optimum.
    const bool convex = m_problem.kernel.kind != KernelKind::Sigmoid;
    std::size_t rows = convex ? smallestWorkingSet : 2 * m_state.alpha.size();
    double best = std::numeric_limits<double>::infinity();
    int withoutGain = 0;
    m_converged = false;
    while (m_iterations < m_problem.iterations) {
        const double wanted = tolerance(now.level());
        const bool optimal = !(now.size() > wanted);
        if (optimal && (!convex || now.free < 2 || now.free > mostFree)) {
            m_converged = true;
            return true;
        }
        if (optimal) {
            if (!finish())
                return false;
            now = optimalityGap(m_state);
            if (!(now.size() > wanted)) {
                m_converged = true;
                return true;
            }
        }
        withoutGain = now.size() < 0.5 * best ? 0 : withoutGain + 1;
        best = std::min(best, now.size());
        if (withoutGain > 0)
            rows = std::max(rows, std::min(2 * rows, largestWorkingSet));
        if (withoutGain > mostRoundsWithoutGain)
            return true;
        if (!improve(rows, 0.5 * wanted))
            return false;
        now = optimalityGap(m_state);
    }
    return true;
}

} // namespace perimeter
