// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/detector.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// A detector trained on rows of scaled space, of any number of features, with its threshold in place.
struct TrainedDetector {
    DetectorKind kind = DetectorKind::OneClassSvm;
    LearnedModel model;

    [[nodiscard]] const OneClassSvm* svm() const { return svmOf(model); }
    [[nodiscard]] const CovarianceModel* covariance() const { return covarianceOf(model); }
    /// False where there is nothing to count: the data surround the origin, or h rows lie on a hyperplane.
    [[nodiscard]] bool hasFrontier() const;
    [[nodiscard]] const std::vector<Notice>& notices() const;
};

/// Trains on rows in any order: they are put into canonical order first; without labels, so not a two-class SVM.
/// Errors: those of the detector.
[[nodiscard]] Expected<TrainedDetector> trainDetector(const PointsRef& points, DetectorKind kind,
                                                      const DetectorSettings& settings, WarmStart& warm,
                                                      Progress& progress);

/// What a detector says of rows.
struct Judgement {
    Eigen::VectorXd decision;          ///< positive inside: f, or threshold − d²
    std::vector<std::uint8_t> outlier; ///< 0 or 1
    /// Rows so near to the frontier that another solver's default tolerance may class them otherwise: |f| ≤ τ + 1e-3
    /// (scikit-learn's and libsvm's), or distances equal to within 1e-9.
    Eigen::Index near = 0;

    [[nodiscard]] Eigen::Index outliers() const;
};

/// Only of a detector with a frontier. Errors: Cancelled.
[[nodiscard]] Expected<Judgement> judge(const TrainedDetector& detector, const PointsRef& points, Progress& progress);

} // namespace perimeter
