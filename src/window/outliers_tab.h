// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session.h"
#include "figure/point_depth.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace perimeter {

class OutliersModel;

/// The table of outliers, with the choice whose.
class OutliersTab final : public QWidget {
    Q_OBJECT

public:
    explicit OutliersTab(Session& session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);

public Q_SLOTS:
    /// Lists the depth of each row too; null: no longer.
    void setDepth(std::shared_ptr<const perimeter::PointDepth> depth);
    /// Marks a row and brings it into sight; nothing, or a row that is no outlier, marks none.
    void selectRow(std::optional<perimeter::RowNumber> row);

Q_SIGNALS:
    void rowSelected(std::optional<perimeter::RowNumber> row);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void showRows();
    void showDetectors();
    [[nodiscard]] QString countText() const;

    Session& m_session;
    OutliersModel* m_model;
    QTableView* m_table;
    QComboBox* m_only;
    QLabel* m_count;
    std::optional<RowNumber> m_selected;
    bool m_selecting = false;
    bool m_stale = true; ///< the outcome changed while nobody saw the table
};

} // namespace perimeter
