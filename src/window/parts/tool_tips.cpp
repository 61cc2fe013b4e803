// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/tool_tips.h"

#include <QAbstractItemView>
#include <QAction>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QTabBar>
#include <QTextDocument>
#include <QToolTip>

namespace perimeter {

namespace {

/// The tool tip of a cell or of a section of a header; `place` is in the viewport.
QString toolTipIn(const QAbstractItemView& view, const QPoint& place)
{
    if (const auto* const header = qobject_cast<const QHeaderView*>(&view)) {
        const int section = header->logicalIndexAt(place);
        return header->model() ? header->model()->headerData(section, header->orientation(), Qt::ToolTipRole).toString()
                               : QString();
    }
    return view.indexAt(place).data(Qt::ToolTipRole).toString();
}

/// Of an action, but for the one that Qt makes of its text.
QString toolTipOf(const QAction* action)
{
    return action && action->toolTip() != action->iconText() ? action->toolTip() : QString();
}

QString toolTipAt(const QWidget& widget, const QPoint& place)
{
    if (const auto* const view = qobject_cast<const QAbstractItemView*>(widget.parentWidget()))
        if (view->viewport() == &widget)
            if (const QString tip = toolTipIn(*view, place); !tip.isEmpty())
                return tip;
    if (const auto* const menu = qobject_cast<const QMenu*>(&widget))
        return menu->toolTipsVisible() ? toolTipOf(menu->actionAt(place)) : QString();
    if (const auto* const tabs = qobject_cast<const QTabBar*>(&widget))
        if (const QString tip = tabs->tabToolTip(tabs->tabAt(place)); !tip.isEmpty())
            return tip;
    return widget.toolTip();
}

} // namespace

QString wrappedToolTip(const QString& plain)
{
    if (plain.isEmpty() || Qt::mightBeRichText(plain))
        return plain;
    QString escaped = plain.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QStringLiteral("<br/>"));
    return QStringLiteral("<qt>") + escaped + QStringLiteral("</qt>");
}

bool ToolTips::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !object->isWidgetType())
        return false;
    auto* const widget = static_cast<QWidget*>(object);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const QString tip = toolTipAt(*widget, help->pos());
    if (tip.isEmpty())
        return false;
    QToolTip::showText(help->globalPos(), wrappedToolTip(tip), widget);
    return true;
}

} // namespace perimeter
