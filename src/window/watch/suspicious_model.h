// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/models/watch.h"

#include <QAbstractTableModel>

#include <deque>
#include <memory>

namespace perimeter {

/// The suspicious rows of a watched log, the newest first: per detector the score and its rank, then the fields they
/// came with. Older ones than the newest thousand are let go.
class SuspiciousModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void add(const WatchState& state);
    [[nodiscard]] const std::deque<WatchedRow>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] int detectorColumns() const;
    [[nodiscard]] QVariant rawOf(const WatchedRow& row, int column) const;

    std::shared_ptr<const TrainedModel> m_model;
    std::vector<std::string> m_fields; ///< as the first row has them
    std::deque<WatchedRow> m_rows;
};

} // namespace perimeter
