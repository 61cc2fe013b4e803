// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/scaling.h"

#include "base/text.h"
#include "detectors/rows/percentile.h"

#include <cmath>
#include <limits>
#include <string>

namespace perimeter {

namespace {

struct CenterAndSpread {
    double center;
    double spread;

    [[nodiscard]] bool isFinite() const { return std::isfinite(center) && std::isfinite(spread); }
};

/// Two passes, the second corrected by the sum of the deviations, which exact arithmetic would make 0.
CenterAndSpread meanAndDeviation(const Eigen::VectorXd& column)
{
    const double n = static_cast<double>(column.size());
    const double mean = column.sum() / n;
    const Eigen::ArrayXd deviations = column.array() - mean;
    const double sum = deviations.sum();
    const double variance = (deviations.square().sum() - sum * sum / n) / n;
    // A variance of this size is what rounding makes of a constant column (scikit-learn's bound).
    const double epsilon = std::numeric_limits<double>::epsilon();
    const double rounding = n * epsilon * variance + (n * mean * epsilon) * (n * mean * epsilon);
    return {mean, variance <= rounding ? 0 : std::sqrt(variance)};
}

/// The same where squares would be too large or too small for a double: of the column divided by a power of two.
CenterAndSpread standardOf(const Eigen::VectorXd& column)
{
    const CenterAndSpread plain = meanAndDeviation(column);
    const double range = column.maxCoeff() - column.minCoeff();
    if (plain.isFinite() && (range == 0 || range > 1e-140))
        return plain;
    const int exponent = std::ilogb(column.cwiseAbs().maxCoeff());
    const CenterAndSpread divided =
        meanAndDeviation(column.unaryExpr([&](double value) { return std::ldexp(value, -exponent); }));
    return {std::ldexp(divided.center, exponent), std::ldexp(divided.spread, exponent)};
}

CenterAndSpread ofColumn(ScalingKind kind, const Eigen::VectorXd& column)
{
    switch (kind) {
    case ScalingKind::Standard:
        return standardOf(column);
    case ScalingKind::Robust:
        return {percentile(column, 0.5), percentile(column, 0.75) - percentile(column, 0.25)};
    case ScalingKind::MinMax:
        return {column.minCoeff(), column.maxCoeff() - column.minCoeff()};
    case ScalingKind::None:
    case ScalingKind::Log1p:
        break;
    }
    return {0, 1};
}

} // namespace

double Scaling::toScaled(Eigen::Index column, double value) const
{
    return ((kind == ScalingKind::Log1p ? std::log1p(value) : value) - center[column]) / spread[column];
}

double Scaling::toOriginal(Eigen::Index column, double scaled) const
{
    const double value = scaled * spread[column] + center[column];
    return kind == ScalingKind::Log1p ? std::expm1(value) : value;
}

RowMatrix Scaling::toScaled(const PointsRef& points) const
{
    RowMatrix scaled(points.rows(), points.cols());
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        for (Eigen::Index column = 0; column < points.cols(); ++column)
            scaled(row, column) = toScaled(column, points(row, column));
    return scaled;
}

Expected<Scaling> fitScaling(ScalingKind kind, const PointsRef& points)
{
    Scaling scaling{kind, Eigen::VectorXd::Zero(points.cols()), Eigen::VectorXd::Ones(points.cols())};
    if (points.rows() == 0)
        return scaling;
    for (Eigen::Index column = 0; column < points.cols(); ++column) {
        if (kind == ScalingKind::Log1p) {
            const Eigen::Index undefined = (points.col(column).array() <= -1).count();
            if (undefined > 0)
                return Unexpected(ErrorCode::LogarithmUndefined, {std::to_string(column), std::to_string(undefined)});
        }
        const CenterAndSpread fitted = ofColumn(kind, points.col(column));
        if (!fitted.isFinite())
            return Unexpected(ErrorCode::ValuesTooLarge, {formatNumber(points.col(column).cwiseAbs().maxCoeff())});
        scaling.center[column] = fitted.center;
        scaling.spread[column] = fitted.spread > 0 ? fitted.spread : 1;
    }
    return scaling;
}

} // namespace perimeter
