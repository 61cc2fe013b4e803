// SPDX-License-Identifier: GPL-3.0-or-later
#include "hands.h"

#include "finding.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QMainWindow>
#include <QScrollArea>
#include <QStyleOptionButton>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

namespace script {

namespace {

constexpr int notch = 120;
constexpr int moves = 4;

QWindow* handleOf(const QWidget* widget)
{
    QWindow* const handle = widget->window()->windowHandle();
    if (!handle)
        throw ScriptError{QStringLiteral("the window of %1 is not there").arg(widget->objectName())};
    return handle;
}

QWindow* focusWindow()
{
    if (QWindow* const window = QGuiApplication::focusWindow())
        return window;
    if (const QMainWindow* const window = mainWindow())
        return handleOf(window);
    throw ScriptError{QStringLiteral("no window has the focus")};
}

} // namespace

QPoint reach(QWidget* widget, const QPoint& place)
{
    if (!widget->isEnabled())
        throw ScriptError{QStringLiteral("%1 is disabled").arg(widget->objectName())};
    for (QWidget* parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto* const area = qobject_cast<QScrollArea*>(parent))
            area->ensureWidgetVisible(widget, 4, 4);
    }
    const QPoint inWindow = widget->mapTo(widget->window(), place);
    const QWidget* const hit = widget->window()->childAt(inWindow);
    const bool isSeen = hit ? hit == widget || widget->isAncestorOf(hit) : widget->isWindow();
    if (!isSeen)
        throw ScriptError{QStringLiteral("%1 is covered by %2")
                              .arg(widget->objectName(), hit ? hit->objectName() : QStringLiteral("nothing of it"))};
    return inWindow;
}

QPoint placeIn(const QWidget* widget, double right, double down)
{
    return {qRound(right * (widget->width() - 1)), qRound(down * (widget->height() - 1))};
}

QPoint clickPlace(const QWidget* widget)
{
    if (!qobject_cast<const QCheckBox*>(widget))
        return widget->rect().center();
    QStyleOptionButton option;
    option.initFrom(widget);
    return widget->style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, widget).center();
}

void click(Script& script, QWidget* widget, const QPoint& place, Qt::MouseButton button, Qt::KeyboardModifiers keys)
{
    const QPoint inWindow = reach(widget, place);
    QWindow* const window = handleOf(widget);
    QTest::mouseMove(window, inWindow);
    // A menu that comes up with the press goes on in there, and the release has to come all the same.
    script.soon([window = QPointer<QWindow>(window), button, keys, inWindow] {
        if (window)
            QTest::mouseRelease(window, button, keys, inWindow);
    });
    QTest::mousePress(window, button, keys, inWindow);
}

void doubleClick(Script& script, QWidget* widget, const QPoint& place)
{
    const QPoint inWindow = reach(widget, place);
    const Script::Hold hold(script);
    QTest::mouseDClick(handleOf(widget), Qt::LeftButton, {}, inWindow);
}

void dragQuickly(Script& script, QWidget* widget, const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys)
{
    const QPoint start = reach(widget, from);
    const QPoint end = widget->mapTo(widget->window(), to);
    QWindow* const window = handleOf(widget);
    const Script::Hold hold(script);
    QTest::mouseMove(window, start);
    QTest::mousePress(window, Qt::LeftButton, keys, start);
    for (int move = 1; move <= moves; ++move)
        QTest::mouseMove(window, start + (end - start) * move / moves);
    QTest::mouseRelease(window, Qt::LeftButton, keys, end);
}

void dragSlowly(Script& script, QWidget* widget, const QPoint& from, const QPoint& to)
{
    const QPoint start = reach(widget, from);
    const QPoint end = widget->mapTo(widget->window(), to);
    QWindow* const window = handleOf(widget);
    script.later([window, start, end] { QTest::mouseMove(window, (start + end) / 2); });
    script.later([window, end] { QTest::mouseMove(window, end); });
    script.later([window, end] { QTest::mouseRelease(window, Qt::LeftButton, {}, end); });
    QTest::mouseMove(window, start);
    QTest::mousePress(window, Qt::LeftButton, {}, start);
}

void turnWheel(QWidget* widget, const QPoint& place, int notches)
{
    const QPoint inWindow = reach(widget, place);
    QWidget* const hit = widget->window()->childAt(inWindow);
    QWidget* const target = hit ? hit : widget;
    const QPoint inTarget = target->mapFrom(widget->window(), inWindow);
    QWheelEvent event(inTarget, target->mapToGlobal(QPointF(inTarget)), QPoint(), QPoint(0, notch * notches),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(target, &event);
}

void pointAt(QWidget* widget, const QPoint& place)
{
    QTest::mouseMove(handleOf(widget), reach(widget, place));
}

void pressKey(Script& script, Qt::Key key, Qt::KeyboardModifiers keys)
{
    QWindow* const window = focusWindow();
    // A dialog that comes up with the press goes on in there.
    script.soon([window = QPointer<QWindow>(window), key, keys] {
        if (window)
            QTest::keyRelease(window, key, keys);
    });
    QTest::keyPress(window, key, keys);
}

void replaceText(Script& script, const QString& text)
{
    const Script::Hold hold(script);
    QTest::keyClick(focusWindow(), Qt::Key_A, Qt::ControlModifier);
    if (text.isEmpty())
        QTest::keyClick(focusWindow(), Qt::Key_Delete);
    for (const QChar letter : text) {
        if (letter.unicode() < 0x20 || letter.unicode() > 0x7e)
            throw ScriptError{QStringLiteral("“%1” cannot be typed").arg(letter)};
        QTest::keyClick(focusWindow(), letter.toLatin1());
    }
}

QPoint placeOfCell(QAbstractItemView* view, const QModelIndex& index)
{
    view->scrollTo(index);
    const QRect cell = view->visualRect(index) & view->viewport()->rect();
    if (cell.isEmpty())
        throw ScriptError{QStringLiteral("%1 does not show the cell").arg(view->objectName())};
    return cell.center();
}

} // namespace script
