// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/scaling.h"
#include "evaluation/trained_detector.h"

#include <vector>

namespace perimeter {

enum class TestScaling {
    AsTraining, ///< the training rows' centre and spread
    Own         ///< the test rows' own, as the 2015 study did: the frontier then no longer lies where it was learned
};

/// Rows to train on and rows to test on, in original units.
struct TrialRows {
    RowMatrix train;
    RowMatrix test;
};

/// The same rows in scaled space.
struct ScaledTrial {
    Scaling scaling; ///< of the training rows
    RowMatrix train;
    RowMatrix test;
};

/// Errors: LogarithmUndefined (column index, rows at or below −1, of either side).
[[nodiscard]] Expected<ScaledTrial> scaleTrial(const TrialRows& rows, ScalingKind kind, TestScaling testScaling);

/// A detector trained on one part of the rows and what it says of the other.
struct TrialResult {
    Eigen::Index trainRows = 0;
    Eigen::Index testRows = 0;
    std::optional<Judgement> test; ///< nothing where the detector has no frontier; notices say why
    std::vector<Notice> notices;
};

[[nodiscard]] Expected<TrialResult> runTrial(const ScaledTrial& rows, DetectorKind kind,
                                             const DetectorSettings& settings, WarmStart& warm, Progress& progress);

/// Mean and sample deviation (divided by n − 1; 0 for a single value) of repeated counts.
struct Spread {
    double mean = 0;
    double deviation = 0;
};
[[nodiscard]] Spread spreadOf(const std::vector<double>& values);

} // namespace perimeter
