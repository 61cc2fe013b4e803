// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance.h"
#include "detectors/one_class_svm.h"
#include "detectors/robust_covariance.h"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace perimeter {

enum class DetectorKind { OneClassSvm, RobustCovariance, EmpiricalCovariance };

inline constexpr std::array allDetectors = {DetectorKind::OneClassSvm, DetectorKind::RobustCovariance,
                                            DetectorKind::EmpiricalCovariance};

/// The settings of every detector. A detector's own options follow from them: svm, robustOptions(), …
struct DetectorSettings {
    OneClassSvmOptions svm = {};
    std::optional<double> contamination = std::nullopt; ///< ν when absent
    std::optional<double> supportFraction = std::nullopt;
    McdConvention convention = McdConvention::ScikitLearn;
    std::uint64_t seed = 0;

    bool operator==(const DetectorSettings&) const = default;

    [[nodiscard]] double effectiveContamination() const;
    [[nodiscard]] RobustOptions robustOptions() const;
    [[nodiscard]] EmpiricalOptions empiricalOptions() const;
};

/// Errors: those of every detector's options.
[[nodiscard]] Expected<void> checkSettings(const DetectorSettings& settings);

using LearnedModel = std::variant<OneClassSvm, RobustCovariance, CovarianceModel>;
/// The location and covariance of either covariance detector; null for a one-class SVM.
[[nodiscard]] const CovarianceModel* covarianceOf(const LearnedModel& model);

} // namespace perimeter
