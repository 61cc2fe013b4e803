// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/svm/one_class_svm.h"

#include <cstdint>
#include <optional>
#include <span>

namespace perimeter {

/// What an error of each class costs, beside the other.
struct ClassWeights {
    double outlier = 1;
    double inlier = 1;

    bool operator==(const ClassWeights&) const = default;
};

struct TwoClassSvmOptions {
    KernelKind kernel = KernelKind::Rbf; ///< or Linear
    GammaChoice gamma = {};
    double cost = 1; ///< C > 0, of a row on the wrong side of its margin
    /// Both above 0. Balanced when absent: n / (2 nₖ) for a class of nₖ of the n rows, as scikit-learn's
    /// class_weight="balanced", so that both classes weigh the same however rare outliers are.
    std::optional<ClassWeights> weights = std::nullopt;
    double tolerance = 1e-3; ///< libsvm's eps

    bool operator==(const TwoClassSvmOptions&) const = default;
};

/// A support vector machine that was told which rows are outliers (Cortes, Vapnik 1995; libsvm's C-SVC).
struct TwoClassSvm {
    /// f(x) = Σ yᵢαᵢ k(xᵢ, x) − ρ, yᵢ = 1 for inliers and −1 for outliers: positive inside, τ = 0. Its `alpha` are the
    /// yᵢαᵢ; `bounded` are the support vectors at C times their class's weight.
    OneClassSvm function;
    double cost = 1;
    ClassWeights weights; ///< as they were used
    Eigen::Index outlierSupports = 0;
    Eigen::Index inlierSupports = 0;
};

/// Errors: GammaNotPositive, ToleranceNotPositive, CostNotPositive.
[[nodiscard]] Expected<void> checkOptions(const TwoClassSvmOptions& options);

/// Learns from rows of scaled space, `outlier` holding 0 or 1 for each. Errors: those of checkOptions;
/// OneClassLabelled, SolverNotStarted, SolverDied, SolverStalled, Cancelled. Notices: ConstantColumn.
[[nodiscard]] Expected<TwoClassSvm> fitTwoClassSvm(const PointsRef& points, std::span<const std::uint8_t> outlier,
                                                   const TwoClassSvmOptions& options, Progress& progress);

} // namespace perimeter
