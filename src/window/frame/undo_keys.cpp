// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/undo_keys.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace perimeter {

namespace {

/// The line that hears the keys of a widget, itself or that of a spin box.
const QLineEdit* lineOf(const QObject* widget)
{
    if (const auto* const line = qobject_cast<const QLineEdit*>(widget))
        return line;
    const auto* const box = qobject_cast<const QAbstractSpinBox*>(widget);
    return box ? box->findChild<QLineEdit*>() : nullptr;
}

} // namespace

UndoKeys::UndoKeys(QObject* parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool UndoKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const QLineEdit* const line = lineOf(watched);
    const auto* const key = static_cast<QKeyEvent*>(event);
    const bool isVain = line && ((key->matches(QKeySequence::Undo) && !line->isUndoAvailable()) ||
                                 (key->matches(QKeySequence::Redo) && !line->isRedoAvailable()));
    if (isVain)
        event->ignore();
    return isVain;
}

} // namespace perimeter
