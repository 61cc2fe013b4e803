// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/tab_panel.h"

#include "window/columns/columns_tab.h"
#include "window/evaluation/evaluation_tab.h"
#include "window/messages/messages_tab.h"
#include "window/outliers/outliers_tab.h"
#include "window/prediction/prediction_tab.h"
#include "window/sweep/sweep_tab.h"
#include "window/tables/table_export.h"
#include "window/watch/watch_tab.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace perimeter {

TabPanel::TabPanel(Session& session, Selection& selection, const Appearance& appearance, QWidget* parent)
    : QTabWidget(parent), m_outliers(new OutliersTab(session, selection)),
      m_sweep(new SweepTab(session, selection, appearance)), m_prediction(new PredictionTab(session, selection)),
      m_evaluation(new EvaluationTab(session, selection, appearance)), m_watch(new WatchTab(appearance)),
      m_columns(new ColumnsTab(session, appearance)), m_messages(new MessagesTab(session, appearance))
{
    setObjectName(QStringLiteral("tables"));
    setDocumentMode(true);
    addTab(m_outliers, tr("Outl&iers"));
    addTab(m_sweep, tr("S&weep"));
    addTab(m_prediction, tr("Prediction"));
    addTab(m_evaluation, tr("Ev&aluation"));
    addTab(m_watch, tr("Wat&ch"));
    addTab(m_columns, tr("Colu&mns"));
    addTab(m_messages, tr("Messa&ges"));
    addTabActions();
    addTableMenu();
    connect(m_messages, &MessagesTab::countChanged, this, &TabPanel::showMessageCount);
}

void TabPanel::addTabActions()
{
    for (int tab = 0; tab < count(); ++tab) {
        auto* const action = new QAction(tr("Show the tab %1").arg(tabText(tab).remove(QLatin1Char('&'))), this);
        connect(action, &QAction::triggered, this, [this, tab] {
            parentWidget()->show();
            setCurrentIndex(tab);
            currentWidget()->setFocus(Qt::ShortcutFocusReason);
        });
        m_tabActions.append(action);
    }
}

void TabPanel::addTableMenu()
{
    m_tableMenu = new QMenu(tr("Table"), this);
    m_tableMenu->setObjectName(QStringLiteral("currentTableMenu"));
    m_tableMenu->setToolTipsVisible(true);
    auto* const button = new QToolButton;
    button->setObjectName(QStringLiteral("tableButton"));
    button->setText(tr("Table") + QStringLiteral(" ▾"));
    button->setAccessibleName(tr("Table"));
    button->setToolTip(tr("Copy the table of this tab as CSV, Markdown or LaTeX, or save it. The menu "
                          "of the table itself has the same."));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    button->setMenu(m_tableMenu);
    auto* const corner = new QWidget(this);
    m_corner = new QHBoxLayout(corner);
    m_corner->setContentsMargins(0, 0, 0, 0);
    m_corner->setSpacing(4);
    m_corner->addWidget(button);
    setCornerWidget(corner);
    connect(m_tableMenu, &QMenu::aboutToShow, this, &TabPanel::fillTableMenu);
    fillTableMenu();
}

void TabPanel::addToCorner(QWidget* button)
{
    m_corner->addWidget(button);
}

void TabPanel::fillTableMenu()
{
    m_tableMenu->clear();
    const QList<TableExport*> tables = currentWidget()->findChildren<TableExport*>();
    for (const TableExport* const table : tables) {
        if (tables.size() > 1)
            m_tableMenu->addSection(table->name());
        m_tableMenu->addActions(table->actions());
        table->showChoices();
    }
}

void TabPanel::showMessages()
{
    setCurrentWidget(m_messages);
}

bool TabPanel::setStandingProblem(const QString& sentence)
{
    return m_messages->setStandingProblem(sentence);
}

void TabPanel::showOutliersOf(const std::shared_ptr<const DetectorFit>& fit)
{
    setCurrentWidget(m_outliers);
    m_outliers->listOutliersOf(fit);
}

void TabPanel::showMessageCount(int count)
{
    setTabText(indexOf(m_messages), count > 0 ? tr("Messa&ges (%1)").arg(locale().toString(count)) : tr("Messa&ges"));
}

} // namespace perimeter
