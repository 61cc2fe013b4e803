// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/dock_title.h"

#include "window/tool_tips.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace perimeter {

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock)
{
    auto* const title = new QLabel(dock->windowTitle(), this);
    title->setProperty("quiet", true);
    auto* const fold = new QToolButton(this);
    fold->setAutoRaise(true);
    fold->setFocusPolicy(Qt::NoFocus);
    fold->setText(QStringLiteral("×"));
    fold->setAccessibleName(tr("Fold %1 away").arg(dock->windowTitle()));
    fold->setToolTip(wrappedToolTip(tr("Fold this panel away; the menu Panes brings it back.")));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 4, 0);
    row->addWidget(title, 1);
    row->addWidget(fold);
    connect(fold, &QToolButton::clicked, dock, &QWidget::hide);
}

} // namespace perimeter
