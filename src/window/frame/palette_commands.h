// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointer>
#include <QString>

class QAction;
class QMenu;
class QWidget;

namespace perimeter {

/// An action under the name it is searched by.
struct Command {
    QString name;
    QPointer<QAction> action;
};

/// The actions of a window, then the entries of menus and their submenus, each after its menu's name.
[[nodiscard]] QList<Command> commandsOf(const QWidget& window, const QList<QMenu*>& menus);

} // namespace perimeter
