// SPDX-License-Identifier: GPL-3.0-or-later
#include "finding.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>

namespace script {

namespace {

bool isReachable(const QWidget* widget)
{
    return reachableWindows().contains(widget->window());
}

/// From top to bottom, and from left to right.
bool isBefore(const QWidget* a, const QWidget* b)
{
    const QPoint p = a->mapToGlobal(QPoint());
    const QPoint q = b->mapToGlobal(QPoint());
    return p.y() != q.y() ? p.y() < q.y() : p.x() < q.x();
}

QList<QWidget*> widgetsNamed(const QString& name)
{
    QList<QWidget*> found;
    for (QWidget* const window : reachableWindows()) {
        if (window->objectName() == name)
            found.append(window);
        for (QWidget* const widget : window->findChildren<QWidget*>(name)) {
            if (widget->isVisible() && widget->window() == window)
                found.append(widget);
        }
    }
    std::ranges::sort(found, isBefore);
    return found;
}

} // namespace

QMainWindow* mainWindow()
{
    for (QWidget* const window : QApplication::topLevelWidgets()) {
        if (auto* const found = qobject_cast<QMainWindow*>(window); found && found->isVisible())
            return found;
    }
    return nullptr;
}

QList<QWidget*> visibleWindows()
{
    QList<QWidget*> windows;
    for (QWidget* const window : QApplication::topLevelWidgets()) {
        if (window->isVisible() && window->windowType() != Qt::ToolTip)
            windows.append(window);
    }
    return windows;
}

QList<QWidget*> reachableWindows()
{
    if (QWidget* const popup = QApplication::activePopupWidget())
        return {popup};
    if (QWidget* const dialog = QApplication::activeModalWidget())
        return {dialog};
    return visibleWindows();
}

QString plain(const QString& text)
{
    return QString(text).remove(QLatin1Char('&')).section(QLatin1Char('\t'), 0, 0);
}

QWidget* widgetNamed(const QString& name)
{
    const QString base = name.section(QLatin1Char('#'), 0, 0);
    const QString place = name.section(QLatin1Char('#'), 1);
    const QList<QWidget*> found = widgetsNamed(base);
    if (found.isEmpty())
        throw ScriptError{QStringLiteral("there is no visible %1").arg(base)};
    if (place.isEmpty() && found.size() > 1)
        throw ScriptError{QStringLiteral("there are %1 visible %2").arg(found.size()).arg(base)};
    const qsizetype index = place.isEmpty() ? 0 : place.toInt() - 1;
    if (index < 0 || index >= found.size())
        throw ScriptError{QStringLiteral("there is no visible %1").arg(name)};
    return found[index];
}

QAbstractItemView* viewNamed(const QString& name)
{
    const QList<QWidget*> seen = widgetsNamed(name.section(QLatin1Char('#'), 0, 0));
    const QMainWindow* const window = mainWindow();
    auto* const hidden = window && seen.isEmpty() ? window->findChild<QAbstractItemView*>(name) : nullptr;
    return hidden ? hidden : find<QAbstractItemView>(name);
}

QAbstractButton* buttonReading(const QString& text)
{
    for (const QWidget* const window : reachableWindows()) {
        for (QAbstractButton* const button : window->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && (plain(button->text()) == text || button->accessibleName() == text))
                return button;
        }
    }
    throw ScriptError{QStringLiteral("there is no visible button “%1”").arg(text)};
}

QAction* actionNamed(const QString& name)
{
    for (QWidget* const window : QApplication::topLevelWidgets()) {
        for (QAction* const action : window->findChildren<QAction*>(name)) {
            const auto* const owner = qobject_cast<const QWidget*>(action->parent());
            if (!isReachable(owner ? owner : window))
                throw ScriptError{QStringLiteral("%1 is out of reach, behind another window").arg(name)};
            if (!action->isEnabled())
                throw ScriptError{QStringLiteral("%1 is disabled").arg(name)};
            return action;
        }
    }
    throw ScriptError{QStringLiteral("there is no %1").arg(name)};
}

QMenu* openMenu()
{
    auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (!menu)
        throw ScriptError{QStringLiteral("no menu is open")};
    return menu;
}

QAction* actionReading(const QMenu* menu, const QString& text)
{
    for (QAction* const action : menu->actions()) {
        if (action->isVisible() && plain(action->text()) == text)
            return action;
    }
    throw ScriptError{QStringLiteral("the menu has no “%1”").arg(text)};
}

} // namespace script
