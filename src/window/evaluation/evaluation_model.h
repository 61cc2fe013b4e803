// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/evaluation.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace perimeter {

/// An evaluation as a table: one line per detector, and one more for what is
/// cross-validated, its counts and what follows from them. A count knows its rows.
class EvaluationModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Part { Detector, Found, Missed, FalseAlarms, Passed, Recall, Precision, F1, RocArea, AveragePrecision, Parts };

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(std::optional<EvaluationReport> report);
    /// The figures of a line, their name and detector.
    [[nodiscard]] const Evaluation* evaluation(int line) const
    {
        return m_lines[static_cast<std::size_t>(line)].evaluation;
    }
    [[nodiscard]] const QString& name(int line) const { return m_lines[static_cast<std::size_t>(line)].name; }
    [[nodiscard]] DetectorKind detector(int line) const;
    /// Whether they are of rows that the detector did not learn from.
    [[nodiscard]] bool isCrossValidated(int line) const;
    [[nodiscard]] const std::optional<EvaluationReport>& report() const { return m_report; }
    /// The rows that a count counts, ascending; nothing for other cells.
    [[nodiscard]] std::optional<std::vector<RowNumber>> rowsOf(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    /// One set of figures.
    struct Line {
        std::size_t detector = 0;               ///< its place in the report
        const Evaluation* evaluation = nullptr; ///< in the report; null where there is none
        QString name = {}, explanation = {};
    };
    [[nodiscard]] std::vector<Line> linesOf(const EvaluatedDetector& evaluated, std::size_t place) const;

    std::optional<EvaluationReport> m_report;
    std::vector<Line> m_lines;
};

} // namespace perimeter
