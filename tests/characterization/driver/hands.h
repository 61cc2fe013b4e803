// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script.h"

#include <QPoint>
#include <QRect>
#include <QString>
#include <Qt>

class QAbstractItemView;
class QModelIndex;
class QWidget;

namespace script {

/// Mouse and keys as the window system reports them: events for windows, which Qt gives to whatever lies at the place
/// or has the focus.

/// Scrolls until a widget is seen, as a hand would, and says where its place then is in its window. Fails where
/// something else covers it.
[[nodiscard]] QPoint reach(QWidget* widget, const QPoint& place);

/// A place by shares of width and height.
[[nodiscard]] QPoint placeIn(const QWidget* widget, double right, double down);

/// Where a click works: the box of a check box, else the middle.
[[nodiscard]] QPoint clickPlace(const QWidget* widget);

void click(Script& script, QWidget* widget, const QPoint& place, Qt::MouseButton button = Qt::LeftButton,
           Qt::KeyboardModifiers keys = {});
void doubleClick(Script& script, QWidget* widget, const QPoint& place);
/// In one go, without waiting for what follows from a part of it.
void dragQuickly(Script& script, QWidget* widget, const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys);
/// With a rest on the way and at the end, so that everything follows each move.
void dragSlowly(Script& script, QWidget* widget, const QPoint& from, const QPoint& to);
void turnWheel(QWidget* widget, const QPoint& place, int notches);
/// Moves the pointer there.
void pointAt(QWidget* widget, const QPoint& place);

/// Presses and lets go, in the window that has the focus.
void pressKey(Script& script, Qt::Key key, Qt::KeyboardModifiers keys = {});
/// Letters one after another, instead of what the field with the focus holds.
void replaceText(Script& script, const QString& text);

/// Scrolls to a cell and gives its place in the view's viewport.
[[nodiscard]] QPoint placeOfCell(QAbstractItemView* view, const QModelIndex& index);

} // namespace script
