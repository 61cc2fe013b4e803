// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/kernel.h"

#include "base/text.h"

#include <cmath>

namespace perimeter {

double Kernel::operator()(const Eigen::Ref<const Eigen::RowVectorXd>& x,
                          const Eigen::Ref<const Eigen::RowVectorXd>& y) const
{
    return of(kind == KernelKind::Rbf ? (x - y).squaredNorm() : x.dot(y));
}

double Kernel::of(double measure) const
{
    switch (kind) {
    case KernelKind::Rbf:
        return std::exp(-gamma * measure);
    case KernelKind::Linear:
        return measure;
    case KernelKind::Polynomial:
        return std::pow(gamma * measure + coef0, degree);
    case KernelKind::Sigmoid:
        return std::tanh(gamma * measure + coef0);
    }
    return 0;
}

Expected<void> checkGamma(const GammaChoice& choice)
{
    if (choice.rule == GammaChoice::Rule::Value && !(choice.value > 0 && std::isfinite(choice.value)))
        return Unexpected(ErrorCode::GammaNotPositive, {formatNumber(choice.value)});
    return {};
}

double flattenedVariance(const PointsRef& points)
{
    if (points.size() == 0)
        return 0;
    const double mean = points.mean();
    return (points.array() - mean).square().mean();
}

Expected<double> resolveGamma(const GammaChoice& choice, Eigen::Index features, double variance)
{
    PERIMETER_CHECK(checkGamma(choice));
    if (choice.rule == GammaChoice::Rule::Value)
        return choice.value;
    const double p = static_cast<double>(features);
    return choice.rule == GammaChoice::Rule::Scale && variance > 0 ? 1 / (p * variance) : 1 / p;
}

Expected<double> resolveGamma(const GammaChoice& choice, const PointsRef& points)
{
    return resolveGamma(choice, points.cols(), choice.rule == GammaChoice::Rule::Scale ? flattenedVariance(points) : 0);
}

} // namespace perimeter
