// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/region_descent.h"

#include "detectors/dual/active_set.h"
#include "detectors/dual/free_step.h"
#include "detectors/dual/regions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace perimeter {

namespace {

/// Of a region and its core, in kernel lengths: beyond the radius rows are held, beyond the core they may be the middle
/// of another region.
constexpr double radius = 3;
constexpr double coreRadius = 2;
/// Of the worst violation: what regions are solved to, and what makes a step of free rows worthwhile.
constexpr double regionTolerance = 0.06;
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
/// Where a region has more rows, those of each small square are enough that are the worst or nearest to being so, upwards
/// and downwards; side in kernel lengths.
constexpr std::size_t manyRows = 3000;
constexpr double squareSide = 0.2;
constexpr int rowsPerSquare = 2;
constexpr long mostSteps = 100'000;
/// Free rows that step together; where there are more, the neighbours that do, in kernel lengths, and of these the core.
constexpr std::ptrdiff_t mostTogether = 700;
constexpr double neighbourRadius = 8;
constexpr double neighbourCore = 4.8;
constexpr std::size_t mostNeighbours = 400;
/// Rounds without the violation falling by half after which nothing is left to gain.
constexpr int roundsWithoutGain = 12;
constexpr int mostRounds = 80;
constexpr int mostShrinks = 40;

struct Radii {
    double all;
    double core;
};

/// The region around a row, with smaller radii while it is too large.
template <typename IsLarge>
Region shrunkAround(const Regions& regions, std::size_t row, Radii radii, const IsLarge& isLarge)
{
    Region region = regions.around(row, radii.all, radii.core);
    for (int shrinks = 0; isLarge(region) && shrinks < mostShrinks; ++shrinks) {
        radii = {0.8 * radii.all, 0.8 * radii.core};
        region = regions.around(row, radii.all, radii.core);
    }
    return region;
}

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
    return m_problem.nu * m_state.rows.weights.sum();
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
    const VectorPoints& points = m_state.gradient.points();
    const double side = TileGrid(m_problem.kernel.gamma).side() / std::sqrt(0.5 / m_problem.kernel.gamma);
    const TileGrid squares(m_problem.kernel.gamma * (side / squareSide) * (side / squareSide));
    const std::size_t second = points.columns() > 1 ? 1 : 0;
    std::vector<Eigen::Index> chosen;
    std::vector<std::tuple<TileIndex, double, Eigen::Index>> ranked;
    for (const bool upwards : {true, false}) {
        ranked.clear();
        for (const Eigen::Index row : rows) {
            const auto at = static_cast<std::size_t>(row);
            const double gradient = m_state.gradient.values()[at];
            if (upwards ? m_state.grows(at) : m_state.shrinks(at))
                ranked.emplace_back(squares.tileOf(points.at(at, 0), points.at(at, second)),
                                    upwards ? gradient : -gradient, row);
        }
        std::ranges::sort(ranked);
        int ofSquare = 0;
        for (std::size_t i = 0; i < ranked.size(); ++i) {
            const auto& [square, rank, row] = ranked[i];
            ofSquare = i > 0 && std::get<0>(ranked[i - 1]) == square ? ofSquare + 1 : 0;
            if (ofSquare < rowsPerSquare || isFree(row))
                chosen.push_back(row);
        }
    }
    std::ranges::sort(chosen);
    const auto repeated = std::ranges::unique(chosen);
    chosen.erase(repeated.begin(), repeated.end());
    return chosen;
}

bool RegionDescent::improve(std::span<const Eigen::Index> region, double tolerance)
{
    if (!m_state.gradient.settle(region, m_progress))
        return false;
    double worst = 0;
    for (const Eigen::Index row : region)
        worst = std::max(worst, violation(static_cast<std::size_t>(row)));
    if (worst <= tolerance)
        return true;
    std::vector<Eigen::Index> rows;
    for (const Eigen::Index row : region) {
        const auto at = static_cast<std::size_t>(row);
        if (isFree(row) || violation(at) > 0 || std::abs(m_state.gradient.values()[at] - m_level) <= watched * worst)
            rows.push_back(row);
    }
    if (rows.size() > manyRows)
        rows = worstOfSquares(rows);
    const SubProblem sub = m_state.restrictedTo(std::move(rows));
    const ActiveSetGoal goal{m_level, false, tolerance, mostSteps};
    const ActiveSetEnd end =
        solveActiveSet(m_state.gradient.kernel(), m_state.gradient.points(), sub, goal, m_progress);
    m_iterations += end.steps;
    return !end.alpha.empty() && m_state.set(sub.rows, end.alpha, m_progress);
}

bool RegionDescent::sweep(double tolerance)
{
    const Regions regions(m_problem.kernel.gamma, m_state.gradient.points());
    std::vector<std::pair<double, std::size_t>> worstFirst;
    for (std::size_t row = 0; row < m_state.alpha.size(); ++row)
        if (const double size = violation(row); size > tolerance)
            worstFirst.emplace_back(-size, row);
    std::ranges::sort(worstFirst);
    std::vector<char> visited(m_state.alpha.size(), 0);
    for (const auto& [size, row] : worstFirst) {
        if (visited[row])
            continue;
        const auto isLarge = [&](const Region& region) {
            return std::ranges::count_if(region.rows, [&](Eigen::Index each) { return isFree(each); }) > mostTogether;
        };
        const Region region = shrunkAround(regions, row, {radius, coreRadius}, isLarge);
        for (const Eigen::Index inner : region.core)
            visited[static_cast<std::size_t>(inner)] = 1;
        if (!improve(region.rows, tolerance))
            return false;
    }
    return true;
}

bool RegionDescent::stepTogether(std::span<const Eigen::Index> rows, bool keepingSum)
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
    m_level += stepFreeRows(m_state.gradient.kernel(), free, keepingSum ? std::optional(missing()) : std::nullopt);
    ++m_iterations;
    return m_state.set(rows, {free.alpha.data(), rows.size()}, m_progress);
}

bool RegionDescent::stepByNeighbours(std::span<const Eigen::Index> rows, double worthwhile)
{
    const double growing = std::max(sumOver(rows), usualGrowth * mass()) + m_state.gradient.sumOfOthers();
    m_level *= 1 + std::clamp(missing() / growing, -mostOfLevel, mostOfLevel);

    const VectorPoints points(m_state.gradient.points(), rows);
    const Regions regions(m_problem.kernel.gamma, points);
    std::vector<char> visited(rows.size(), 0);
    for (std::size_t middle = 0; middle < rows.size(); ++middle) {
        if (visited[middle])
            continue;
        if (!m_progress.advance(m_share))
            return false;
        const auto isLarge = [](const Region& region) { return region.rows.size() > mostNeighbours; };
        Region near = shrunkAround(regions, middle, {neighbourRadius, neighbourCore}, isLarge);
        near.rows.resize(std::min(near.rows.size(), mostNeighbours)); // of rows too near to each other to be told apart
        for (const Eigen::Index inner : near.core)
            visited[static_cast<std::size_t>(inner)] = 1;
        std::vector<Eigen::Index> chosen;
        for (const Eigen::Index neighbour : near.rows)
            chosen.push_back(rows[static_cast<std::size_t>(neighbour)]);
        if (!m_state.gradient.settle(chosen, m_progress))
            return false;
        const bool off = std::ranges::any_of(chosen, [&](Eigen::Index row) {
            return std::abs(m_state.gradient.values()[static_cast<std::size_t>(row)] - m_level) > worthwhile;
        });
        if (off && !stepTogether(chosen, false))
            return false;
    }
    return true;
}

bool RegionDescent::step(double worthwhile)
{
    const std::vector<Eigen::Index> rows = freeRows();
    return std::ssize(rows) <= mostTogether && !rows.empty() ? stepTogether(rows, true)
                                                             : stepByNeighbours(rows, worthwhile);
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
        m_share = worst < first ? std::clamp(std::log(first / worst) / std::log(2 * first / wanted), 0.0, 1.0) : 0;
        if (!m_progress.advance(m_share) || !sweep(std::max(lastRegionTolerance * wanted, regionTolerance * worst)) ||
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
