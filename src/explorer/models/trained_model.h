// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/trained_detector.h"
#include "evaluation/training_ranks.h"
#include "explorer/pipeline/pipeline.h"
#include "explorer/storage/fingerprint.h"

#include <cstdint>
#include <string>
#include <vector>

namespace perimeter {

/// A detector of a model, and how far out the rows lie that it was trained on.
struct ModelDetector {
    TrainedDetector detector;
    /// Of −decision value, the score: the larger the farther out.
    TrainingRanks ranks;
};

/// Detectors trained on rows of some features, with all it takes to score other rows as those were: the preparation,
/// the scaling, the thresholds; and which data they were.
struct TrainedModel {
    std::string version; ///< of the program that trained it
    std::vector<Fingerprint> files;
    std::int64_t rowsRead = 0; ///< after preparation
    std::int64_t rowsUsed = 0;
    std::int64_t rowsLeftOut = 0; ///< a feature is missing
    std::vector<Column> columns;  ///< of the source, before preparation
    Preparation preparation;      ///< what of it the features and the choice of rows need
    std::vector<std::string> features;
    Scaling scaling;
    std::vector<ModelDetector> detectors; ///< all with a frontier
    std::vector<Notice> notices = {};     ///< of training or of reading; not kept in a document
};

/// Trains the exploration's detectors on all rows of some features. Two features are learned as the figure learns
/// them, cells included; others row by row. Detectors without a frontier are left out with a notice. Errors: those of
/// the source, its preparation and the detectors; TooManyRowsExact where rows cannot be held; NothingTrained.
[[nodiscard]] Expected<TrainedModel> trainModel(Pipeline& pipeline, const Exploration& exploration,
                                                const std::vector<std::string>& features, Progress& progress);

} // namespace perimeter
