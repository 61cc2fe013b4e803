// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/panes/label_actions.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace perimeter {

LabelActions::LabelActions(Session& session, Selection& selection, QWidget* canvas, QWidget* window)
    : QObject(window), m_session(session), m_selection(selection),
      m_selectView(add(window, "actionSelectView", tr("Select the rows in view"),
                       tr("Select every row that the panes show now; zoom in on those you mean first."),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A))),
      m_outlier(add(window, "actionLabelOutlier", tr("Label as outlier"),
                    tr("Say that the rows selected are outliers, for the evaluation of detectors."),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O))),
      m_inlier(add(window, "actionLabelInlier", tr("Label as inlier"),
                   tr("Say that the rows selected are inliers, for the evaluation of detectors."),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I))),
      m_remove(add(window, "actionRemoveLabel", tr("Remove label"),
                   tr("Take back the labels given by hand to the rows selected."),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)))
{
    auto* const menu = new QMenu(canvas);
    menu->setObjectName(QStringLiteral("canvasMenu"));
    menu->setToolTipsVisible(true);
    menu->addAction(m_selectView);
    menu->addSeparator();
    menu->addActions({m_outlier, m_inlier, m_remove});
    canvas->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(canvas, &QWidget::customContextMenuRequested, menu,
            [menu, canvas](const QPoint& place) { menu->popup(canvas->mapToGlobal(place)); });
    connect(m_outlier, &QAction::triggered, this, [this] { label(RowLabel::Outlier); });
    connect(m_inlier, &QAction::triggered, this, [this] { label(RowLabel::Inlier); });
    connect(m_remove, &QAction::triggered, this, &LabelActions::removeLabels);
    connect(&m_selection, &Selection::changed, this, &LabelActions::showWhatCanBeDone);
    connect(&m_session, &Session::explorationChanged, this, &LabelActions::showWhatCanBeDone);
    showWhatCanBeDone();
}

QAction* LabelActions::add(QWidget* window, const char* name, const QString& text, const QString& explanation,
                           const QKeySequence& keys)
{
    auto* const action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setToolTip(tr("%1 (%2)").arg(explanation, action->shortcut().toString(QKeySequence::NativeText)));
    window->addAction(action);
    return action;
}

void LabelActions::label(RowLabel label)
{
    edit(m_session.exploration().labels.byHand.with(m_selection.rows(), label));
}

void LabelActions::removeLabels()
{
    edit(m_session.exploration().labels.byHand.without(m_selection.rows()));
}

void LabelActions::edit(RowLabels labels)
{
    Exploration exploration = m_session.exploration();
    exploration.labels.byHand = std::move(labels);
    m_session.edit(exploration);
}

void LabelActions::showWhatCanBeDone()
{
    const RowLabels& labels = m_session.exploration().labels.byHand;
    const bool any = !m_selection.rows().empty();
    m_outlier->setEnabled(any);
    m_inlier->setEnabled(any);
    m_remove->setEnabled(
        std::ranges::any_of(m_selection.rows(), [&](RowNumber row) { return labels.of(row).has_value(); }));
}

} // namespace perimeter
