// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/read.h"
#include "explorer/models/trained_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace perimeter {

/// What one detector says of a row.
struct RowScore {
    double score = 0; ///< −decision value: the larger the farther out
    bool outlier = false;
    std::int64_t rank = 0; ///< among the training rows: 1 is farther out than all of them
};

/// Rows of a table with what each of a model's detectors says of them.
struct ScoredRows {
    std::vector<RowNumber> rows;
    RowMatrix features;                        ///< in original units
    std::vector<std::vector<RowScore>> scores; ///< by detector, then row

    /// Whether any detector takes it for an outlier.
    [[nodiscard]] bool isSuspicious(std::size_t row) const;
};

/// Rows by what became of them.
struct ScoreCounts {
    std::int64_t read = 0;
    std::int64_t filtered = 0; ///< not kept by the preparation
    std::int64_t leftOut = 0;  ///< a feature is missing, or outside what the scaling can take
    std::int64_t scored = 0;
    std::int64_t suspicious = 0;        ///< of these, outliers of any detector
    std::vector<std::int64_t> outliers; ///< by detector
    std::int64_t unreadable = 0;        ///< cells that are not of their column's kind

    ScoreCounts& operator+=(const ScoreCounts& other);
};

/// What becomes of a model's preparation when rows are scored.
enum class ScorePreparation {
    Apply,
    Skip ///< the rows are prepared already
};

/// Applies a model to tables.
class Scorer {
public:
    Scorer(std::shared_ptr<const TrainedModel> model, ScorePreparation preparation);

    [[nodiscard]] const TrainedModel& model() const { return *m_model; }
    /// Whether rows can be scored before all of them are there. Errors: StepNeedsAllRows.
    [[nodiscard]] Expected<void> checkRowByRow() const;
    /// Whether a table has what the model was trained on. Errors: FeatureMissing; ColumnIsText where no cell of a
    /// column is of the kind it had in training; those of the preparation.
    [[nodiscard]] Expected<void> checkTable(const Table& table, Progress& progress) const;
    /// `take` is given the rows piece by piece, and says whether it wants more. The table has the source's columns,
    /// read as of the kinds they had in training. Errors: FeatureMissing; those of the preparation; Cancelled.
    [[nodiscard]] Expected<ScoreCounts> score(const Table& table, Progress& progress,
                                              const std::function<bool(const ScoredRows&)>& take) const;

private:
    [[nodiscard]] Expected<Table> prepared(const Table& conformed, Progress& progress) const;
    [[nodiscard]] ScoredRows scoredRows(const NumberColumns& columns) const;

    std::shared_ptr<const TrainedModel> m_model;
    ScorePreparation m_preparation;
};

} // namespace perimeter
