// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/models/scoring.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

struct ScoreOutput {
    enum class Format { JsonLines, Csv };
    Format format = Format::JsonLines;
    bool all = false;                         ///< every row, not only the suspicious ones
    std::vector<DetectorKind> detectors = {}; ///< of the model's; all when empty
    ScorePreparation preparation = ScorePreparation::Apply;
    std::vector<std::string> libsvmFeatures = {}; ///< of a model file of libsvm, in its order
    std::string libsvmRange = {};                 ///< path of its range file, or empty
};

/// The model a score command names, with the detectors wanted of it.
[[nodiscard]] Expected<Scorer> openScorer(const std::string& model, const ScoreOutput& output);

/// Prints the rows of one table after another, with the fields they came with.
class ScorePrinter {
public:
    ScorePrinter(const Scorer& scorer, const ScoreOutput& output) : m_scorer(scorer), m_output(output) {}

    /// Scores a table whose rows follow so many others. Errors: those of scoring; CannotWrite.
    [[nodiscard]] Expected<void> print(const Table& table, std::int64_t rowsBefore, Progress& progress);
    /// Cells that were found not to be of their column's kind before the table was scored.
    void addUnreadable(std::int64_t cells);
    /// What became of the rows, to standard error.
    void printCounts(std::int64_t brokenLines) const;

private:
    struct Line {
        RowNumber row;
        std::vector<double> features;
        std::vector<RowScore> scores; ///< by detector
    };
    void keep(const ScoredRows& scored);
    /// Of a model that knows its training rows, as libsvm's do not.
    [[nodiscard]] std::optional<std::int64_t> rowsRanked(std::size_t detector) const;
    [[nodiscard]] std::optional<std::int64_t> rankOf(const Line& line, std::size_t detector) const;
    [[nodiscard]] std::string jsonLine(const Line& line, std::int64_t rowsBefore, const std::vector<Column>& columns,
                                       const std::vector<std::optional<std::string>>& cells) const;
    [[nodiscard]] std::string csvLine(const Line& line, std::int64_t rowsBefore, const std::vector<Column>& columns,
                                      const std::vector<std::optional<std::string>>& cells) const;
    [[nodiscard]] std::string csvHeader() const;

    const Scorer& m_scorer;
    ScoreOutput m_output;
    std::vector<Line> m_lines;         ///< of the table being scored
    std::vector<std::string> m_fields; ///< of CSV, as the first table has them
    bool m_hasHeader = false;
    ScoreCounts m_counts;
};

} // namespace perimeter
