// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/trial.h"
#include "explorer/stages/feature_rows.h"
#include "explorer/value/exploration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// Which rows train and which test.
struct SplitPlan {
    enum class Rule {
        First,    ///< the first rows train, as in the 2015 study
        Shuffled, ///< rows drawn at random
        Time,     ///< the earliest by a column
        Group     ///< whole groups of rows with the same value of a column, drawn at random
    };
    Rule rule = Rule::First;
    double share = 0.75;    ///< of rows that train, in (0, 1)
    std::uint64_t seed = 0; ///< of repetition k: seed + k
    std::string column = {};

    [[nodiscard]] bool isRandom() const { return rule == Rule::Shuffled || rule == Rule::Group; }
};

/// Train on some rows, test on the others, for every combination of features, detector and ν.
struct ExperimentPlan {
    std::vector<std::vector<std::string>> featureSets;
    std::vector<double> nus;
    std::vector<DetectorKind> detectors;
    DetectorSettings settings; ///< but for ν; contamination is ν where it is absent
    ScalingKind scaling = ScalingKind::Standard;
    TestScaling testScaling = TestScaling::AsTraining;
    SplitPlan split;
    int repeats = 1; ///< of random splits
};

/// One cell of the experiment's table.
struct ExperimentResult {
    std::vector<std::string> features;
    DetectorKind detector = DetectorKind::OneClassSvm;
    double nu = 0;
    Eigen::Index trainRows = 0;
    Eigen::Index testRows = 0;
    std::vector<Eigen::Index> outliers = {}; ///< of each repetition; empty where there is no frontier
    Eigen::Index near = 0;                   ///< of the first repetition: see Judgement
    std::optional<Judgement> test = {};      ///< of the first repetition, test row by test row
    std::vector<Notice> notices = {};
    std::optional<Error> error = {};

    [[nodiscard]] Spread outlierSpread() const;
};

struct Experiment {
    ExperimentPlan plan;
    std::int64_t rowsUsed = 0;
    std::int64_t rowsLeftOut = 0;    ///< a value of some feature is missing
    std::vector<RowNumber> testRows; ///< of the first repetition
    std::vector<ExperimentResult> results;
    std::vector<Notice> notices = {}; ///< of the whole
};

/// What the plan alone decides. Errors: ShareOutOfRange, NuOutOfRange, those of the detectors' settings.
[[nodiscard]] Expected<void> check(const ExperimentPlan& plan);

/// All results share the same rows: those complete in every feature of any set. Errors of one result stand with it;
/// others fail the whole: those of the columns, SplitEmpty, Cancelled.
[[nodiscard]] Expected<Experiment> runExperiment(const Table& table, const ExperimentPlan& plan, Progress& progress);

/// The six feature sets and two ν of the 2015 study's table.
[[nodiscard]] ExperimentPlan studyPlan();
/// With the scaling and the detectors' settings of that table; ν stays, and so does what the two-class SVM has of its
/// own.
[[nodiscard]] Exploration withStudySettings(Exploration exploration);

} // namespace perimeter
