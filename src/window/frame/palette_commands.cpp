// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/palette_commands.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include <algorithm>

namespace perimeter {

namespace {

QString plain(QString text)
{
    return text.remove(QLatin1Char('&'));
}

void addMenu(QList<Command>& commands, QMenu* menu)
{
    // Some menus are filled when they are asked for.
    Q_EMIT menu->aboutToShow();
    for (QAction* const action : menu->actions()) {
        const bool isKnown =
            std::ranges::any_of(commands, [&](const Command& command) { return command.action == action; });
        if (QMenu* const inner = action->menu())
            addMenu(commands, inner);
        else if (!action->isSeparator() && !isKnown)
            commands.append({QCoreApplication::translate("CommandPalette", "%1: %2")
                                 .arg(plain(menu->title()), plain(action->text())),
                             action});
    }
}

} // namespace

QList<Command> commandsOf(const QWidget& window, const QList<QMenu*>& menus)
{
    QList<Command> commands;
    for (QAction* const action : window.actions())
        if (!action->menu())
            commands.append({plain(action->text()), action});
    for (QMenu* const menu : menus)
        addMenu(commands, menu);
    return commands;
}

} // namespace perimeter
