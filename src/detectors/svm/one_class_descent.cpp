// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/one_class_descent.h"

#include "detectors/svm/active_set.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

constexpr std::size_t smallestWorkingSet = 1024;
/// Rows that the exact end looks at beside twice those between their bounds, and the most of these it can take.
constexpr std::size_t exactRows = 64;
constexpr std::size_t mostFree = 256;
/// Rounding of the gradient, relative to its level.
constexpr double gradientRounding = 2e-13;
/// Working sets solved to their end without the gap of all rows falling by half: after so many they grow, and after
/// twice as many nothing is left to gain.
constexpr int solvedWithoutGain = 15;
/// Where a smooth kernel leaves f near ρ at most rows, a working set solved to its end fits rows that the next one
/// takes back: after so many iterations the rows around the frontier are chosen anew.
constexpr long iterationsPerSet = 2000;

} // namespace

OneClassState::OneClassState(DistinctRows distinct, const Kernel& kernel)
    : rows(std::move(distinct)), gradient(kernel, rows.points), alpha(static_cast<std::size_t>(rows.weights.size()), 0)
{
}

std::size_t OneClassState::bytes() const
{
    // points twice, local coordinates, gradient and when it was settled, α, weights, order and membership
    return alpha.size() * sizeof(double) * (2 * gradient.points().columns() + 10);
}

double OptimalityGap::level() const
{
    if (free > 0)
        return freeSum / static_cast<double>(free);
    return (least + most) / 2;
}

void OptimalityGap::include(const OneClassState& state, std::size_t row)
{
    const double gradient = state.gradient.values()[row];
    const bool grows = state.grows(row);
    const bool shrinks = state.shrinks(row);
    if (grows)
        least = std::min(least, gradient);
    if (shrinks)
        most = std::max(most, gradient);
    if (grows && shrinks) {
        ++free;
        freeSum += gradient;
    }
}

OptimalityGap optimalityGap(const OneClassState& state)
{
    OptimalityGap gap;
    for (std::size_t row = 0; row < state.alpha.size(); ++row)
        if (state.gradient.isSettled(row))
            gap.include(state, row);
    return gap;
}

double objective(const OneClassState& state)
{
    return 0.5 * std::inner_product(state.alpha.begin(), state.alpha.end(), state.gradient.values().begin(), 0.0);
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

bool OneClassDescent::settle(std::span<const Eigen::Index> rows, OptimalityGap& gap)
{
    if (!m_state.gradient.settle(rows, m_progress))
        return false;
    for (const Eigen::Index row : rows)
        gap.include(m_state, static_cast<std::size_t>(row));
    return true;
}

std::optional<OptimalityGap> OneClassDescent::gap()
{
    const OneClassState& state = m_state;
    OptimalityGap gap;
    std::vector<Eigen::Index> rows;
    for (std::size_t row = 0; row < state.alpha.size(); ++row) {
        if (state.gradient.isSettled(row))
            gap.include(state, row);
        else if (state.grows(row) && state.shrinks(row))
            rows.push_back(static_cast<Eigen::Index>(row));
    }
    if (!settle(rows, gap))
        return std::nullopt;
    // Whatever these rows turn out to be, they only widen the gap, so no others come to matter.
    rows.clear();
    for (std::size_t row = 0; row < state.alpha.size(); ++row) {
        if (!state.gradient.isSettled(row) && ((state.grows(row) && state.gradient.low(row) < gap.least) ||
                                               (state.shrinks(row) && state.gradient.high(row) > gap.most)))
            rows.push_back(static_cast<Eigen::Index>(row));
    }
    return settle(rows, gap) ? std::optional(gap) : std::nullopt;
}

std::optional<SubProblem> OneClassDescent::around(std::size_t count)
{
    const std::vector<double>& gradient = m_state.gradient.values();
    std::vector<std::pair<double, Eigen::Index>> growing;
    std::vector<std::pair<double, Eigen::Index>> shrinking;
    for (std::size_t row = 0; row < m_state.alpha.size(); ++row) {
        if (m_state.grows(row))
            growing.emplace_back(gradient[row], static_cast<Eigen::Index>(row));
        if (m_state.shrinks(row))
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
    if (!m_state.gradient.settle(sub.rows, m_progress))
        return std::nullopt;
    for (const Eigen::Index row : sub.rows) {
        sub.alpha.push_back(m_state.alpha[static_cast<std::size_t>(row)]);
        sub.bounds.push_back(m_state.bound(row));
        sub.gradient.push_back(gradient[static_cast<std::size_t>(row)]);
    }
    return sub;
}

std::optional<bool> OneClassDescent::improve(std::size_t rows, double tolerance)
{
    const std::optional<SubProblem> sub = around(rows);
    if (!sub)
        return std::nullopt;
    WorkingSet set(m_state.gradient.kernel(), m_state.gradient.points(), *sub, m_cacheBudget);
    const auto size = static_cast<double>(sub->rows.size());
    const auto left = static_cast<long>(std::max(1.0, (m_problem.updates - m_updates) / size));
    const long mostIterations = rows < m_state.alpha.size() ? std::min(left, iterationsPerSet) : left;
    const WorkingSet::End end = set.solve(tolerance, mostIterations, m_progress);
    m_iterations += end.iterations;
    m_updates += static_cast<double>(end.iterations) * size;
    if (end.cancelled || !setAlpha(sub->rows, set.alpha()))
        return std::nullopt;
    return end.iterations < mostIterations;
}

bool OneClassDescent::finish(std::size_t free)
{
    const std::optional<SubProblem> sub = around(exactRows + 2 * free);
    return sub && setAlpha(sub->rows, finishExactly(m_state.gradient.kernel(), m_state.gradient.points(), *sub));
}

bool OneClassDescent::solve()
{
    // Where the problem is not convex, all rows at once go the way of libsvm to its optimum.
    const bool convex = m_problem.kernel.kind != KernelKind::Sigmoid;
    const std::size_t all = 2 * m_state.alpha.size();
    std::size_t rows = convex ? smallestWorkingSet : all;
    double best = std::numeric_limits<double>::infinity();
    int withoutGain = 0;
    for (;;) {
        std::optional<OptimalityGap> now = gap();
        if (!now)
            return false;
        const double wanted = tolerance(now->level());
        m_converged = now->size() <= wanted;
        if (m_converged && convex && now->free > 1 && now->free <= mostFree) {
            if (!finish(now->free) || !(now = gap()))
                return false;
            m_converged = now->size() <= wanted;
        }
        if (now->size() < 0.5 * best) {
            best = now->size();
            withoutGain = 0;
        }
        if (m_converged || isSpent() || withoutGain > 2 * solvedWithoutGain)
            return true;
        const std::optional<bool> solved = improve(rows, 0.5 * wanted);
        if (!solved)
            return false;
        withoutGain += *solved ? 1 : 0;
        if (withoutGain > solvedWithoutGain)
            rows = std::min(2 * rows, all);
    }
}

} // namespace perimeter
