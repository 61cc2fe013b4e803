// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session.h"
#include "figure/theme.h"

#include <QTabWidget>

#include <optional>

namespace perimeter {

class ColumnsTab;
class EvaluationTab;
class MessagesTab;
class OutliersTab;

/// The tabs below the panes.
class TablesPanel final : public QTabWidget {
    Q_OBJECT

public:
    explicit TablesPanel(Session& session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void showMessages();

public Q_SLOTS:
    /// Marks a row where it is listed; nothing marks none.
    void selectRow(std::optional<perimeter::RowNumber> row);

Q_SIGNALS:
    void rowSelected(std::optional<perimeter::RowNumber> row);
    void rowsSelected(const std::vector<perimeter::RowNumber>& rows);

private:
    void showMessageCount(int count);

    OutliersTab* m_outliers;
    EvaluationTab* m_evaluation;
    ColumnsTab* m_columns;
    MessagesTab* m_messages;
};

} // namespace perimeter
