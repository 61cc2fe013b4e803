// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done with the mouse.
#include "finding.h"
#include "hands.h"
#include "steps.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QSlider>
#include <QStyleOptionSlider>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

#include <array>

namespace script {

namespace {

constexpr int listMargin = 4;
constexpr int arrowReach = 6; ///< from the right end of a button to the middle of its menu's arrow

/// click WIDGET [RIGHT DOWN]: at its middle, or at shares of its width and height.
void clickWidget(Script& script, const QStringList& words)
{
    QWidget* const widget = widgetNamed(words[0]);
    const bool isPlaced = words.size() == 3;
    click(script, widget, isPlaced ? placeIn(widget, numberOf(words[1]), numberOf(words[2])) : clickPlace(widget));
}

/// context WIDGET [RIGHT DOWN]: with the right button.
void clickRight(Script& script, const QStringList& words)
{
    QWidget* const widget = widgetNamed(words[0]);
    const bool isPlaced = words.size() == 3;
    click(script, widget, isPlaced ? placeIn(widget, numberOf(words[1]), numberOf(words[2])) : clickPlace(widget),
          Qt::RightButton);
}

/// double WIDGET RIGHT DOWN
void clickTwice(Script& script, const QStringList& words)
{
    QWidget* const widget = widgetNamed(words[0]);
    doubleClick(script, widget, placeIn(widget, numberOf(words[1]), numberOf(words[2])));
}

/// press TEXT: a button by what it reads.
void pressButton(Script& script, const QStringList& words)
{
    QAbstractButton* const button = buttonReading(words[0]);
    click(script, button, clickPlace(button));
}

/// pull BUTTON: opens its menu. Those of the tool bar go by what they read, as they have no names.
void pullMenu(Script& script, const QStringList& words)
{
    const bool isNamed = !words[0].contains(u' ');
    auto* const button = isNamed ? find<QToolButton>(words[0]) : qobject_cast<QToolButton*>(buttonReading(words[0]));
    if (!button)
        throw ScriptError{QStringLiteral("“%1” has no menu").arg(words[0])};
    const bool isApart = button->popupMode() == QToolButton::MenuButtonPopup;
    click(script, button,
          isApart ? QPoint(button->width() - arrowReach, button->height() / 2) : button->rect().center());
}

/// pick TEXT…: entries of the open menu, one in the submenu of the other.
void pickFromMenu(Script& script, const QStringList& words)
{
    for (const QString& text : words) {
        script.later([&script, text] {
            QMenu* const menu = openMenu();
            QAction* const action = actionReading(menu, text);
            if (!action->isEnabled())
                throw ScriptError{QStringLiteral("“%1” is disabled").arg(text)};
            click(script, menu, menu->actionGeometry(action).center());
        });
    }
}

int placeOfItem(const QComboBox* combo, const QString& text)
{
    const int item = text.startsWith(u'@') ? text.mid(1).toInt() : combo->findText(text);
    if (item < 0 || item >= combo->count())
        throw ScriptError{QStringLiteral("%1 has no “%2”").arg(combo->objectName(), text)};
    return item;
}

/// choose COMBO TEXT: from its list; @2 is the third item, whatever it reads.
void chooseItem(Script& script, const QStringList& words)
{
    auto* const combo = find<QComboBox>(words[0]);
    const int item = placeOfItem(combo, words[1]);
    script.later([&script, combo, item] {
        QAbstractItemView* const view = combo->view();
        const QPoint place =
            placeOfCell(view, combo->model()->index(item, combo->modelColumn(), combo->rootModelIndex()));
        // The list may open under the pointer, and takes no click until that has moved.
        pointAt(view->viewport(), {view->viewport()->rect().left() + listMargin, place.y()});
        click(script, view->viewport(), place);
    });
    click(script, combo, combo->rect().center());
}

/// tab TEXT: the tab whose text begins so.
void turnToTab(Script& script, const QStringList& words)
{
    for (const QWidget* const window : reachableWindows()) {
        for (QTabBar* const bar : window->findChildren<QTabBar*>()) {
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab) {
                if (plain(bar->tabText(tab)).startsWith(words[0]))
                    return click(script, bar, bar->tabRect(tab).center());
            }
        }
    }
    throw ScriptError{QStringLiteral("there is no tab “%1”").arg(words[0])};
}

QModelIndex cellOf(const QAbstractItemView* view, const QStringList& words)
{
    const int row = static_cast<int>(numberOf(words[1]));
    const int column = words.size() > 2 ? static_cast<int>(numberOf(words[2])) : 0;
    const QModelIndex index = view->model()->index(row, column, view->rootIndex());
    if (!index.isValid())
        throw ScriptError{QStringLiteral("%1 has no cell %2, %3").arg(view->objectName()).arg(row).arg(column)};
    return index;
}

/// cell VIEW ROW [COLUMN]: counted from 0.
void clickCell(Script& script, const QStringList& words)
{
    auto* const view = find<QAbstractItemView>(words[0]);
    click(script, view->viewport(), placeOfCell(view, cellOf(view, words)));
}

/// header TABLE COLUMN: the head of a column, counted from 0.
void clickHeader(Script& script, const QStringList& words)
{
    const QHeaderView* const header = find<QTableView>(words[0])->horizontalHeader();
    const int column = static_cast<int>(numberOf(words[1]));
    click(script, header->viewport(),
          {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2});
}

QPoint handleOf(const QSlider* slider, int value)
{
    QStyleOptionSlider option;
    option.initFrom(slider);
    option.orientation = slider->orientation();
    option.minimum = slider->minimum();
    option.maximum = slider->maximum();
    option.sliderPosition = value;
    option.sliderValue = value;
    option.subControls = QStyle::SC_All;
    return slider->style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider).center();
}

/// drag SLIDER VALUE, or drag WIDGET RIGHT DOWN RIGHT DOWN
void drag(Script& script, const QStringList& words)
{
    if (words.size() == 2) {
        auto* const slider = find<QSlider>(words[0]);
        const int value = static_cast<int>(numberOf(words[1]));
        return dragSlowly(script, slider, handleOf(slider, slider->value()), handleOf(slider, value));
    }
    if (words.size() != 5)
        throw ScriptError{QStringLiteral("a place is two numbers")};
    QWidget* const widget = widgetNamed(words[0]);
    dragQuickly(script, widget, placeIn(widget, numberOf(words[1]), numberOf(words[2])),
                placeIn(widget, numberOf(words[3]), numberOf(words[4])), Qt::NoModifier);
}

/// rubber WIDGET RIGHT DOWN RIGHT DOWN: a rectangle, with Shift.
void dragRectangle(Script& script, const QStringList& words)
{
    QWidget* const widget = widgetNamed(words[0]);
    dragQuickly(script, widget, placeIn(widget, numberOf(words[1]), numberOf(words[2])),
                placeIn(widget, numberOf(words[3]), numberOf(words[4])), Qt::ShiftModifier);
}

/// wheel WIDGET RIGHT DOWN NOTCHES: away from the hand where they are above 0.
void turn(Script&, const QStringList& words)
{
    QWidget* const widget = widgetNamed(words[0]);
    turnWheel(widget, placeIn(widget, numberOf(words[1]), numberOf(words[2])), static_cast<int>(numberOf(words[3])));
}

/// point WIDGET RIGHT DOWN: moves the pointer there.
void point(Script&, const QStringList& words)
{
    QWidget* const widget = widgetNamed(words[0]);
    pointAt(widget, placeIn(widget, numberOf(words[1]), numberOf(words[2])));
}

constexpr auto commands = std::to_array<Command>({
    {"click", 1, 3, clickWidget},
    {"context", 1, 3, clickRight},
    {"double", 3, 3, clickTwice},
    {"press", 1, 1, pressButton},
    {"pull", 1, 1, pullMenu},
    {"pick", 1, 3, pickFromMenu},
    {"choose", 2, 2, chooseItem},
    {"tab", 1, 1, turnToTab},
    {"cell", 2, 3, clickCell},
    {"header", 2, 2, clickHeader},
    {"drag", 2, 5, drag},
    {"rubber", 5, 5, dragRectangle},
    {"wheel", 4, 4, turn},
    {"point", 3, 3, point},
});

} // namespace

std::span<const Command> pointerCommands()
{
    return commands;
}

} // namespace script
