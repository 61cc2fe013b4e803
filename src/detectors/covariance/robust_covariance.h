// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "detectors/covariance/covariance.h"

#include <cstdint>
#include <optional>

namespace perimeter {

/// Whose definitions of h, denominators, correction and reweighting are followed; see RobustCovariance.
enum class McdConvention {
    ScikitLearn, ///< 1.2.1: h = ⌈(n+p+1)/2⌉, covariance divided by h, median correction
    Robustbase   ///< 0.95 covMcd: h.alpha.n, divided by h − 1, consistency and small-sample factors
};

struct RobustOptions {
    double contamination = 0.15;                          ///< in (0, 0.5]
    std::optional<double> supportFraction = std::nullopt; ///< in (0.5, 1]; the convention's default when absent
    McdConvention convention = McdConvention::ScikitLearn;
    std::uint64_t seed = 0;

    bool operator==(const RobustOptions&) const = default;
};

/// Hyperplane normal·x = offset that holds `rows` of the training rows: the exact fit of the MCD.
struct ExactFit {
    Eigen::VectorXd normal;
    double offset = 0;
    Eigen::Index rows = 0;
};

/// Errors: ContaminationOutOfRange, SupportFractionOutOfRange.
[[nodiscard]] Expected<void> checkOptions(const RobustOptions& options);

/// Minimum covariance determinant (Rousseeuw & Van Driessen 1999) with reweighting.
struct RobustCovariance {
    CovarianceModel model; ///< reweighted
    Eigen::VectorXd rawLocation;
    Eigen::MatrixXd rawCovariance; ///< in the convention's scale
    Eigen::Index h = 0;
    double logDeterminant = 0; ///< objective: of the covariance of the best h rows, in the convention's denominator; −∞
                               ///< for an exact fit
    /// The h rows, ascending; of an exact fit all rows on the hyperplane. Of cells those that hold the rows, the last
    /// of which by distance may count in part.
    std::vector<Eigen::Index> support;
    /// Where h rows lie on a hyperplane there is no ellipse to draw: the model is then of the rows on it, and distances
    /// put the rows off it last.
    std::optional<ExactFit> exactFit;
};

/// FastMCD with reweighting, without a threshold: contamination is not looked at, so that a change of it only places
/// the threshold anew. The same rows in the same order and the same seed give the same result. In robustbase's
/// convention its flagged rows are those with d² ≥ chiSquaredQuantile(0.975, p). Of cells h, denominators and factors
/// are those of their rows. Errors: those of checkOptions; TooFewRows below p + 1 (robustbase: p + 2), RowsAllEqual,
/// Cancelled. Notices: ConstantColumn, ExactFit.
[[nodiscard]] Expected<RobustCovariance> learnRobustCovariance(const PointsRef& points, const RobustOptions& options,
                                                               Progress& progress);
[[nodiscard]] Expected<RobustCovariance> learnRobustCovariance(const Cells& cells, const RobustOptions& options,
                                                               Progress& progress);

/// The same with no more of a search than steps and exchanges from a shape and its neighbourhood. Its scale is of no
/// matter.
[[nodiscard]] Expected<RobustCovariance> settleRobustCovariance(const Cells& cells, const RobustOptions& options,
                                                                const Eigen::Vector2d& location,
                                                                const Eigen::Matrix2d& covariance);

/// With the threshold at the (1 − contamination) percentile of the reweighted d²; of cells, of the distances of their
/// means.
[[nodiscard]] Expected<RobustCovariance> fitRobustCovariance(const PointsRef& points, const RobustOptions& options,
                                                             Progress& progress);
[[nodiscard]] Expected<RobustCovariance> fitRobustCovariance(const Cells& cells, const RobustOptions& options,
                                                             Progress& progress);

} // namespace perimeter
