// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/selection.h"
#include "explorer/session/session.h"

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
    OutliersTab(Session& session, Selection& selection, QWidget* parent = nullptr);

public Q_SLOTS:
    /// Lists the outliers of a fit of the outcome.
    void listOutliersOf(const std::shared_ptr<const perimeter::DetectorFit>& fit);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    /// Lists the rows selected where these are asked for; of one alone the line is marked and brought into sight.
    void followSelection();
    /// Lists the rows selected.
    void listSelected();
    void choose();
    void startOver();
    void showRows();
    /// Marks a row and brings it into sight; nothing, or a row that is not listed, marks none.
    void markRow(std::optional<RowNumber> row);
    void showDetectors();
    [[nodiscard]] QString countText() const;

    Session& m_session;
    Selection& m_selection;
    OutliersModel* m_model;
    QTableView* m_table;
    QComboBox* m_only;
    QLabel* m_count;
    std::vector<RowNumber> m_selectedRows; ///< newest selection that was not made in this list
    std::optional<RowNumber> m_selected;   ///< the one marked
    bool m_selecting = false;
    bool m_stale = true; ///< the outcome changed while nobody saw the table
};

} // namespace perimeter
