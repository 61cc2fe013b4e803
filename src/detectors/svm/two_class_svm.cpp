// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/two_class_svm.h"

#include "base/text.h"
#include "detectors/rows/row_checks.h"
#include "detectors/svm/libsvm_solver.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace perimeter {

namespace {

bool isPositive(double value)
{
    return value > 0 && std::isfinite(value);
}

ClassWeights balanced(double outliers, double inliers)
{
    const double half = (outliers + inliers) / 2;
    return {.outlier = half / outliers, .inlier = half / inliers};
}

/// The rows with a weight, and their share of the sum: yᵢαᵢ.
void keepSupportVectors(TwoClassSvm& model, const PointsRef& points, std::span<const std::uint8_t> outlier,
                        const Eigen::VectorXd& signedAlpha)
{
    OneClassSvm& function = model.function;
    const Eigen::Index count = (signedAlpha.array() != 0).count();
    function.supportVectors.resize(count, points.cols());
    function.alpha.resize(count);
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        if (signedAlpha[row] == 0)
            continue;
        const bool isOutlier = outlier[static_cast<std::size_t>(row)] != 0;
        const double bound = model.cost * (isOutlier ? model.weights.outlier : model.weights.inlier);
        function.supportVectors.row(next) = points.row(row);
        function.alpha[next++] = signedAlpha[row];
        function.bounded += std::abs(signedAlpha[row]) >= bound ? 1 : 0;
        ++(isOutlier ? model.outlierSupports : model.inlierSupports);
    }
    function.supportRows = count;
}

} // namespace

Expected<void> checkOptions(const TwoClassSvmOptions& options)
{
    PERIMETER_CHECK(checkGamma(options.gamma));
    if (!isPositive(options.tolerance))
        return Unexpected(ErrorCode::ToleranceNotPositive, {formatNumber(options.tolerance)});
    const ClassWeights weights = options.weights.value_or(ClassWeights());
    for (const double value : {options.cost, weights.outlier, weights.inlier})
        if (!isPositive(value))
            return Unexpected(ErrorCode::CostNotPositive, {formatNumber(value)});
    return {};
}

Expected<TwoClassSvm> fitTwoClassSvm(const PointsRef& points, std::span<const std::uint8_t> outlier,
                                     const TwoClassSvmOptions& options, Progress& progress)
{
    PERIMETER_CHECK(checkOptions(options));
    const auto outliers = std::ranges::count_if(outlier, [](std::uint8_t each) { return each != 0; });
    const auto inliers = std::ssize(outlier) - outliers;
    if (outliers == 0 || inliers == 0)
        return Unexpected(ErrorCode::OneClassLabelled, {std::to_string(outliers), std::to_string(inliers)});
    PERIMETER_TRY(const double gamma, resolveGamma(options.gamma, points));
    TwoClassSvm model;
    model.cost = options.cost;
    model.weights = options.weights.value_or(balanced(static_cast<double>(outliers), static_cast<double>(inliers)));
    OneClassSvm& function = model.function;
    function.kernel = {.kind = options.kernel, .gamma = gamma};
    function.notices = constantColumns(points);
    const TwoClassProblem problem{.kernel = function.kernel,
                                  .outlierCost = model.cost * model.weights.outlier,
                                  .inlierCost = model.cost * model.weights.inlier,
                                  .tolerance = options.tolerance,
                                  .iterations = std::max<long>(10'000'000, 100 * points.rows())};
    PERIMETER_TRY(const OneClassSolution solution, solveTwoClassWithLibsvm(points, outlier, problem, progress));
    if (!solution.converged)
        return Unexpected(ErrorCode::SolverStalled, {std::to_string(solution.iterations)});
    function.iterations = solution.iterations;
    function.rho = solution.rho;
    keepSupportVectors(model, points, outlier, solution.alpha);
    function.expansion =
        std::make_shared<const KernelExpansion>(function.kernel, function.supportVectors, function.alpha);
    return model;
}

} // namespace perimeter
