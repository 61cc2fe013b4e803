// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "detectors/rows/cells.h"
#include "detectors/rows/percentile.h"
#include "detectors/rows/points.h"

#include <Eigen/Core>

#include <limits>
#include <vector>

namespace perimeter {

/// A location and a covariance in scaled space with the squared Mahalanobis distance that bounds the inliers: a row is
/// an outlier iff d² > threshold, distances within 1e-12 relative counting as equal. In two dimensions the frontier is
/// the ellipse d² = threshold.
struct CovarianceModel {
    Eigen::VectorXd location;
    Eigen::MatrixXd covariance;
    Eigen::MatrixXd precision; ///< inverse of the covariance, or its pseudo-inverse where it is singular
    /// Of d²; scikit-learn's offset_ is −threshold. Infinite until it is placed.
    double threshold = std::numeric_limits<double>::infinity();
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

/// Errors: ContaminationOutOfRange.
[[nodiscard]] Expected<void> checkContamination(double contamination);
[[nodiscard]] Expected<void> checkOptions(const EmpiricalOptions& options);

/// The distance that leaves a share of `contamination` beyond it: minus NumPy's percentile of −d², as EllipticEnvelope.
/// At most ⌈contamination·(n − 1)⌉ rows lie beyond.
[[nodiscard]] double contaminationThreshold(const Eigen::VectorXd& squaredDistances, double contamination);
/// The same where the distances are of cells that count so many rows.
[[nodiscard]] double contaminationThreshold(const Eigen::VectorXd& squaredDistances, const Eigen::VectorXd& counts,
                                            double contamination);

/// Mean and population covariance (divided by n), without a threshold: it depends on nothing else, so that a change of
/// contamination only places it anew. Cells give exactly those of their rows. Errors: TooFewRows below p + 1,
/// RowsAllEqual. Notices: ConstantColumn; SingularCovariance, where distances are those of the pseudo-inverse, as in
/// scikit-learn, and there is no ellipse to draw.
[[nodiscard]] Expected<CovarianceModel> learnEmpiricalCovariance(const PointsRef& points);
[[nodiscard]] Expected<CovarianceModel> learnEmpiricalCovariance(const Cells& cells);

/// With the threshold at the (1 − contamination) percentile of d²; of cells, of the distances of their means. Errors:
/// also ContaminationOutOfRange.
[[nodiscard]] Expected<CovarianceModel> fitEmpiricalCovariance(const PointsRef& points,
                                                               const EmpiricalOptions& options);
[[nodiscard]] Expected<CovarianceModel> fitEmpiricalCovariance(const Cells& cells, const EmpiricalOptions& options);

} // namespace perimeter
