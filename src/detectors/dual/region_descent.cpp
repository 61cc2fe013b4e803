// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/region_descent.h"

#include "base/parallel.h"
#include "detectors/dual/active_set.h"
#include "detectors/dual/region_visit.h"
#include "detectors/rows/rounding.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

/// Of a region and its core, in kernel lengths: beyond the radius rows are held, beyond the core they may be the middle
/// of another region.
constexpr double radius = 3;
constexpr double coreRadius = 2;
/// Of the worst violation: what regions are solved to, and what makes a step of free rows worthwhile.
constexpr double regionTolerance = 0.02;
constexpr double stepTolerance = 0.2;
/// The same of the gap that is wanted in the end.
constexpr double lastRegionTolerance = 0.2;
constexpr double lastStepTolerance = 0.1;
/// Rows farther from the frontier than so many times the worst violation of their region are held.
constexpr double watched = 4;
/// Where few bounds matter, Σ α grows with ρ in proportion; of this, what it usually does.
constexpr double usualGrowth = 0.8;
/// By how much of itself ρ moves at once.
constexpr double mostOfLevel = 0.5;
/// Where a step of all free rows takes ρ so many times as far as usual, they are not those of the optimum.
constexpr double farthest = 10;
/// Where a region has more rows, the one of each small square is enough that is the worst or nearest to being so, upwards
/// and downwards.
constexpr std::size_t manyRows = 1000;
constexpr long mostSteps = 100'000;
/// Free rows that step together; where there are more, the neighbours that do, in kernel lengths, and of these the core.
constexpr std::ptrdiff_t mostTogether = 700;
constexpr double neighbourRadius = 8;
constexpr double neighbourCore = 4.8;
constexpr std::size_t mostNeighbours = 400;
/// Rounds without the violation falling by half after which nothing is left to gain.
constexpr int roundsWithoutGain = 12;
constexpr int mostRounds = 80;

} // namespace

double RegionDescent::violation(std::size_t row) const
{
    const double excess = m_state.gradient.values()[row] - m_level;
    return std::max(m_state.grows(row) ? -excess : 0, m_state.shrinks(row) ? excess : 0);
}

double RegionDescent::worstViolation() const
{
    double worst = 0;
    for (std::size_t row = 0; row < m_state.alpha.size(); ++row)
        worst = std::max(worst, violation(row));
    return worst;
}

double RegionDescent::mass() const
{
    return outlierMass(m_problem.nu, m_state.rows.weights.sum());
}

double RegionDescent::missing() const
{
    return mass() - std::accumulate(m_state.alpha.begin(), m_state.alpha.end(), 0.0);
}

double RegionDescent::sumOver(std::span<const Eigen::Index> rows) const
{
    double sum = 0;
    for (const Eigen::Index row : rows)
        sum += m_state.alpha[static_cast<std::size_t>(row)];
    return sum;
}

std::vector<Eigen::Index> RegionDescent::freeRows() const
{
    std::vector<Eigen::Index> rows;
    for (Eigen::Index row = 0; row < static_cast<Eigen::Index>(m_state.alpha.size()); ++row)
        if (isFree(row))
            rows.push_back(row);
    return rows;
}

bool RegionDescent::isFree(Eigen::Index row) const
{
    return m_state.grows(static_cast<std::size_t>(row)) && m_state.shrinks(static_cast<std::size_t>(row));
}

std::vector<Eigen::Index> RegionDescent::worstOfSquares(std::span<const Eigen::Index> rows) const
{
    std::vector<Eigen::Index> chosen;
    std::vector<RankedRow> up;
    std::vector<RankedRow> down;
    for (const Eigen::Index row : rows) {
        const auto at = static_cast<std::size_t>(row);
        const double gradient = m_state.gradient.values()[at];
        if (m_state.grows(at))
            up.push_back({gradient, row});
        if (m_state.shrinks(at))
            down.push_back({-gradient, row});
        if (isFree(row))
            chosen.push_back(row);
    }
    for (const std::vector<RankedRow>& ranked : {std::cref(up), std::cref(down)}) {
        const std::vector<Eigen::Index> first =
            firstOfSquares(m_problem.kernel.gamma, m_state.gradient.points(), ranked);
        chosen.insert(chosen.end(), first.begin(), first.end());
    }
    std::ranges::sort(chosen);
    const auto repeated = std::ranges::unique(chosen);
    chosen.erase(repeated.begin(), repeated.end());
    return chosen;
}

bool RegionDescent::settle(std::span<const Region> regions)
{
    std::vector<Eigen::Index> rows;
    for (const Region& region : regions)
        rows.insert(rows.end(), region.rows.begin(), region.rows.end());
    return m_state.gradient.settle(rows, m_progress);
}

SubProblem RegionDescent::within(const Region& region, double tolerance) const
{
    double worst = 0;
    for (const Eigen::Index row : region.rows)
        worst = std::max(worst, violation(static_cast<std::size_t>(row)));
    if (worst <= tolerance)
        return {};
    std::vector<Eigen::Index> rows;
    for (const Eigen::Index row : region.rows) {
        const auto at = static_cast<std::size_t>(row);
        if (isFree(row) || violation(at) > 0 || std::abs(m_state.gradient.values()[at] - m_level) <= watched * worst)
            rows.push_back(row);
    }
    if (rows.size() > manyRows)
        rows = worstOfSquares(rows);
    return m_state.restrictedTo(std::move(rows));
}

bool RegionDescent::improve(std::span<const Region> apart, double tolerance)
{
    if (!m_progress.advance(0) || !settle(apart))
        return false;
    std::vector<SubProblem> subs(apart.size());
    std::vector<ActiveSetEnd> ends(apart.size());
    const ActiveSetGoal goal{m_level, false, tolerance, mostSteps};
    inParallel(apart.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            subs[k] = within(apart[k], tolerance);
            ends[k] = solveActiveSet(m_state.gradient.kernel(), m_state.gradient.points(), subs[k], goal, m_progress);
        }
    });
    std::vector<Eigen::Index> rows;
    std::vector<double> alpha;
    for (std::size_t k = 0; k < apart.size(); ++k) {
        if (ends[k].alpha.size() < subs[k].rows.size())
            return false;
        rows.insert(rows.end(), subs[k].rows.begin(), subs[k].rows.end());
        alpha.insert(alpha.end(), ends[k].alpha.begin(), ends[k].alpha.end());
        m_iterations += ends[k].steps;
    }
    return m_progress.advance(0) && m_state.set(rows, alpha, m_progress);
}

bool RegionDescent::sweep(double tolerance)
{
    const Regions regions(m_problem.kernel.gamma, m_state.gradient.points());
    std::vector<std::pair<double, std::size_t>> worstFirst;
    for (std::size_t row = 0; row < m_state.alpha.size(); ++row)
        if (const double size = violation(row); size > tolerance)
            worstFirst.emplace_back(-size, row);
    std::ranges::sort(worstFirst);
    std::vector<std::size_t> middles;
    for (const auto& [size, row] : worstFirst)
        middles.push_back(row);
    const auto isLarge = [&](const Region& region) {
        return std::ranges::count_if(region.rows, [&](Eigen::Index each) { return isFree(each); }) > mostTogether;
    };
    return visitApart(
        regions, std::move(middles),
        [&](std::size_t row) {
            return shrunkAround(regions, row, {radius, coreRadius}, isLarge);
        },
        [&](std::span<const Region> apart) { return improve(apart, tolerance); });
}

FreeRows RegionDescent::free(std::span<const Eigen::Index> rows) const
{
    FreeRows free;
    free.points = VectorPoints(m_state.gradient.points(), rows);
    const auto count = static_cast<Eigen::Index>(rows.size());
    for (Eigen::VectorXd* const vector : {&free.alpha, &free.bounds, &free.excess})
        vector->resize(count);
    for (Eigen::Index i = 0; i < count; ++i) {
        const Eigen::Index row = rows[static_cast<std::size_t>(i)];
        free.alpha[i] = m_state.alpha[static_cast<std::size_t>(row)];
        free.bounds[i] = m_state.bound(row);
        free.excess[i] = m_state.gradient.values()[static_cast<std::size_t>(row)] - m_level;
    }
    return free;
}

std::optional<bool> RegionDescent::stepTogether(std::span<const Eigen::Index> rows)
{
    FreeRows all = free(rows);
    const double room = missing() > 0 ? (all.bounds - all.alpha).sum() : all.alpha.sum();
    if (std::abs(missing()) > room)
        return std::nullopt;
    const double shift = stepFreeRows(m_state.gradient.kernel(), all, missing());
    // Where few rows are free yet, ρ would have to leave all gradients behind to make them stand for the others.
    if (std::abs(shift) > worstViolation() + farthest * std::abs(levelStep(rows)))
        return std::nullopt;
    m_level += shift;
    ++m_iterations;
    return m_state.set(rows, {all.alpha.data(), rows.size()}, m_progress);
}

double RegionDescent::levelStep(std::span<const Eigen::Index> rows) const
{
    const double growing = std::max(sumOver(rows), usualGrowth * mass()) + m_state.gradient.sumOfOthers();
    return m_level * std::clamp(missing() / growing, -mostOfLevel, mostOfLevel);
}

bool RegionDescent::stepApart(std::span<const Region> regions, std::span<const Eigen::Index> rows, double worthwhile)
{
    std::vector<std::vector<Eigen::Index>> chosen(regions.size());
    std::vector<Eigen::Index> all;
    for (std::size_t k = 0; k < regions.size(); ++k) {
        for (const Eigen::Index place : regions[k].rows)
            chosen[k].push_back(rows[static_cast<std::size_t>(place)]);
        all.insert(all.end(), chosen[k].begin(), chosen[k].end());
    }
    if (!m_progress.advance(0) || !m_state.gradient.settle(all, m_progress))
        return false;
    std::erase_if(chosen, [&](const std::vector<Eigen::Index>& near) {
        return std::ranges::none_of(near, [&](Eigen::Index row) {
            return std::abs(m_state.gradient.values()[static_cast<std::size_t>(row)] - m_level) > worthwhile;
        });
    });
    std::vector<FreeRows> stepped(chosen.size());
    inParallel(chosen.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            stepped[k] = free(chosen[k]);
            (void)stepFreeRows(m_state.gradient.kernel(), stepped[k], std::nullopt);
        }
    });
    all.clear();
    std::vector<double> alpha;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
        all.insert(all.end(), chosen[k].begin(), chosen[k].end());
        alpha.insert(alpha.end(), stepped[k].alpha.begin(), stepped[k].alpha.end());
        ++m_iterations;
    }
    return m_state.set(all, alpha, m_progress);
}

bool RegionDescent::stepByNeighbours(std::span<const Eigen::Index> rows, double worthwhile)
{
    m_level += levelStep(rows);

    const VectorPoints points(m_state.gradient.points(), rows);
    const Regions regions(m_problem.kernel.gamma, points);
    std::vector<std::size_t> middles(rows.size());
    std::iota(middles.begin(), middles.end(), std::size_t{0});
    const auto around = [&](std::size_t middle) {
        const auto isLarge = [](const Region& region) { return region.rows.size() > mostNeighbours; };
        Region near = shrunkAround(regions, middle, {neighbourRadius, neighbourCore}, isLarge);
        near.rows.resize(std::min(near.rows.size(), mostNeighbours)); // of rows too near to each other to be told apart
        return near;
    };
    return visitApart(regions, std::move(middles), around,
                      [&](std::span<const Region> apart) { return stepApart(apart, rows, worthwhile); });
}

bool RegionDescent::step(double worthwhile)
{
    const std::vector<Eigen::Index> rows = freeRows();
    if (!rows.empty() && std::ssize(rows) <= mostTogether)
        if (const std::optional<bool> stepped = stepTogether(rows))
            return *stepped;
    return stepByNeighbours(rows, worthwhile);
}

bool RegionDescent::balance()
{
    const std::vector<Eigen::Index> rows = freeRows();
    const double sum = sumOver(rows);
    const double share = sum > 0 ? std::max(missing() / sum, -1.0) : 0;
    std::vector<double> alpha;
    for (const Eigen::Index row : rows)
        alpha.push_back(std::min(m_state.alpha[static_cast<std::size_t>(row)] * (1 + share), m_state.bound(row)));
    return m_state.set(rows, alpha, m_progress) && m_state.gradient.settleAll(m_progress) &&
           m_state.shiftSum(missing(), m_progress);
}

bool RegionDescent::run(double wanted)
{
    if (!m_state.gradient.settleAll(m_progress))
        return false;
    m_level = optimalityGap(m_state).level();
    const double first = worstViolation();
    double best = std::numeric_limits<double>::infinity();
    int withoutGain = 0;
    for (int round = 0; round < mostRounds && withoutGain < roundsWithoutGain; ++round, ++withoutGain) {
        double worst = worstViolation();
        if (worst <= 0.5 * wanted && std::abs(missing() * m_level) <= lastStepTolerance * wanted * mass())
            break;
        if (worst < 0.5 * best) {
            best = worst;
            withoutGain = 0;
        }
        const double share =
            worst < first ? std::clamp(std::log(first / worst) / std::log(2 * first / wanted), 0.0, 1.0) : 0;
        if (!m_progress.moveTo(share) || !sweep(std::max(lastRegionTolerance * wanted, regionTolerance * worst)) ||
            !m_state.gradient.settleAll(m_progress))
            return false;
        worst = worstViolation();
        if (!step(std::max(lastStepTolerance * wanted, stepTolerance * worst)) ||
            !m_state.gradient.settleAll(m_progress))
            return false;
    }
    return balance();
}

} // namespace perimeter
