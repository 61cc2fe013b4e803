// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "base/progress.h"
#include "detectors/points.h"

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace perimeter {

/// A location and a covariance in scaled space with the squared Mahalanobis distance that bounds the inliers: a row is
/// an outlier iff d² > threshold, distances within 1e-12 relative counting as equal. In two dimensions the frontier is
/// the ellipse d² = threshold.
struct CovarianceModel {
    Eigen::VectorXd location;
    Eigen::MatrixXd covariance;
    Eigen::MatrixXd precision; ///< pseudo-inverse of the covariance (pinvh)
    double threshold = 0;      ///< of d²; scikit-learn's offset_ is −threshold
    std::vector<Notice> notices = {};
};

/// Squared Mahalanobis distances, as scikit-learn's `mahalanobis`.
[[nodiscard]] Eigen::VectorXd squaredDistances(const CovarianceModel& model, const PointsRef& points);

/// True where a row lies beyond the threshold.
[[nodiscard]] bool isOutlier(const CovarianceModel& model, double squaredDistance);

struct EmpiricalOptions {
    double contamination = 0.15; ///< in (0, 0.5]
    bool operator==(const EmpiricalOptions&) const = default;
};

/// Mean and population covariance (divided by n), threshold at the (1 − contamination) percentile of d².
[[nodiscard]] Expected<CovarianceModel> fitEmpiricalCovariance(const PointsRef& points,
                                                               const EmpiricalOptions& options);

/// Linear-interpolated percentile, share in [0, 1], of values in any order (NumPy's default).
[[nodiscard]] double percentile(Eigen::VectorXd values, double share);

} // namespace perimeter
