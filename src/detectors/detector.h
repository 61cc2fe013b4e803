// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/covariance.h"
#include "detectors/covariance/robust_covariance.h"
#include "detectors/svm/one_class_svm.h"
#include "detectors/svm/two_class_svm.h"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace perimeter {

enum class DetectorKind { OneClassSvm, RobustCovariance, EmpiricalCovariance, TwoClassSvm };

/// Those that need no labels: the default everywhere.
inline constexpr std::array allDetectors = {DetectorKind::OneClassSvm, DetectorKind::RobustCovariance,
                                            DetectorKind::EmpiricalCovariance};
/// And the one that learns from labelled rows.
inline constexpr std::array detectorsWithLabels = {DetectorKind::OneClassSvm, DetectorKind::RobustCovariance,
                                                   DetectorKind::EmpiricalCovariance, DetectorKind::TwoClassSvm};

/// What is the two-class SVM's own; γ it shares with the one-class SVM.
struct TwoClassChoice {
    KernelKind kernel = KernelKind::Rbf; ///< or Linear
    double cost = 1;
    std::optional<ClassWeights> weights = std::nullopt; ///< balanced when absent

    bool operator==(const TwoClassChoice&) const = default;
};

/// The settings of every detector. A detector's own options follow from them: svm, robustOptions(), …
struct DetectorSettings {
    OneClassSvmOptions svm = {};
    std::optional<double> contamination = std::nullopt; ///< ν when absent
    std::optional<double> supportFraction = std::nullopt;
    McdConvention convention = McdConvention::ScikitLearn;
    std::uint64_t seed = 0;
    TwoClassChoice twoClass = {};

    bool operator==(const DetectorSettings&) const = default;

    [[nodiscard]] double effectiveContamination() const;
    [[nodiscard]] RobustOptions robustOptions() const;
    [[nodiscard]] EmpiricalOptions empiricalOptions() const;
    [[nodiscard]] TwoClassSvmOptions twoClassOptions() const;
};

/// Errors: those of every detector's options.
[[nodiscard]] Expected<void> checkSettings(const DetectorSettings& settings);

using LearnedModel = std::variant<OneClassSvm, RobustCovariance, CovarianceModel, TwoClassSvm>;
/// The location and covariance of either covariance detector; null for an SVM.
[[nodiscard]] const CovarianceModel* covarianceOf(const LearnedModel& model);
/// The function f(x) = Σ αᵢ k(xᵢ, x) − ρ of either SVM; null for a covariance.
[[nodiscard]] const OneClassSvm* svmOf(const LearnedModel& model);

} // namespace perimeter
