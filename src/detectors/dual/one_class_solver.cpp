// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/one_class_solver.h"

#include "detectors/dual/one_class_descent.h"
#include "detectors/rows/rounding.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

/// Below so many rows a cold start needs no thinned problem; above, one row in so many makes it.
constexpr Eigen::Index fewRows = 1024;
constexpr Eigen::Index thinning = 4;
/// Of the work, about what the thinned problem is.
constexpr double thinnedShare = 0.15;
/// Of the gradient's level: what the thinned problem is solved to.
constexpr double thinnedTolerance = 1e-4;
/// Changes of α after which the gradient is computed anew, so that rounding cannot grow.
constexpr std::size_t mostAdditions = 1000;

/// One problem from its start to its solution.
class Start {
public:
    Start(const OneClassProblem& problem, Progress& progress, std::size_t cacheBudget)
        : m_problem(problem), m_progress(progress), m_still(progress), m_cacheBudget(cacheBudget)
    {
    }

    /// A solved state, or null when cancelled.
    [[nodiscard]] std::unique_ptr<OneClassState> cold(DistinctRows rows);
    /// From a state of the same rows, or of others.
    [[nodiscard]] std::unique_ptr<OneClassState> again(std::unique_ptr<OneClassState> former);
    [[nodiscard]] std::unique_ptr<OneClassState> from(const OneClassState& former, DistinctRows rows);
    /// From α given, beside settled rows.
    [[nodiscard]] std::unique_ptr<OneClassState> beside(const SettledRows& settled, DistinctRows rows,
                                                        const std::vector<double>& alpha);

    [[nodiscard]] long iterations() const { return m_iterations; }
    [[nodiscard]] bool converged() const { return m_converged; }

private:
    using Indices = std::vector<Eigen::Index>;

    /// The sigmoid kernel is not: where it ends depends on where it begins, so it always begins as libsvm does.
    [[nodiscard]] bool convex() const { return m_problem.kernel.kind != KernelKind::Sigmoid; }
    [[nodiscard]] double mass(const OneClassState& state) const
    {
        return outlierMass(m_problem.nu, state.rows.weights.sum());
    }
    [[nodiscard]] bool start(OneClassState& state);
    /// A guess of α: for few rows the same share for all, else from a thinned problem, on its rows alone. Spread over
    /// more rows it would be nearer, but leave very many of them between their bounds.
    [[nodiscard]] bool guess(OneClassState& state);
    /// α at its bound on the rows with the smallest gradient, 0 on the others.
    [[nodiscard]] bool fillLowest(OneClassState& state);
    /// α at its bound on the first rows, 0 on the others.
    [[nodiscard]] bool fillFirst(OneClassState& state);
    [[nodiscard]] bool fill(OneClassState& state, std::span<const Eigen::Index> order);
    /// Moves Σ α to νΣw.
    [[nodiscard]] bool shiftMass(OneClassState& state);
    [[nodiscard]] bool set(OneClassState& state, const std::vector<double>& alpha);
    [[nodiscard]] bool setAndSettle(OneClassState& state, const std::vector<double>& alpha);
    [[nodiscard]] std::unique_ptr<OneClassState> solved(std::unique_ptr<OneClassState> state);

    OneClassProblem m_problem;
    Progress& m_progress;
    StillProgress m_still; ///< at what is done
    std::size_t m_cacheBudget;
    double m_done = 0; ///< of the work, before the descent
    long m_iterations = 0;
    bool m_converged = false;
};

/// α as a share of each row's bound.
std::vector<double> sharesOf(const OneClassState& state)
{
    std::vector<double> shares(state.alpha.size(), 0);
    for (std::size_t row = 0; row < shares.size(); ++row)
        if (state.alpha[row] > 0)
            shares[row] = state.alpha[row] / state.bound(static_cast<Eigen::Index>(row));
    return shares;
}

bool Start::set(OneClassState& state, const std::vector<double>& alpha)
{
    std::vector<Eigen::Index> all(alpha.size());
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    return state.set(all, alpha, m_still);
}

bool Start::setAndSettle(OneClassState& state, const std::vector<double>& alpha)
{
    return set(state, alpha) && state.gradient.settleAll(m_still);
}

bool Start::guess(OneClassState& state)
{
    const Eigen::Index rows = state.rows.points.rows();
    std::vector<double> alpha(static_cast<std::size_t>(rows), 0);
    if (rows <= fewRows) {
        for (Eigen::Index row = 0; row < rows; ++row)
            alpha[static_cast<std::size_t>(row)] = m_problem.nu * state.rows.weights[row];
        return setAndSettle(state, alpha);
    }
    // Rows are in lexicographic order, so every so many-th of them is much like all.
    const Eigen::Index count = (rows + thinning - 1) / thinning;
    RowMatrix thinned(count, state.rows.points.cols());
    Eigen::VectorXd weights(count);
    for (Eigen::Index i = 0; i < count; ++i) {
        thinned.row(i) = state.rows.points.row(i * thinning);
        weights[i] = state.rows.weights[i * thinning];
    }
    OneClassProblem problem = m_problem;
    problem.tolerance = std::max(problem.tolerance, thinnedTolerance * m_problem.nu * weights.sum());
    m_done = thinnedShare;
    ProgressPart first(m_progress, 0, m_done);
    Start thin(problem, first, m_cacheBudget);
    const std::unique_ptr<OneClassState> small = thin.cold(DistinctRows(thinned, weights));
    if (!small)
        return false;
    m_iterations += thin.iterations();
    if (!m_still.moveTo(m_done))
        return false;
    const std::vector<double> shares = sharesOf(*small);
    for (Eigen::Index row = 0; row < rows; row += thinning)
        alpha[static_cast<std::size_t>(row)] =
            shares[static_cast<std::size_t>(row / thinning)] * state.rows.weights[row];
    return setAndSettle(state, alpha);
}

bool Start::start(OneClassState& state)
{
    if (!convex())
        return fillFirst(state);
    if (!guess(state))
        return false;
    // Where the guess is of all rows: a wide kernel wants few of them below their bounds, a narrow one many, and the
    // better of both is kept.
    const double sum = std::accumulate(state.alpha.begin(), state.alpha.end(), 0.0);
    const bool whole = sum > 0.5 * mass(state);
    const std::vector<double> guessed = state.alpha;
    const double before = objective(state) * (mass(state) / sum) * (mass(state) / sum);
    if (!fillLowest(state))
        return false;
    return !whole || objective(state) <= before || (setAndSettle(state, guessed) && shiftMass(state));
}

bool Start::fillLowest(OneClassState& state)
{
    std::vector<Eigen::Index> order(state.alpha.size());
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    const std::vector<double>& gradient = state.gradient.values();
    std::ranges::stable_sort(order, {}, [&](Eigen::Index row) { return gradient[static_cast<std::size_t>(row)]; });
    return fill(state, order);
}

bool Start::fillFirst(OneClassState& state)
{
    std::vector<Eigen::Index> order(state.alpha.size());
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    return fill(state, order);
}

bool Start::fill(OneClassState& state, std::span<const Eigen::Index> order)
{
    std::vector<double> alpha(order.size(), 0);
    (void)shiftAlong(order, state.rows.weights, mass(state), alpha);
    return setAndSettle(state, alpha);
}

bool Start::shiftMass(OneClassState& state)
{
    return state.shiftSum(mass(state) - std::accumulate(state.alpha.begin(), state.alpha.end(), 0.0), m_still);
}

std::unique_ptr<OneClassState> Start::solved(std::unique_ptr<OneClassState> state)
{
    ProgressPart rest(m_progress, m_done, 1);
    OneClassDescent descent(*state, m_problem, rest, m_cacheBudget);
    if (!descent.solve())
        return nullptr;
    m_iterations += descent.iterations();
    m_converged = descent.converged();
    return state;
}

std::unique_ptr<OneClassState> Start::cold(DistinctRows rows)
{
    auto state = std::make_unique<OneClassState>(std::move(rows), m_problem.kernel);
    return start(*state) ? solved(std::move(state)) : nullptr;
}

/// α of the rows that both have, as a share of their weights. Both are in lexicographic order.
std::vector<double> carriedOver(const OneClassState& former, const DistinctRows& rows)
{
    std::vector<double> alpha(static_cast<std::size_t>(rows.weights.size()), 0);
    const std::vector<double> shares = sharesOf(former);
    const RowMatrix& before = former.rows.points;
    Eigen::Index old = 0;
    for (Eigen::Index row = 0; row < rows.points.rows(); ++row) {
        const auto point = rows.points.row(row);
        while (old < before.rows() &&
               std::lexicographical_compare(before.row(old).begin(), before.row(old).end(), point.begin(), point.end()))
            ++old;
        if (old < before.rows() && before.row(old) == point)
            alpha[static_cast<std::size_t>(row)] = shares[static_cast<std::size_t>(old)] * rows.weights[row];
    }
    return alpha;
}

std::unique_ptr<OneClassState> Start::from(const OneClassState& former, DistinctRows rows)
{
    if (!convex() || former.rows.points.cols() != rows.points.cols())
        return cold(std::move(rows));
    const std::vector<double> alpha = carriedOver(former, rows);
    // Rows that are mostly new begin better from themselves.
    if (std::accumulate(alpha.begin(), alpha.end(), 0.0) < 0.5 * outlierMass(m_problem.nu, rows.weights.sum()))
        return cold(std::move(rows));
    auto state = std::make_unique<OneClassState>(std::move(rows), m_problem.kernel);
    return setAndSettle(*state, alpha) && shiftMass(*state) ? solved(std::move(state)) : nullptr;
}

std::unique_ptr<OneClassState> Start::beside(const SettledRows& settled, DistinctRows rows,
                                             const std::vector<double>& alpha)
{
    auto state = std::make_unique<OneClassState>(std::move(rows), m_problem.kernel);
    return state->gradient.addOthers(settled.centres, settled.alpha, m_still) && setAndSettle(*state, alpha) &&
                   shiftMass(*state)
               ? solved(std::move(state))
               : nullptr;
}

std::unique_ptr<OneClassState> Start::again(std::unique_ptr<OneClassState> former)
{
    if (!convex() || former->gradient.kernel() != m_problem.kernel || former->gradient.additions() >= mostAdditions) {
        DistinctRows rows = former->rows;
        return from(*former, std::move(rows));
    }
    return shiftMass(*former) ? solved(std::move(former)) : nullptr;
}

/// Of equal rows the first ones carry α up to their bound, as it comes out of a solver that knows them one by one.
OneClassSolution solutionOf(const OneClassState& state, const WeightsRef& weights)
{
    OneClassSolution solution;
    solution.rho = optimalityGap(state).level();
    solution.alpha.resize(static_cast<Eigen::Index>(state.rows.ofRow.size()));
    std::vector<double> left = state.alpha;
    for (std::size_t row = 0; row < state.rows.ofRow.size(); ++row) {
        double& rest = left[static_cast<std::size_t>(state.rows.ofRow[row])];
        const double weight = weights.size() > 0 ? weights[static_cast<Eigen::Index>(row)] : 1;
        const double alpha = std::min(rest, weight);
        solution.alpha[static_cast<Eigen::Index>(row)] = alpha;
        rest -= alpha;
    }
    return solution;
}

} // namespace

Expected<OneClassSolution> solveOneClass(const PointsRef& points, const WeightsRef& weights,
                                         const OneClassProblem& problem, WarmStart& warm, Progress& progress,
                                         std::size_t cacheBudget)
{
    Start start(problem, progress, cacheBudget);
    const bool sameRows = warm.fitsRows();
    std::unique_ptr<OneClassState> state = warm.take();
    if (!state)
        state = start.cold(DistinctRows(points, weights));
    else
        state = sameRows ? start.again(std::move(state)) : start.from(*state, DistinctRows(points, weights));
    if (!state)
        return Unexpected(ErrorCode::Cancelled);
    OneClassSolution solution = solutionOf(*state, weights);
    solution.iterations = start.iterations();
    solution.converged = start.converged();
    warm.leave(std::move(state));
    return solution;
}

Expected<OneClassSolution> solveOneClassBeside(const SettledRows& settled, const PointsRef& points,
                                               const WeightsRef& weights, const Eigen::VectorXd& alpha,
                                               const OneClassProblem& problem, Progress& progress,
                                               std::size_t cacheBudget)
{
    DistinctRows rows(points, weights);
    std::vector<double> begin(static_cast<std::size_t>(rows.weights.size()), 0);
    for (std::size_t row = 0; row < rows.ofRow.size(); ++row)
        begin[static_cast<std::size_t>(rows.ofRow[row])] += alpha[static_cast<Eigen::Index>(row)];
    Start start(problem, progress, cacheBudget);
    const std::unique_ptr<OneClassState> state = start.beside(settled, std::move(rows), begin);
    if (!state)
        return Unexpected(ErrorCode::Cancelled);
    OneClassSolution solution = solutionOf(*state, weights);
    solution.iterations = start.iterations();
    solution.converged = start.converged();
    return solution;
}

} // namespace perimeter
