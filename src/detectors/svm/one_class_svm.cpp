// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/one_class_svm.h"

#include "base/text.h"
#include "detectors/rows/percentile.h"
#include "detectors/rows/rounding.h"
#include "detectors/rows/row_checks.h"
#include "detectors/svm/islands.h"
#include "detectors/svm/libsvm_solver.h"
#include "detectors/svm/origin_surrounded.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace perimeter {

namespace {

constexpr int HighestDegree = 100;
constexpr double LargestKernelValue = 1e37;
/// νn below this is solved as this: no bound is met either way, and only the scale of f differs.
constexpr double leastMass = 1e-6;

Eigen::VectorXd diagonal(const PointsRef& points, const Kernel& kernel)
{
    if (kernel.kind == KernelKind::Rbf)
        return Eigen::VectorXd::Ones(points.rows());
    Eigen::VectorXd values(points.rows());
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        values[row] = std::abs(kernel(points.row(row), points.row(row)));
    return values;
}

double sumOf(const WeightsRef& weights, const PointsRef& points)
{
    return weights.size() > 0 ? weights.sum() : static_cast<double>(points.rows());
}

double weightOf(const WeightsRef& weights, Eigen::Index row)
{
    return weights.size() > 0 ? weights[row] : 1;
}

/// Solvers keep kernel values as float.
Expected<void> checkKernelValues(const PointsRef& points, const Kernel& kernel)
{
    const double largest = diagonal(points, kernel).maxCoeff();
    if (!(largest < LargestKernelValue))
        return Unexpected(ErrorCode::KernelOverflow, {formatNumber(largest)});
    return {};
}

long mostLibsvmIterations(Eigen::Index rows)
{
    return std::max<long>(100'000, 10 * rows);
}

/// The solvers' eps where the gradient at the frontier is about this.
double toleranceAt(double gradient, double tolerance)
{
    return gradient > 0 ? tolerance * std::min(1.0, gradient) : tolerance;
}

/// A gradient this far from optimal, relative to ρ, still draws a frontier to look at.
constexpr double loosest = 1e-2;

/// Where a solver gives up, a tolerance a hundred times as wide is tried, as long as the frontier is worth drawing.
template <typename Solve>
Expected<OneClassSolution> solve(OneClassProblem problem, std::vector<Notice>& notices, Solve&& solveOnce)
{
    const double asked = problem.tolerance;
    long iterations = 0;
    while (true) {
        PERIMETER_TRY(OneClassSolution solution, solveOnce(problem));
        iterations += solution.iterations;
        solution.iterations = iterations;
        if (solution.converged) {
            if (problem.tolerance > asked)
                notices.push_back({NoticeCode::SolverStoppedEarly,
                                   {std::to_string(iterations), formatNumber(asked), formatNumber(problem.tolerance)}});
            return solution;
        }
        problem.tolerance *= 100;
        if (!(problem.tolerance <= std::max(loosest * std::abs(solution.rho), asked)))
            return Unexpected(ErrorCode::SolverStalled, {std::to_string(iterations)});
    }
}

void keepSupportVectors(OneClassSvm& model, const PointsRef& points, const WeightsRef& weights,
                        const Eigen::VectorXd& alpha)
{
    const Eigen::Index count = (alpha.array() > 0).count();
    model.supportVectors.resize(count, points.cols());
    model.alpha.resize(count);
    double supportRows = 0;
    double bounded = 0;
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        if (alpha[row] > 0) {
            const double weight = weightOf(weights, row);
            supportRows += weight;
            bounded += alpha[row] >= weight ? weight : 0;
            model.supportVectors.row(next) = points.row(row);
            model.alpha[next++] = alpha[row];
        }
    }
    model.supportRows = std::llround(supportRows);
    model.bounded = std::llround(bounded);
}

/// Settled rows come before the others.
void addSettled(OneClassSvm& model, const SettledRows& settled)
{
    RowMatrix centres(settled.centres.rows() + model.supportVectors.rows(), settled.centres.cols());
    centres << settled.centres, model.supportVectors;
    Eigen::VectorXd alpha(centres.rows());
    alpha << settled.alpha, model.alpha;
    model.supportVectors = std::move(centres);
    model.alpha = std::move(alpha);
    const Eigen::Index rows = std::llround(settled.alpha.sum());
    model.supportRows += rows;
    model.bounded += rows;
}

/// The largest −f of a row whose α is below its bound. Rounding can leave one α more at the bound than νn allows; the
/// rows nearest to the frontier then count as inliers, so that the outliers never exceed νn.
double tauOf(const Eigen::VectorXd& decision, const WeightsRef& weights, const Eigen::VectorXd& alpha, double allowed)
{
    double tau = 0;
    for (Eigen::Index row = 0; row < decision.size(); ++row)
        if (alpha[row] < weightOf(weights, row))
            tau = std::max(tau, -decision[row]);
    std::vector<std::pair<double, double>> beyond; // −f, weight
    for (Eigen::Index row = 0; row < decision.size(); ++row)
        if (decision[row] < -tau)
            beyond.emplace_back(-decision[row], weightOf(weights, row));
    double count = 0;
    for (const auto& [distance, weight] : beyond)
        count += weight;
    if (std::floor(count) <= std::floor(allowed))
        return tau;
    std::ranges::sort(beyond, std::greater<>());
    double outside = 0;
    for (const auto& [distance, weight] : beyond) {
        outside += weight;
        if (outside > std::floor(allowed))
            return distance;
    }
    return tau;
}

/// ρ, f at the training rows and τ from the solution, where so many of these rows may be outliers.
Expected<void> placeFrontier(OneClassSvm& model, const PointsRef& points, const WeightsRef& weights,
                             const OneClassSolution& solution, double allowed, Progress& progress)
{
    model.expansion = std::make_shared<const KernelExpansion>(model.kernel, model.supportVectors, model.alpha);
    PERIMETER_TRY(Eigen::VectorXd sums, model.expansion->at(points, progress));
    // With every α at its bound any ρ at or above the largest gradient is optimal; libsvm gives the infinite end.
    model.rho = std::isfinite(solution.rho) ? solution.rho : sums.maxCoeff();
    model.trainingDecision = sums.array() - model.rho;
    model.tau = tauOf(model.trainingDecision, weights, solution.alpha, allowed);
    if (model.tau > 1e-6 * std::abs(model.rho))
        model.notices.push_back({NoticeCode::TauAboveTolerance, {formatNumber(model.tau), formatNumber(model.rho)}});
    return {};
}

/// Where a sigmoid is nearly linear, the data may surround the origin as they do for a linear kernel: ‖w‖² = αᵀKα is
/// then nothing beside (νn)² max K, and the sign of f is noise.
bool kernelsCancel(const OneClassSvm& model, const PointsRef& points, const WeightsRef& weights,
                   const Eigen::VectorXd& alpha)
{
    if (model.kernel.kind != KernelKind::Sigmoid)
        return false;
    const double mass = model.nu * sumOf(weights, points);
    const double square = alpha.dot((model.trainingDecision.array() + model.rho).matrix());
    return std::abs(square) <= 1e-12 * mass * mass * diagonal(points, model.kernel).maxCoeff();
}

void withdrawFrontier(OneClassSvm& model)
{
    model.frontier = false;
    model.supportVectors.resize(0, model.supportVectors.cols());
    model.alpha.resize(0);
    model.trainingDecision.resize(0);
    model.expansion = nullptr;
    model.supportRows = model.bounded = 0;
    std::erase_if(model.notices, [](const Notice& notice) { return notice.code == NoticeCode::TauAboveTolerance; });
    model.notices.push_back({NoticeCode::NoFrontierCentred, {formatNumber(model.nu)}});
}

/// Notices that follow from the rows and the kernel alone.
std::vector<Notice> noticesOf(const PointsRef& points, const Kernel& kernel)
{
    std::vector<Notice> notices = constantColumns(points);
    if (const std::optional<Islands> islands = findIslands(points, kernel))
        notices.push_back(
            {NoticeCode::IslandPerPoint, {formatNumber(islands->kernelLength), formatNumber(islands->neighbour)}});
    return notices;
}

Expected<void> check(const PointsRef& points, const OneClassSvmOptions& options)
{
    PERIMETER_CHECK(checkOptions(options));
    return checkRows(points, 2);
}

} // namespace

DecisionFunction::DecisionFunction(const OneClassSvm& model)
    : m_expansion(model.expansion
                      ? model.expansion
                      : std::make_shared<const KernelExpansion>(model.kernel, model.supportVectors, model.alpha)),
      m_rho(model.rho)
{
}

Expected<Eigen::VectorXd> DecisionFunction::at(const PointsRef& points, Progress& progress) const
{
    Expected<Eigen::VectorXd> values = m_expansion->at(points, progress);
    if (values)
        values->array() -= m_rho;
    return values;
}

double OneClassSvm::decision(const Eigen::Ref<const Eigen::RowVectorXd>& point) const
{
    return DecisionFunction(*this)(point);
}

bool isOutlier(const OneClassSvm& model, double decision)
{
    return decision < -model.tau;
}

Expected<void> checkOptions(const OneClassSvmOptions& options)
{
    if (!(options.nu > 0 && options.nu <= 1))
        return Unexpected(ErrorCode::NuOutOfRange, {formatNumber(options.nu)});
    PERIMETER_CHECK(checkGamma(options.gamma));
    if (!(options.tolerance > 0 && std::isfinite(options.tolerance)))
        return Unexpected(ErrorCode::ToleranceNotPositive, {formatNumber(options.tolerance)});
    if (options.degree < 1 || options.degree > HighestDegree)
        return Unexpected(ErrorCode::DegreeOutOfRange, {std::to_string(options.degree)});
    if (!std::isfinite(options.coef0))
        return Unexpected(ErrorCode::Coef0NotFinite, {formatNumber(options.coef0)});
    return {};
}

double solverTolerance(const PointsRef& points, const Kernel& kernel, double nu, double tolerance)
{
    return toleranceAt(nu * static_cast<double>(points.rows()) * percentile(diagonal(points, kernel), nu), tolerance);
}

Expected<OneClassSvm> fitOneClassSvm(const PointsRef& points, const OneClassSvmOptions& options, Progress& progress)
{
    WarmStart none;
    return fitOneClassSvm(points, Eigen::VectorXd(), options, none, progress);
}

Expected<OneClassSvm> fitOneClassSvm(const PointsRef& points, const WeightsRef& weights,
                                     const OneClassSvmOptions& options, WarmStart& warm, Progress& progress)
{
    PERIMETER_CHECK(check(points, options));
    PERIMETER_TRY(const double gamma, resolveGamma(options.gamma, points));
    OneClassSvm model;
    model.kernel = {options.kernel, gamma, options.degree, options.coef0};
    model.nu = options.nu;
    model.supportVectors.resize(0, points.cols());
    PERIMETER_CHECK(checkKernelValues(points, model.kernel));
    warm.meet(points, weights, model.kernel, [&] { return noticesOf(points, model.kernel); });
    model.notices = warm.notices();
    if (options.nu * sumOf(weights, points) < 1)
        model.notices.push_back(
            {NoticeCode::NuBelowOneRow, {formatNumber(options.nu), formatNumber(sumOf(weights, points))}});
    if (originSurrounded(points, weights, model.kernel, options.nu)) {
        withdrawFrontier(model);
        return model;
    }

    const OneClassProblem problem{.kernel = model.kernel,
                                  .nu = std::max(options.nu, leastMass / sumOf(weights, points)),
                                  .tolerance = solverTolerance(points, model.kernel, options.nu, options.tolerance),
                                  .iterations = mostLibsvmIterations(points.rows())};
    ProgressPart training(progress, 0, 0.8);
    PERIMETER_TRY(const OneClassSolution solution, solve(problem, model.notices, [&](const OneClassProblem& once) {
                      return options.solver == Solver::Libsvm ? solveWithLibsvm(points, once, training)
                                                              : solveOneClass(points, weights, once, warm, training);
                  }));
    model.iterations = solution.iterations;
    keepSupportVectors(model, points, weights, solution.alpha);
    ProgressPart placing(progress, 0.8, 1);
    if (const Expected<void> placed =
            placeFrontier(model, points, weights, solution, outlierMass(model.nu, sumOf(weights, points)), placing);
        !placed)
        return placed.unexpected();
    if (kernelsCancel(model, points, weights, solution.alpha))
        withdrawFrontier(model);
    return model;
}

Expected<OneClassSvm> refineOneClassSvm(const OneClassSvm& former, const SettledRows& settled, const PointsRef& points,
                                        const WeightsRef& weights, double rows, const OneClassSvmOptions& options,
                                        Progress& progress)
{
    OneClassSvm model;
    model.kernel = former.kernel;
    model.nu = former.nu;
    model.notices = former.notices;
    std::erase_if(model.notices, [](const Notice& notice) {
        return notice.code == NoticeCode::TauAboveTolerance || notice.code == NoticeCode::SolverStoppedEarly;
    });
    const double allowed = outlierMass(former.nu, rows) - settled.alpha.sum();
    const OneClassProblem problem{.kernel = former.kernel,
                                  .nu = allowed / sumOf(weights, points),
                                  .tolerance = toleranceAt(std::abs(former.rho), options.tolerance)};
    ProgressPart training(progress, 0, 0.6);
    PERIMETER_TRY(const Eigen::VectorXd before, decisionFunction(former, points, training));
    Eigen::VectorXd start = (before.array() < 0).cast<double>();
    if (weights.size() > 0)
        start.array() *= weights.array();
    PERIMETER_TRY(const OneClassSolution solution, solve(problem, model.notices, [&](const OneClassProblem& once) {
                      return solveOneClassBeside(settled, points, weights, start, once, training);
                  }));
    model.iterations = former.iterations + solution.iterations;
    keepSupportVectors(model, points, weights, solution.alpha);
    addSettled(model, settled);
    ProgressPart placing(progress, 0.6, 1);
    PERIMETER_CHECK(placeFrontier(model, points, weights, solution, allowed, placing));
    return model;
}

Expected<Eigen::VectorXd> decisionFunction(const OneClassSvm& model, const PointsRef& points, Progress& progress)
{
    return DecisionFunction(model).at(points, progress);
}

} // namespace perimeter
