// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/binning.h"
#include "explorer/stages/labels.h"
#include "explorer/stages/projection.h"
#include "explorer/value/exploration.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// Which rows a detector takes for outliers.
struct Classes {
    std::vector<std::uint8_t> outlier; ///< per drawn point, 0 or 1; of one that stands for a cell, 1 if any row is
    std::vector<CellSide> sides;       ///< per cell, where rows are not held
    Eigen::Index outliers = 0;         ///< rows
    Eigen::Index inliers = 0;
    /// Rows so near to the frontier of a one-class SVM learned from cells that a fit to every row alone might put them
    /// on its other side.
    Eigen::Index mayDiffer = 0;
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
    LearnedModel model;
    std::shared_ptr<const DecisionFunction> decision = {}; ///< of an SVM with a frontier
    std::optional<Classes> classes = {};
    /// Learned from nothing but cells, where those the frontier crosses could not be divided into their rows.
    bool ofCellsAlone = false;
    double uncertainty = 0; ///< how far f may be from that of a fit to every row alone
    std::vector<Notice> notices = {};
    double milliseconds = 0;

    /// The function of either SVM.
    [[nodiscard]] const OneClassSvm* svm() const { return svmOf(model); }
    [[nodiscard]] const TwoClassSvm* twoClass() const { return std::get_if<TwoClassSvm>(&model); }
    [[nodiscard]] const RobustCovariance* robust() const { return std::get_if<RobustCovariance>(&model); }
    [[nodiscard]] const CovarianceModel* covariance() const { return covarianceOf(model); }
    /// The decision value and class of a point, worked out anew: its class is that in `classes`. Only where there are
    /// classes, and rows are held.
    [[nodiscard]] Verdict verdict(std::size_t point) const;
    /// The same of any place in scaled space.
    [[nodiscard]] Verdict verdictAt(const Eigen::RowVector2d& scaledPoint) const;
};

/// What a detector learned, whatever the contamination, before rows get classes.
struct Learned {
    LearnedModel model;
    Eigen::VectorXd values;         ///< f or squared distance of every point; empty where learned from cells
    std::vector<ValueRange> ranges; ///< where learned from cells: of f + ρ, or of the squared distances
    double uncertainty = 0;         ///< as in DetectorFit
    bool ofCellsAlone = false;
    double milliseconds = 0;

    [[nodiscard]] const CovarianceModel* covariance() const { return covarianceOf(model); }
};

/// What detectors learn from: the cells where there are any, else the points. Classes are those of every point either
/// way, exact for the frontier learned.
struct TrainingPoints {
    std::shared_ptr<const ScaledPoints> scaled;
    std::shared_ptr<const Binned> binned; ///< or null
};

[[nodiscard]] Expected<Learned> learn(const TrainingPoints& training, DetectorKind detector,
                                      const DetectorSettings& settings, WarmStart& warm, Progress& progress);

/// A two-class SVM from the labelled points; values are those of every point.
[[nodiscard]] Expected<Learned> learnTwoClass(const ScaledPoints& scaled, const Labels& labels,
                                              const TwoClassSvmOptions& options, Progress& progress);

/// Detectors and what each learned from the same training points.
struct LearnedBy {
    DetectorKind detector;
    std::shared_ptr<const Learned> learned;
};
/// Thresholds and classes of all of them, in one pass over the rows that need a look.
[[nodiscard]] Expected<std::vector<DetectorFit>> conclude(const TrainingPoints& training,
                                                          const std::vector<LearnedBy>& learned, double contamination,
                                                          Progress& progress);

} // namespace perimeter
