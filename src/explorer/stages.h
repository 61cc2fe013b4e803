// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/binning.h"
#include "explorer/exploration.h"
#include "explorer/projection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace perimeter {

/// Which rows a detector takes for outliers.
struct Classes {
    std::vector<std::uint8_t> outlier; ///< per point, 0 or 1
    Eigen::Index outliers = 0;
    Eigen::Index inliers = 0;
};

/// What a detector says of one row.
struct Verdict {
    double decision = 0; ///< positive inside: f, or threshold − d²
    bool outlier = false;
};

/// A detector fitted to scaled points. Where it has no answer (no frontier, exact fit), `classes` is nothing and
/// `notices` say why.
struct DetectorFit {
    std::shared_ptr<const ScaledPoints> scaled;
    std::shared_ptr<const Binned> binned; ///< what it was learned from; null: from the points themselves
    DetectorKind detector = DetectorKind::OneClassSvm;
    std::variant<OneClassSvm, RobustCovariance, CovarianceModel> model;
    std::shared_ptr<const DecisionFunction> decision = {}; ///< of a one-class SVM with a frontier
    std::optional<Classes> classes = {};
    std::vector<Notice> notices = {};
    double milliseconds = 0;

    [[nodiscard]] const OneClassSvm* svm() const { return std::get_if<OneClassSvm>(&model); }
    [[nodiscard]] const RobustCovariance* robust() const { return std::get_if<RobustCovariance>(&model); }
    /// The location and covariance of either covariance detector.
    [[nodiscard]] const CovarianceModel* covariance() const;
    /// The decision value and class of a point, worked out anew: its class is that in `classes`. Only where there are
    /// classes.
    [[nodiscard]] Verdict verdict(std::size_t point) const;
};

/// What a covariance detector learns whatever the contamination, and how far from it rows are.
struct LearnedCovariance {
    std::variant<RobustCovariance, CovarianceModel> model;
    Eigen::VectorXd distances;         ///< squared, of every point; empty where it was learned from cells
    std::vector<DistanceRange> ranges; ///< of squared distances, per cell
    double milliseconds = 0;
};

/// A learned frontier in a plane.
struct FrontierLines {
    Plane plane;
    Frontier frontier;
    double milliseconds = 0;
};

/// What detectors learn from: the cells where there are any, else the points. Classes are those of every point either
/// way, exact for the frontier learned.
struct Lesson {
    std::shared_ptr<const ScaledPoints> scaled;
    std::shared_ptr<const Binned> binned; ///< or null
};

[[nodiscard]] Expected<DetectorFit> fitOneClass(const Lesson& lesson, const DetectorSettings& settings, WarmStart& warm,
                                                Progress& progress);
/// A covariance detector in two steps, of which the second only places the threshold.
[[nodiscard]] Expected<LearnedCovariance> learnCovariance(const Lesson& lesson, DetectorKind detector,
                                                          const DetectorSettings& settings, Progress& progress);
[[nodiscard]] Expected<DetectorFit> fitCovariance(const Lesson& lesson, const LearnedCovariance& learned,
                                                  const DetectorSettings& settings);
/// `columns` × `rows` is the resolution of the grid where the frontier needs one: the pane's pixels.
[[nodiscard]] Expected<FrontierLines> frontier(const DetectorFit& fit, const Plane& plane, int columns, int rows,
                                               Progress& progress);

/// Points that a sketch is learned from.
inline constexpr Eigen::Index roughPoints = 2000;
/// The frontier of a one-class SVM learned from every so many-th point: about right, and soon there.
[[nodiscard]] Expected<FrontierLines> sketchFrontier(const ScaledPoints& scaled, OneClassSvmOptions options,
                                                     const Plane& plane, int columns, int rows, Progress& progress);

/// The rectangle in axis coordinates that shows every point with a margin; rows an axis scale cannot place are left
/// aside.
[[nodiscard]] Plane wholePlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale);
/// The rectangle of a view, in original units.
[[nodiscard]] Plane viewPlane(const ScaledPoints& scaled, AxisScale xScale, AxisScale yScale, const View& view);

} // namespace perimeter
