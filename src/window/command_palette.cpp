// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/command_palette.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace perimeter {

namespace {

QString nameOfAction(const QAction* action)
{
    QString name = action->text();
    name.remove(QLatin1Char('&'));
    return name;
}

} // namespace

CommandPalette::CommandPalette(QList<QAction*> actions, QWidget* parent)
    : QDialog(parent, Qt::Popup), m_actions(std::move(actions)), m_search(new QLineEdit(this)),
      m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setObjectName(QStringLiteral("paletteSearch"));
    m_search->setPlaceholderText(tr("Type what you want to do"));
    m_search->setAccessibleName(tr("Search commands"));
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformRowHeights(true);
    m_list->setRootIsDecorated(false);
    m_list->setHeaderHidden(true);
    m_list->setColumnCount(2);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_search);
    column->addWidget(m_list);
    resize(440, 360);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::run);
    filter({});
    m_search->setFocus();
}

void CommandPalette::filter(const QString& words)
{
    m_list->clear();
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const QString name = nameOfAction(m_actions[i]);
        const auto named = [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); };
        if (name.isEmpty() || !m_actions[i]->isEnabled() || !std::ranges::all_of(wanted, named))
            continue;
        const QString keys = m_actions[i]->shortcut().toString(QKeySequence::NativeText);
        auto* const item = new QTreeWidgetItem(m_list, {name, keys});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, Qt::UserRole, static_cast<qlonglong>(i));
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        const int row = m_list->indexOfTopLevelItem(m_list->currentItem()) + (key == Qt::Key_Down ? 1 : -1);
        m_list->setCurrentItem(m_list->topLevelItem(std::clamp(row, 0, std::max(0, m_list->topLevelItemCount() - 1))));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        run();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::run()
{
    const QTreeWidgetItem* const item = m_list->currentItem();
    if (!item)
        return;
    QAction* const action = m_actions[item->data(0, Qt::UserRole).toLongLong()];
    accept();
    action->trigger();
}

} // namespace perimeter
