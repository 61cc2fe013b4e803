// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/tracing.h"

#include "base/stopwatch.h"
#include "field/ellipse.h"
#include "field/learned_frontier.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perimeter {

namespace {

/// The hyperplane of an exact fit as the zero of a linear function, which draws it as it draws a linear frontier.
OneClassSvm linearFunction(const ExactFit& exact)
{
    OneClassSvm function;
    function.kernel.kind = KernelKind::Linear;
    function.supportVectors = exact.normal.transpose();
    function.alpha = Eigen::VectorXd::Ones(1);
    function.rho = exact.offset;
    return function;
}

/// The range along an axis with a margin on both sides; a unit around a single value.
std::pair<double, double> extent(const ColumnRange& range, AxisScale scale)
{
    double least = scale == AxisScale::Log ? range.leastPositive : range.least;
    double most = range.most;
    if (least > most)
        return {0, 1};
    // No axis turns round.
    least = toAxis(scale, least);
    most = toAxis(scale, most);
    const double margin = 0.12 * (most - least);
    // A difference that vanishes beside the value itself cannot be an axis.
    if (margin <= 1e-12 * std::max(std::abs(least), std::abs(most))) {
        const double around = std::max(0.5, 0.05 * std::abs(most));
        return {least - around, most + around};
    }
    return {least - margin, most + margin};
}

} // namespace

Expected<FrontierLines> frontier(const DetectorFit& fit, const Plane& plane, int columns, int rows, Progress& progress)
{
    const Stopwatch stopwatch;
    FrontierLines lines{.plane = plane, .frontier = {}};
    const bool exact = fit.robust() && fit.robust()->exactFit;
    if (fit.svm() || exact) {
        PERIMETER_TRY(Frontier learned, learnedFrontier(exact ? linearFunction(*fit.robust()->exactFit) : *fit.svm(),
                                                        plane, columns, rows, progress));
        lines.frontier = std::move(learned);
    } else if (fit.classes) {
        lines.frontier = ellipseFrontier(*fit.covariance(), plane);
    }
    lines.milliseconds = stopwatch.milliseconds();
    return lines;
}

Expected<FrontierLines> sketchFrontier(const ScaledPoints& scaled, OneClassSvmOptions options, const Plane& plane,
                                       int columns, int rows, Progress& progress)
{
    const Stopwatch stopwatch;
    PERIMETER_TRY(const double gamma, resolveGamma(options.gamma, scaled.points.cols(), scaled.variance));
    options.gamma = {GammaChoice::Rule::Value, gamma};
    options.solver = Solver::Fast;
    const Eigen::Index step = std::max<Eigen::Index>(1, scaled.points.rows() / roughPoints);
    RowMatrix some((scaled.points.rows() + step - 1) / step, scaled.points.cols());
    for (Eigen::Index row = 0; row < some.rows(); ++row)
        some.row(row) = scaled.points.row(row * step);
    PERIMETER_TRY(const OneClassSvm model, fitOneClassSvm(some, options, progress));
    PERIMETER_TRY(Frontier frontier, learnedFrontier(model, plane, columns, rows, progress));
    return FrontierLines{plane, std::move(frontier), stopwatch.milliseconds()};
}

Plane wholePlane(const ScaledPoints& scaled, const Projection& drawn, AxisScale xScale, AxisScale yScale)
{
    const auto [xMin, xMax] = extent(drawn.ranges[0], xScale);
    const auto [yMin, yMax] = extent(drawn.ranges[1], yScale);
    return {xScale, yScale, xMin, xMax, yMin, yMax, scaled.scaling};
}

Plane viewPlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale, const View& view)
{
    const auto along = [&](Eigen::Index column, AxisScale scale, double end) {
        return toAxis(scale, view.isScaled ? scaled.scaling.toOriginal(column, end) : end);
    };
    return {xScale,
            yScale,
            along(0, xScale, view.xMin),
            along(0, xScale, view.xMax),
            along(1, yScale, view.yMin),
            along(1, yScale, view.yMax),
            scaled.scaling};
}

} // namespace perimeter
