// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/one_class_descent.h"

#include "detectors/dual/active_set.h"
#include "detectors/dual/region_descent.h"
#include "detectors/dual/working_set.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace perimeter {

namespace {

constexpr std::size_t smallestWorkingSet = 1024;
/// Updates of gradients after which a problem is hard for pairs of rows, and is solved region by region.
constexpr double updatesByPairs = 1.5e7;
/// The same where the fit before it was: enough to take the rows that α is moved to for regions to begin from.
constexpr double updatesByPairsAgain = 3e6;
/// Rows that the exact end looks at beside twice those between their bounds, and the most of these it can take.
constexpr std::size_t exactRows = 64;
constexpr std::size_t mostFree = 256;
/// Of the gradient's level, a violation of optimality that is more than rounding.
constexpr double smallestViolation = 1e-14;
constexpr long stepsPerRow = 20;
/// Rounding of the gradient, relative to its level.
constexpr double gradientRounding = 2e-13;
/// Working sets solved to their end without the gap of all rows falling by half: after so many they grow, and after
/// twice as many nothing is left to gain.
constexpr int solvedWithoutGain = 15;
/// Where a smooth kernel leaves f near ρ at most rows, a working set solved to its end fits rows that the next one
/// takes back: after so many iterations the rows around the frontier are chosen anew.
constexpr long iterationsPerSet = 2000;

/// Of any rows: what an active set method relies on.
bool isPositiveDefinite(const Kernel& kernel)
{
    return kernel.kind == KernelKind::Rbf || kernel.kind == KernelKind::Linear ||
           (kernel.kind == KernelKind::Polynomial && kernel.coef0 >= 0);
}

} // namespace

double OneClassDescent::tolerance(double level) const
{
    return std::max(m_problem.tolerance, gradientRounding * std::abs(level));
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
    std::vector<Eigen::Index> rows;
    for (auto* const side : {&growing, &shrinking}) {
        const std::size_t taken = std::min(count / 2, side->size());
        std::nth_element(side->begin(), side->begin() + static_cast<std::ptrdiff_t>(taken), side->end());
        for (std::size_t i = 0; i < taken; ++i)
            rows.push_back((*side)[i].second);
    }
    std::ranges::sort(rows);
    const auto repeated = std::ranges::unique(rows);
    rows.erase(repeated.begin(), repeated.end());
    if (!m_state.gradient.settle(rows, m_progress))
        return std::nullopt;
    return m_state.restrictedTo(std::move(rows));
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
    // Of a part of the rows nobody knows how far the whole is.
    ProgressPart rest(m_whole, m_share, 1);
    Progress& progress = rows < m_state.alpha.size() ? static_cast<Progress&>(m_progress) : rest;
    const WorkingSet::End end = set.solve(tolerance, mostIterations, progress);
    m_iterations += end.iterations;
    m_updates += static_cast<double>(end.iterations) * size;
    if (end.cancelled || !m_state.set(sub->rows, set.alpha(), m_progress))
        return std::nullopt;
    return end.iterations < mostIterations;
}

bool OneClassDescent::tell(double gap, double wanted)
{
    m_firstGap = std::max(m_firstGap, gap);
    const double way = std::log(m_firstGap / wanted);
    if (way > 0 && gap < m_firstGap)
        m_share = std::max(m_share, std::clamp(std::log(m_firstGap / gap) / way, 0.0, 1.0));
    return m_progress.moveTo(m_share);
}

bool OneClassDescent::finish(const OptimalityGap& found, double wanted)
{
    const std::optional<SubProblem> sub = around(exactRows + 2 * found.free);
    if (!sub)
        return false;
    const double level = found.level();
    const ActiveSetGoal goal{level, true, smallestViolation * std::abs(level),
                             stepsPerRow * static_cast<long>(sub->rows.size())};
    const ActiveSetEnd end =
        solveActiveSet(m_state.gradient.kernel(), m_state.gradient.points(), *sub, goal, m_progress);
    if (end.alpha.empty() || !m_state.set(sub->rows, end.alpha, m_progress))
        return false;
    const std::optional<OptimalityGap> now = gap();
    if (!now)
        return false;
    // Where rounding led astray, what was found before stands.
    return now->size() <= wanted || (m_state.set(sub->rows, sub->alpha, m_progress) && gap());
}

bool OneClassDescent::solve()
{
    // Where the problem is not convex, all rows at once go the way of libsvm to its optimum.
    const bool convex = m_problem.kernel.kind != KernelKind::Sigmoid;
    const std::size_t all = 2 * m_state.alpha.size();
    std::size_t rows = convex ? smallestWorkingSet : all;
    double best = std::numeric_limits<double>::infinity();
    int withoutGain = 0;
    bool byRegions = m_problem.kernel.kind == KernelKind::Rbf;
    const bool wasHard = std::exchange(m_state.wasHard, false);
    for (;;) {
        const std::optional<OptimalityGap> now = gap();
        if (!now)
            return false;
        const double wanted = tolerance(now->level());
        m_converged = now->size() <= wanted;
        if (!tell(now->size(), wanted))
            return false;
        if (m_converged && isPositiveDefinite(m_problem.kernel) && now->free > 1 && now->free <= mostFree)
            return finish(*now, wanted);
        if (now->size() < 0.5 * best) {
            best = now->size();
            withoutGain = 0;
        }
        if (m_converged || isSpent() || withoutGain > 2 * solvedWithoutGain)
            return true;
        if (byRegions && m_updates > (wasHard ? updatesByPairsAgain : updatesByPairs)) {
            byRegions = false;
            m_state.wasHard = true;
            ProgressPart rest(m_whole, m_share, 1);
            RegionDescent regions(m_state, m_problem, rest);
            if (!regions.run(wanted))
                return false;
            m_iterations += regions.iterations();
            continue;
        }
        const std::optional<bool> solved = improve(rows, 0.5 * wanted);
        if (!solved)
            return false;
        withoutGain += *solved ? 1 : 0;
        if (withoutGain > solvedWithoutGain)
            rows = std::min(2 * rows, all);
    }
}

} // namespace perimeter
