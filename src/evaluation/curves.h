// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace perimeter {

struct CurvePoint {
    double threshold = 0; ///< rows with a score at or above it are found
    double x = 0;
    double y = 0;
};

/// A curve over every threshold that tells rows apart, from the highest; rows of equal scores are found together.
struct Curve {
    std::vector<CurvePoint> points;
    double area = 0;
};

/// x: share of inliers found, y: share of outliers found, from (0, 0) at an infinite threshold to (1, 1). The area is
/// that of the trapezoids, as scikit-learn's roc_auc_score. Nothing unless there are both outliers and inliers.
[[nodiscard]] std::optional<Curve> rocCurve(std::span<const double> scores, std::span<const std::uint8_t> truth);

/// x: recall, y: precision. The area is Σ (Rₙ − Rₙ₋₁) Pₙ, the average precision, as scikit-learn's
/// average_precision_score. Nothing where there are no outliers.
[[nodiscard]] std::optional<Curve> precisionRecallCurve(std::span<const double> scores,
                                                        std::span<const std::uint8_t> truth);

} // namespace perimeter
