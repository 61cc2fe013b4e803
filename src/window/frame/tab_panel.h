// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QTabWidget>

#include <memory>
#include <optional>

class QHBoxLayout;
class QMenu;

namespace perimeter {

class Appearance;
class ColumnsTab;
class EvaluationTab;
class MessagesTab;
class OutliersTab;
class PredictionTab;
class Selection;
class SweepTab;
class WatchTab;

/// The tabs below the panes.
class TabPanel final : public QTabWidget {
    Q_OBJECT

public:
    TabPanel(Session& session, Selection& selection, const Appearance& appearance, QWidget* parent = nullptr);

    /// Puts a button into the corner, after that of the menu Table.
    void addToCorner(QWidget* button);
    void showMessages();
    /// Lists among the messages what goes wrong in the background, until it is empty. True where it is another.
    bool setStandingProblem(const QString& sentence);
    /// One per tab, that turns to it.
    [[nodiscard]] QList<QAction*> tabActions() const { return m_tabActions; }

public Q_SLOTS:
    /// Turns to the outliers of a fit.
    void showOutliersOf(const std::shared_ptr<const perimeter::DetectorFit>& fit);

private:
    void addTabActions();
    void addTableMenu();
    void fillTableMenu();
    void showMessageCount(int count);

    OutliersTab* m_outliers;
    SweepTab* m_sweep;
    PredictionTab* m_prediction;
    EvaluationTab* m_evaluation;
    WatchTab* m_watch;
    ColumnsTab* m_columns;
    MessagesTab* m_messages;
    QList<QAction*> m_tabActions;
    QMenu* m_tableMenu = nullptr; ///< what can be done with the tables of the current tab
    QHBoxLayout* m_corner = nullptr;
};

} // namespace perimeter
