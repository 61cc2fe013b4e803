// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/confusion.h"
#include "evaluation/curves.h"
#include "explorer/pipeline/pipeline.h"
#include "explorer/stages/labels.h"

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// What a detector says of labelled rows, against what they are.
struct Evaluation {
    Confusion confusion;
    std::optional<Curve> roc;
    std::optional<Curve> precisionRecall;
    std::vector<std::uint8_t> found; ///< 0 or 1 for every labelled point, in the order of the labels
};

/// Scores are −f or d², the larger the farther out. Only of a fit with classes. Errors: Cancelled.
[[nodiscard]] Expected<Evaluation> evaluate(const DetectorFit& fit, const Labels& labels, Progress& progress);

struct EvaluatedDetector {
    DetectorKind detector = DetectorKind::OneClassSvm;
    std::shared_ptr<const DetectorFit> fit; ///< null on error
    std::optional<Evaluation> evaluation;   ///< nothing where the detector has no frontier; notices say why
    /// Of a two-class SVM: of rows that it did not learn from, in so many stratified folds. Nothing where a class has
    /// fewer than two rows.
    std::optional<Evaluation> crossValidated;
    std::size_t folds = 0;
    std::optional<Error> error;
};

/// Every detector of an exploration against its labels.
struct EvaluationReport {
    std::shared_ptr<const Projection> projection;
    std::shared_ptr<const Labels> labels;
    std::vector<EvaluatedDetector> detectors;
    std::vector<Notice> notices; ///< of the preparation
};

/// Whatever the exploration's panes and lines vary, its own settings are evaluated. Errors: those of its data and its
/// labels; a detector's own stand with it.
[[nodiscard]] Expected<EvaluationReport> evaluateDetectors(Pipeline& pipeline, const Exploration& exploration,
                                                           Progress& progress);

} // namespace perimeter
