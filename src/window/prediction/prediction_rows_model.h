// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/experiment.h"
#include "window/tables/cell_reader.h"
#include "window/tables/table_roles.h"

#include <QAbstractTableModel>

namespace perimeter {

/// The test rows that one result of an experiment takes for outliers: number, decision value, and the file's cells.
class PredictionRowsModel final : public QAbstractTableModel, public HasFileCells {
    Q_OBJECT

public:
    explicit PredictionRowsModel(QObject* parent = nullptr);

    /// Of the first repetition; without a result, no rows.
    void setResult(const Table& table, const std::vector<RowNumber>& testRows, const ExperimentResult& result);
    void clear();
    [[nodiscard]] RowNumber rowAt(int place) const { return m_rows[static_cast<std::size_t>(place)]; }

    [[nodiscard]] FileCells fileCells() const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::optional<Table> m_table;
    std::vector<RowNumber> m_rows;
    std::vector<double> m_decisions;
    CellReader* m_cells;
};

} // namespace perimeter
