// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

namespace perimeter {

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock)
{
    auto* const title = new QLabel(dock->windowTitle(), this);
    title->setProperty("quiet", true);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 4, 0);
    row->addWidget(title, 1);
    row->addWidget(foldButton(dock));
}

QToolButton* foldButton(QDockWidget* dock)
{
    auto* const fold = new QToolButton;
    fold->setAutoRaise(true);
    fold->setFocusPolicy(Qt::NoFocus);
    fold->setText(QStringLiteral("×"));
    fold->setAccessibleName(DockTitle::tr("Fold %1 away").arg(dock->windowTitle()));
    fold->setToolTip(DockTitle::tr("Fold this panel away; the menu Panes brings it back."));
    QObject::connect(fold, &QToolButton::clicked, dock, &QWidget::hide);
    return fold;
}

QScrollArea* scrollingPanel(QWidget* panel, int leastWidth, QWidget* parent)
{
    panel->setObjectName(QStringLiteral("panel"));
    auto* const area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(leastWidth);
    area->setWidget(panel);
    return area;
}

} // namespace perimeter
