// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script_line.h"

#include <QAction>
#include <QList>
#include <QString>
#include <QWidget>

class QAbstractButton;
class QAbstractItemView;
class QMainWindow;
class QMenu;

namespace script {

/// The program's main window; null while none is shown.
[[nodiscard]] QMainWindow* mainWindow();

/// The windows that a user can reach now: the popup or else the dialog that is in front of all others, or else all.
[[nodiscard]] QList<QWidget*> reachableWindows();

/// Every window that is seen, without tool tips.
[[nodiscard]] QList<QWidget*> visibleWindows();

/// A text of a control as it is read, without the mark of its key.
[[nodiscard]] QString plain(const QString& text);

/// The visible widget of a name in a reachable window. `name#2` is the second of several, in the order of their places.
[[nodiscard]] QWidget* widgetNamed(const QString& name);

/// The same of a given kind.
template <typename Widget>
[[nodiscard]] Widget* find(const QString& name)
{
    auto* const widget = qobject_cast<Widget*>(widgetNamed(name));
    if (!widget)
        throw ScriptError{QStringLiteral("%1 is no %2").arg(name, QLatin1String(Widget::staticMetaObject.className()))};
    return widget;
}

/// The table or list of a name: the visible one, else one that is hidden, as in another tab.
[[nodiscard]] QAbstractItemView* viewNamed(const QString& name);

/// The visible button in a reachable window with such a text, or such an accessible name.
[[nodiscard]] QAbstractButton* buttonReading(const QString& text);

/// The enabled action of a name that belongs to a reachable window.
[[nodiscard]] QAction* actionNamed(const QString& name);

/// The menu that was opened last.
[[nodiscard]] QMenu* openMenu();
[[nodiscard]] QAction* actionReading(const QMenu* menu, const QString& text);

} // namespace script
