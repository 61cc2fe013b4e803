// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/evaluation.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace perimeter {

/// An evaluation as a table: one row per detector, its counts and what follows from them. A count knows its rows.
class EvaluationModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Part { Detector, Found, Missed, FalseAlarms, Passed, Recall, Precision, F1, RocArea, AveragePrecision, Parts };

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(std::optional<EvaluationReport> report);
    [[nodiscard]] const std::optional<EvaluationReport>& report() const { return m_report; }
    /// The rows that a count counts, ascending; nothing for other cells.
    [[nodiscard]] std::optional<std::vector<RowNumber>> rowsOf(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::optional<EvaluationReport> m_report;
};

} // namespace perimeter
