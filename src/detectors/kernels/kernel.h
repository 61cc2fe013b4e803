// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "detectors/rows/points.h"

#include <Eigen/Core>

namespace perimeter {

enum class KernelKind { Rbf, Linear, Polynomial, Sigmoid };

/// γ as the user gives it: a rule or a value.
struct GammaChoice {
    enum class Rule {
        Scale, ///< 1 / (p · variance of all entries, flattened), 1/p where that variance is 0
        Auto,  ///< 1 / p
        Value
    };
    Rule rule = Rule::Scale;
    double value = 0; ///< > 0, for Rule::Value

    bool operator==(const GammaChoice&) const = default;
};

/// Rbf: exp(−γ‖x−y‖²). Linear: x·y. Polynomial: (γ x·y + coef0)^degree. Sigmoid: tanh(γ x·y + coef0). As in libsvm.
struct Kernel {
    KernelKind kind = KernelKind::Rbf;
    double gamma = 1;
    int degree = 3;
    double coef0 = 0;

    bool operator==(const Kernel&) const = default;

    [[nodiscard]] double operator()(const Eigen::Ref<const Eigen::RowVectorXd>& x,
                                    const Eigen::Ref<const Eigen::RowVectorXd>& y) const;
    /// From ‖x−y‖² for rbf, from x·y for the others.
    [[nodiscard]] double of(double measure) const;
};

/// Whether the choice can give a γ at all, before there are points. Errors: ErrorCode::GammaNotPositive.
[[nodiscard]] Expected<void> checkGamma(const GammaChoice& choice);

/// Population variance of all entries, flattened, about their one mean: what GammaChoice::Rule::Scale divides by.
[[nodiscard]] double flattenedVariance(const PointsRef& points);

/// γ from the number of features and the flattened variance. Errors: ErrorCode::GammaNotPositive.
[[nodiscard]] Expected<double> resolveGamma(const GammaChoice& choice, Eigen::Index features, double variance);
/// γ for points in scaled space. Errors: ErrorCode::GammaNotPositive.
[[nodiscard]] Expected<double> resolveGamma(const GammaChoice& choice, const PointsRef& points);

} // namespace perimeter
