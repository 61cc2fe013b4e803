// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/one_class_svm.h"

#include "base/text.h"
#include "detectors/islands.h"
#include "detectors/libsvm_solver.h"
#include "detectors/origin_surrounded.h"
#include "detectors/percentile.h"
#include "detectors/row_checks.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace perimeter {

namespace {

constexpr int HighestDegree = 100;
constexpr double LargestKernelValue = 1e37;
/// Rows between two looks at the progress.
constexpr Eigen::Index RowsPerLook = 256;

Eigen::VectorXd diagonal(const PointsRef& points, const Kernel& kernel)
{
    Eigen::VectorXd values(points.rows());
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        values[row] = std::abs(kernel(points.row(row), points.row(row)));
    return values;
}

/// Solvers keep kernel values as float.
Expected<void> checkKernelValues(const PointsRef& points, const Kernel& kernel)
{
    const double largest = diagonal(points, kernel).maxCoeff();
    if (!(largest < LargestKernelValue))
        return Unexpected(ErrorCode::KernelOverflow, {formatNumber(largest)});
    return {};
}

/// Where the iterations run out, a tolerance a hundred times as wide is tried.
Expected<OneClassSolution> solve(const PointsRef& points, OneClassProblem problem, std::vector<Notice>& notices,
                                 Progress& progress)
{
    const double asked = problem.tolerance;
    while (true) {
        Expected<OneClassSolution> solution = solveWithLibsvm(points, problem, progress);
        if (!solution)
            return solution;
        if (solution->converged) {
            if (problem.tolerance > asked)
                notices.push_back(
                    {NoticeCode::SolverStoppedEarly,
                     {std::to_string(problem.iterations), formatNumber(asked), formatNumber(problem.tolerance)}});
            return solution;
        }
        problem.tolerance *= 100;
    }
}

void keepSupportVectors(OneClassSvm& model, const PointsRef& points, const Eigen::VectorXd& alpha)
{
    const Eigen::Index count = (alpha.array() > 0).count();
    model.supportVectors.resize(count, points.cols());
    model.alpha.resize(count);
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        if (alpha[row] > 0) {
            model.supportVectors.row(next) = points.row(row);
            model.alpha[next++] = alpha[row];
        }
    }
    model.bounded = (alpha.array() >= 1).count();
}

/// The largest −f of a row whose α is below its bound. Rounding can leave one α more at the bound than νn allows; the
/// rows nearest to the frontier then count as inliers, so that the outliers never exceed νn.
double tauOf(const Eigen::VectorXd& decision, const Eigen::VectorXd& alpha, double nu)
{
    double tau = 0;
    for (Eigen::Index row = 0; row < decision.size(); ++row)
        if (alpha[row] < 1)
            tau = std::max(tau, -decision[row]);
    std::vector<double> beyond;
    for (const double f : decision)
        if (f < -tau)
            beyond.push_back(-f);
    const std::size_t allowed = static_cast<std::size_t>(nu * static_cast<double>(decision.size()));
    if (beyond.size() > allowed) {
        std::ranges::nth_element(beyond, beyond.begin() + static_cast<std::ptrdiff_t>(allowed), std::greater<>());
        tau = beyond[allowed];
    }
    return tau;
}

Expected<Eigen::VectorXd> valuesAt(const std::function<double(const Eigen::Ref<const Eigen::RowVectorXd>&)>& function,
                                   const PointsRef& points, Progress& progress)
{
    Eigen::VectorXd values(points.rows());
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        if (row % RowsPerLook == 0 && !progress.advance(static_cast<double>(row) / static_cast<double>(points.rows())))
            return Unexpected(ErrorCode::Cancelled);
        const bool repeated = row > 0 && points.row(row) == points.row(row - 1);
        values[row] = repeated ? values[row - 1] : function(points.row(row));
    }
    return values;
}

/// ρ, f at the training rows and τ from the solution.
Expected<void> placeFrontier(OneClassSvm& model, const PointsRef& points, const OneClassSolution& solution,
                             Progress& progress)
{
    const KernelExpansion expansion(model.kernel, model.supportVectors, model.alpha);
    Expected<Eigen::VectorXd> sums = valuesAt(std::cref(expansion), points, progress);
    if (!sums)
        return sums.unexpected();
    // With every α at its bound any ρ at or above the largest gradient is optimal; libsvm gives the infinite end.
    model.rho = std::isfinite(solution.rho) ? solution.rho : sums->maxCoeff();
    model.trainingDecision = sums->array() - model.rho;
    model.tau = tauOf(model.trainingDecision, solution.alpha, model.nu);
    if (model.tau > 1e-6 * std::abs(model.rho))
        model.notices.push_back({NoticeCode::TauAboveTolerance, {formatNumber(model.tau), formatNumber(model.rho)}});
    return {};
}

/// Notices that follow from the data and the kernel alone.
std::vector<Notice> noticesBefore(const PointsRef& points, const Kernel& kernel, double nu)
{
    std::vector<Notice> notices = constantColumns(points);
    if (nu * static_cast<double>(points.rows()) < 1)
        notices.push_back({NoticeCode::NuBelowOneRow, {formatNumber(nu), std::to_string(points.rows())}});
    if (const std::optional<Islands> islands = findIslands(points, kernel))
        notices.push_back(
            {NoticeCode::IslandPerPoint, {formatNumber(islands->kernelLength), formatNumber(islands->neighbour)}});
    return notices;
}

} // namespace

DecisionFunction::DecisionFunction(const OneClassSvm& model)
    : m_expansion(model.kernel, model.supportVectors, model.alpha), m_rho(model.rho)
{
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
    if (const Expected<void> checked = checkGamma(options.gamma); !checked)
        return checked.unexpected();
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
    const double gradient = nu * static_cast<double>(points.rows()) * percentile(diagonal(points, kernel), nu);
    return gradient > 0 ? tolerance * std::min(1.0, gradient) : tolerance;
}

Expected<OneClassSvm> fitOneClassSvm(const PointsRef& points, const OneClassSvmOptions& options, Progress& progress)
{
    if (const Expected<void> checked = checkOptions(options); !checked)
        return checked.unexpected();
    if (const Expected<void> checked = checkRows(points, 2); !checked)
        return checked.unexpected();
    const Expected<double> gamma = resolveGamma(options.gamma, points);
    if (!gamma)
        return gamma.unexpected();
    OneClassSvm model;
    model.kernel = {options.kernel, *gamma, options.degree, options.coef0};
    model.nu = options.nu;
    if (const Expected<void> checked = checkKernelValues(points, model.kernel); !checked)
        return checked.unexpected();
    model.notices = noticesBefore(points, model.kernel, options.nu);
    if (originSurrounded(points, model.kernel, options.nu)) {
        model.frontier = false;
        model.supportVectors.resize(0, points.cols());
        model.notices.push_back({NoticeCode::NoFrontierCentred, {formatNumber(options.nu)}});
        return model;
    }

    const OneClassProblem problem{model.kernel, options.nu,
                                  solverTolerance(points, model.kernel, options.nu, options.tolerance),
                                  std::max<long>(100'000, 10 * points.rows())};
    ProgressPart training(progress, 0, 0.8);
    const Expected<OneClassSolution> solution = solve(points, problem, model.notices, training);
    if (!solution)
        return solution.unexpected();
    model.iterations = solution->iterations;
    keepSupportVectors(model, points, solution->alpha);
    ProgressPart placing(progress, 0.8, 1);
    if (const Expected<void> placed = placeFrontier(model, points, *solution, placing); !placed)
        return placed.unexpected();
    return model;
}

Expected<Eigen::VectorXd> decisionFunction(const OneClassSvm& model, const PointsRef& points, Progress& progress)
{
    const DecisionFunction decision(model);
    return valuesAt(std::cref(decision), points, progress);
}

} // namespace perimeter
