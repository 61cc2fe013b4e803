// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/profile.h"

#include <QAbstractTableModel>

#include <vector>

namespace perimeter {

/// The columns of a table with what they hold, one per row.
class ColumnsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setProfiles(std::vector<ColumnProfile> profiles);
    [[nodiscard]] const std::vector<ColumnProfile>& profiles() const { return m_profiles; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::vector<ColumnProfile> m_profiles;
};

} // namespace perimeter
