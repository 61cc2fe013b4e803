// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/active_set.h"

#include "detectors/dual/free_inverse.h"
#include "detectors/dual/kernel_cache.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

/// What is left of a row's diagonal beside the free ones, relative to it, below which it depends on them.
constexpr double dependent = 1e-11;
constexpr double leastPivot = 1e-12;
/// Rows that may leave their bounds before all are priced anew, and how many are looked at to find them.
constexpr std::size_t candidatesAtOnce = 48;
constexpr std::size_t mostLookedAt = 1024;
/// Candidates are no nearer to each other than this kernel value, relative to their own: neighbours would say the same.
constexpr double nearCandidates = 0.9;
/// Of the tolerance: a residual of the free rows that is worth a step.
constexpr double settledShare = 0.1;
constexpr int mostInverseChanges = 400;
/// Of a kernel value as float, and of the tolerance what this may come to when rows are priced once.
constexpr double floatRounding = 6e-8;
constexpr double roundedShare = 0.4;
constexpr int insertsPerLook = 64;
/// Times all rows are priced: usually some ten.
constexpr int mostPricings = 500;
/// Bytes of kernel rows that are kept for pricing.
constexpr std::size_t priceBudget = std::size_t{16} << 20;

class ActiveSet {
public:
    ActiveSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem, const ActiveSetGoal& goal);

    [[nodiscard]] ActiveSetEnd run(Progress& progress);

private:
    using Row = std::size_t;

    [[nodiscard]] double kernel(Row i, Row j) const;
    /// Of one row and each of some; valid until it is asked again.
    [[nodiscard]] Eigen::VectorXd::ConstSegmentReturnType kernels(Row row, const VectorPoints& others);
    /// Gradient − ρ of a row as it is now.
    [[nodiscard]] double excess(Row row);
    [[nodiscard]] double violation(Row row, double excess) const;
    void change(Row row, double alpha);

    /// Makes a row free. Where it depends on the free ones, α moves along what leaves their gradients as they are
    /// until a bound is met: by one of them, which is then free no more, or by the row.
    void insert(Row row);
    void append(Row row, const Eigen::VectorXd& solved, double pivot);
    void drop(Eigen::Index place, bool up);
    /// Steps of the free rows to where all have the gradient ρ; a row that meets a bound on the way is dropped.
    void settle();
    /// How far α may move along a direction of the free rows, at most `share` of it, and which of them ends it.
    [[nodiscard]] std::optional<Eigen::Index> room(const Eigen::VectorXd& direction, double& share) const;
    void rebuild();
    /// Brings the excess of all rows up to date: from float kernel rows where these are exact enough. False when cancelled.
    [[nodiscard]] bool price(Progress& progress);
    [[nodiscard]] std::vector<Row> candidates();

    const Kernel& m_kernel;
    ActiveSetGoal m_goal;
    /// Added to every kernel value where the sum is kept: changes nothing then, and makes a kernel matrix regular on
    /// the directions that keep it.
    double m_shift = 0;
    VectorPoints m_points;
    KernelCache m_cache; ///< what rows are priced with
    std::vector<double> m_alpha;
    std::vector<double> m_bounds;
    double m_level;

    std::vector<double> m_excess; ///< of all rows when they were last priced
    std::vector<double> m_priced; ///< α then
    double m_pricedLevel;         ///< ρ then
    std::vector<Row> m_touched;   ///< rows whose α may have changed since
    std::vector<char> m_isTouched;
    VectorPoints m_touchedPoints;

    std::vector<Row> m_free;
    std::vector<char> m_isFree;
    VectorPoints m_freePoints;
    FreeInverse m_inverse;    ///< of the free rows' kernel matrix
    Eigen::VectorXd m_own;    ///< excess of the free rows
    Eigen::VectorXd m_step;   ///< the inverse times it
    Eigen::VectorXd m_ones;   ///< the inverse times 1
    Eigen::VectorXd m_values; ///< kernel values last asked for
    long m_steps = 0;
};

ActiveSet::ActiveSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem,
                     const ActiveSetGoal& goal)
    : m_kernel(kernel), m_goal(goal), m_points(points, problem.rows), m_cache(kernel, m_points, priceBudget),
      m_alpha(problem.alpha), m_bounds(problem.bounds), m_level(goal.level), m_excess(m_points.padded(), 0),
      m_priced(problem.alpha), m_pricedLevel(goal.level), m_isTouched(problem.rows.size(), 0),
      m_isFree(problem.rows.size(), 0)
{
    for (Row row = 0; row < m_alpha.size(); ++row) {
        m_excess[row] = problem.gradient[row] - m_level;
        if (goal.keepsSum)
            m_shift = std::max(m_shift, kernelAt(kernel, m_points, row, row));
    }
    if (goal.keepsSum && m_shift == 0)
        m_shift = 1;
}

double ActiveSet::kernel(Row i, Row j) const
{
    return kernelAt(m_kernel, m_points, i, j) + m_shift;
}

Eigen::VectorXd::ConstSegmentReturnType ActiveSet::kernels(Row row, const VectorPoints& others)
{
    if (m_values.size() < static_cast<Eigen::Index>(others.padded()))
        m_values.resize(2 * static_cast<Eigen::Index>(others.padded()));
    kernelValues(m_kernel, m_points, row, others, m_values.data());
    m_values.head(static_cast<Eigen::Index>(others.size())).array() += m_shift;
    return std::as_const(m_values).head(static_cast<Eigen::Index>(others.size()));
}

double ActiveSet::excess(Row row)
{
    const auto values = kernels(row, m_touchedPoints);
    double value = m_excess[row] + m_pricedLevel - m_level;
    for (std::size_t k = 0; k < m_touched.size(); ++k)
        value += (m_alpha[m_touched[k]] - m_priced[m_touched[k]]) * values[static_cast<Eigen::Index>(k)];
    return value;
}

double ActiveSet::violation(Row row, double excess) const
{
    const double up = m_alpha[row] < m_bounds[row] ? -excess : 0;
    const double down = m_alpha[row] > 0 ? excess : 0;
    return std::max(up, down);
}

void ActiveSet::change(Row row, double alpha)
{
    if (!m_isTouched[row]) {
        m_isTouched[row] = 1;
        m_touched.push_back(row);
        m_touchedPoints.append(m_points, row);
    }
    m_alpha[row] = alpha;
}

std::optional<Eigen::Index> ActiveSet::room(const Eigen::VectorXd& direction, double& share) const
{
    std::optional<Eigen::Index> met;
    for (Eigen::Index place = 0; place < direction.size(); ++place) {
        const Row row = m_free[static_cast<std::size_t>(place)];
        const double change = direction[place];
        const double left = change > 0 ? m_bounds[row] - m_alpha[row] : m_alpha[row];
        if (change != 0 && left < share * std::abs(change)) {
            share = left / std::abs(change);
            met = place;
        }
    }
    return met;
}

void ActiveSet::append(Row row, const Eigen::VectorXd& solved, double pivot)
{
    const Eigen::Index last = m_inverse.size();
    const double own = excess(row);
    const double step = (own - solved.dot(m_own)) / pivot;
    const double one = (1 - solved.sum()) / pivot;
    m_inverse.append(solved, pivot);
    m_step -= step * solved;
    m_ones -= one * solved;
    for (Eigen::VectorXd* const vector : {&m_own, &m_step, &m_ones})
        vector->conservativeResize(last + 1);
    m_own[last] = own;
    m_step[last] = step;
    m_ones[last] = one;
    m_free.push_back(row);
    m_freePoints.append(m_points, row);
    m_isFree[row] = 1;
}

void ActiveSet::drop(Eigen::Index place, bool up)
{
    const Row row = m_free[static_cast<std::size_t>(place)];
    change(row, up ? m_bounds[row] : 0);
    if (!(m_inverse.column(place)[place] > 0)) // rounding has used it up
        rebuild();
    const Eigen::VectorXd gone = m_inverse.column(place);
    const Eigen::Index last = m_inverse.size() - 1;
    m_step -= gone * (m_step[place] / gone[place]);
    m_ones -= gone * (m_ones[place] / gone[place]);
    for (Eigen::VectorXd* const vector : {&m_own, &m_step, &m_ones}) {
        (*vector)[place] = (*vector)[last];
        vector->conservativeResize(last);
    }
    m_inverse.remove(place);
    m_free[static_cast<std::size_t>(place)] = m_free.back();
    m_free.pop_back();
    m_freePoints.remove(static_cast<std::size_t>(place));
    m_isFree[row] = 0;
}

void ActiveSet::insert(Row row)
{
    const double diagonal = kernel(row, row);
    for (;;) {
        const Eigen::VectorXd beside = kernels(row, m_freePoints);
        const Eigen::VectorXd solved = m_inverse.matrix() * beside;
        const double pivot = diagonal - beside.dot(solved);
        if (pivot > dependent * diagonal) {
            append(row, solved, pivot);
            return;
        }
        // α of the row by 1, of the free ones so that their gradients go on together.
        const double level = m_goal.keepsSum ? (solved.sum() - 1) / m_ones.sum() : 0;
        Eigen::VectorXd along = level * m_ones - solved;
        const double slope = excess(row) + along.dot(m_own);
        const double curvature = std::max(pivot, leastPivot * diagonal) + level * level * m_ones.sum();
        const double sign = slope > 0 ? -1 : 1;
        along *= sign;
        double share = sign > 0 ? m_bounds[row] - m_alpha[row] : m_alpha[row];
        const std::optional<Eigen::Index> met = room(along, share);
        if (std::abs(slope) < share * curvature) {
            append(row, solved, std::max(pivot, leastPivot * diagonal));
            return;
        }
        ++m_steps;
        for (Eigen::Index place = 0; place < along.size(); ++place) {
            const Row other = m_free[static_cast<std::size_t>(place)];
            change(other, std::clamp(m_alpha[other] + share * along[place], 0.0, m_bounds[other]));
        }
        m_level += sign * share * level;
        if (!met) {
            change(row, sign > 0 ? m_bounds[row] : 0);
            return;
        }
        change(row, std::clamp(m_alpha[row] + sign * share, 0.0, m_bounds[row]));
        drop(*met, along[*met] > 0);
    }
}

void ActiveSet::settle()
{
    while (!m_free.empty() && m_steps < m_goal.steps) {
        const double shift = m_goal.keepsSum ? m_step.sum() / m_ones.sum() : 0;
        const Eigen::VectorXd direction = shift * m_ones - m_step;
        double share = 1;
        const std::optional<Eigen::Index> met = room(direction, share);
        ++m_steps;
        for (Eigen::Index place = 0; place < direction.size(); ++place) {
            const Row row = m_free[static_cast<std::size_t>(place)];
            change(row, std::clamp(m_alpha[row] + share * direction[place], 0.0, m_bounds[row]));
        }
        m_level += share * shift;
        m_own *= 1 - share;
        m_step *= 1 - share;
        if (!met)
            return;
        drop(*met, direction[*met] > 0);
    }
}

void ActiveSet::rebuild()
{
    Eigen::MatrixXd matrix = kernelMatrix(m_kernel, m_freePoints);
    matrix.array() += m_shift;
    m_inverse.become(matrix);
    m_step = m_inverse.matrix() * m_own;
    m_ones = m_inverse.matrix() * Eigen::VectorXd::Ones(m_inverse.size());
}

bool ActiveSet::price(Progress& progress)
{
    if (!progress.advance(0))
        return false;
    std::vector<Eigen::Index> rows;
    std::vector<double> changes;
    for (const Row row : m_touched) {
        m_isTouched[row] = 0;
        rows.push_back(static_cast<Eigen::Index>(row));
        changes.push_back(m_alpha[row] - m_priced[row]);
        m_priced[row] = m_alpha[row];
    }
    m_touched.clear();
    double moved = 0;
    for (const double change : changes)
        moved += std::abs(change);
    if (m_goal.keepsSum || floatRounding * moved > roundedShare * m_goal.tolerance) {
        addKernelSums(m_kernel, m_touchedPoints, changes, 0, rows.size(), m_points, m_excess.data());
    } else {
        for (std::size_t k = 0; k < rows.size(); k += 2) {
            const std::size_t next = std::min(k + 1, rows.size() - 1);
            const float* const first = m_cache.row(static_cast<Row>(rows[k]));
            const float* const second = m_cache.row(static_cast<Row>(rows[next]));
            addTwoRows(changes[k], first, next > k ? changes[next] : 0, second, m_excess);
        }
    }
    m_touchedPoints.clear();
    for (Row row = 0; row < m_alpha.size(); ++row)
        m_excess[row] += m_pricedLevel - m_level;
    m_pricedLevel = m_level;
    for (std::size_t k = 0; k < m_free.size(); ++k)
        m_own[static_cast<Eigen::Index>(k)] = m_excess[m_free[k]];
    return true;
}

std::vector<ActiveSet::Row> ActiveSet::candidates()
{
    std::vector<std::pair<double, Row>> violating;
    for (Row row = 0; row < m_alpha.size(); ++row) {
        const double size = m_isFree[row] ? 0 : violation(row, m_excess[row]);
        if (size > m_goal.tolerance)
            violating.emplace_back(-size, row);
    }
    const std::size_t looked = std::min(violating.size(), mostLookedAt);
    std::partial_sort(violating.begin(), violating.begin() + static_cast<std::ptrdiff_t>(looked), violating.end());
    std::vector<Row> chosen;
    VectorPoints chosenPoints;
    std::vector<double> diagonals;
    for (std::size_t k = 0; k < looked && chosen.size() < candidatesAtOnce; ++k) {
        const Row row = violating[k].second;
        const double diagonal = kernel(row, row);
        const auto between = kernels(row, chosenPoints);
        const auto others = Eigen::VectorXd::Map(diagonals.data(), between.size());
        if ((between.array().square() > nearCandidates * diagonal * others.array()).any())
            continue;
        chosen.push_back(row);
        chosenPoints.append(m_points, row);
        diagonals.push_back(diagonal);
    }
    return chosen;
}

ActiveSetEnd ActiveSet::run(Progress& progress)
{
    std::vector<Row> between;
    for (Row row = 0; row < m_alpha.size(); ++row)
        if (m_alpha[row] > 0 && m_alpha[row] < m_bounds[row])
            between.push_back(row);
    for (std::size_t k = 0; k < between.size(); ++k) {
        if (k % insertsPerLook == 0 && !progress.advance(0))
            return {};
        insert(between[k]);
    }
    settle();
    double former = std::numeric_limits<double>::infinity(); // residual, where no row has joined since
    for (int round = 0; round < mostPricings && m_steps < m_goal.steps; ++round) {
        if (!price(progress))
            return {};
        if (!m_own.allFinite())
            break;
        const double residual = m_free.empty() ? 0 : m_own.cwiseAbs().maxCoeff();
        if (residual > settledShare * m_goal.tolerance || m_inverse.changes() > mostInverseChanges) {
            if (m_inverse.changes() > 0)
                rebuild();
            else
                m_step = m_inverse.matrix() * m_own;
            settle();
        }
        const std::vector<Row> joining = candidates();
        if (joining.empty() && (residual <= m_goal.tolerance || residual >= former))
            break;
        former = joining.empty() ? residual : std::numeric_limits<double>::infinity();
        for (const Row row : joining) {
            if (m_isFree[row] || violation(row, excess(row)) <= m_goal.tolerance)
                continue;
            insert(row);
            settle();
        }
    }
    return {std::move(m_alpha), m_level, m_steps};
}

} // namespace

ActiveSetEnd solveActiveSet(const Kernel& kernel, const VectorPoints& points, const SubProblem& problem,
                            const ActiveSetGoal& goal, Progress& progress)
{
    ActiveSetEnd end = ActiveSet(kernel, points, problem, goal).run(progress);
    // Where rounding led beyond all numbers, α stays what it was.
    if (!std::ranges::all_of(end.alpha, [](double alpha) { return std::isfinite(alpha); }))
        return {problem.alpha, goal.level, end.steps};
    return end;
}

} // namespace perimeter
