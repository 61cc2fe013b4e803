// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/window_actions.h"

#include "window/parts/appearance.h"
#include "window/parts/tool_tips.h"

#include <QCoreApplication>
#include <QWidget>

namespace perimeter {

namespace {

QString tr(const char* text, const char* comment = nullptr)
{
    return QCoreApplication::translate("Actions", text, comment);
}

struct Look {
    const char* name;
    const char* icon;
    QString text;
    QString explanation;
    QList<QKeySequence> keys;
};

QAction* make(QWidget* window, const Look& look)
{
    auto* const action = new QAction(look.text, window);
    action->setObjectName(QString::fromLatin1(look.name));
    action->setShortcuts(look.keys);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(wrappedToolTip(keys.isEmpty() ? look.explanation : tr("%1 (%2)").arg(look.explanation, keys)));
    if (look.icon)
        setIconName(action, QString::fromLatin1(look.icon));
    window->addAction(action);
    return action;
}

} // namespace

WindowActions::WindowActions(QWidget* window)
    : open(
          make(window,
               {"actionOpen", "open", tr("Open file…"), tr("Open a data set, with a preview."), {QKeySequence::Open}})),
      undo(make(window, {"actionUndo", "undo", tr("Undo"), tr("Take back the last change."), {QKeySequence::Undo}})),
      redo(make(window, {"actionRedo",
                         "redo",
                         tr("Redo"),
                         tr("Make the change again."),
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)}})),
      fitView(make(
          window,
          {"actionFitView", "fit-view", tr("Fit view"), tr("Show all rows."), {QKeySequence(Qt::CTRL | Qt::Key_0)}})),
      zoomIn(make(window, {"actionZoomIn",
                           "zoom-in",
                           tr("Zoom in"),
                           tr("Show less, larger."),
                           {QKeySequence::ZoomIn, QKeySequence(Qt::CTRL | Qt::Key_Equal)}})),
      zoomOut(make(window,
                   {"actionZoomOut", "zoom-out", tr("Zoom out"), tr("Show more, smaller."), {QKeySequence::ZoomOut}})),
      exportFigure(make(window, {"actionExport",
                                 "export",
                                 tr("Export figure…"),
                                 tr("Take the figure away as PDF, SVG or PNG."),
                                 {QKeySequence(Qt::CTRL | Qt::Key_E)}})),
      trainModel(
          make(window, {"actionTrain",
                        "train",
                        tr("Train model…"),
                        tr("Write what the detectors have learned, to score other rows by: in the tab Watch, or with "
                           "perimeter score."),
                        {QKeySequence(Qt::CTRL | Qt::Key_T)}})),
      palette(make(window, {"actionPalette",
                            "command-palette",
                            tr("Command palette"),
                            tr("Every command by its name."),
                            {QKeySequence(Qt::CTRL | Qt::Key_K)}})),
      dark(make(window, {"actionDark",
                         "theme",
                         tr("Dark"),
                         tr("Light letters on a dark ground, or the other way round."),
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}})),
      goToPanes(make(window, {"actionGoToPanes",
                              nullptr,
                              tr("Go to the panes"),
                              tr("Let the keys zoom (+, −) and pan (arrows)."),
                              {QKeySequence(Qt::CTRL | Qt::Key_G)}})),
      goToNu(make(window, {"actionGoToNu",
                           nullptr,
                           tr("Go to ν"),
                           tr("Let the arrow keys move ν."),
                           {QKeySequence(Qt::ALT | Qt::Key_N)}})),
      goToFilter(make(window, {"actionGoToFilter",
                               "filter",
                               tr("Go to the filter"),
                               tr("Type which rows to keep."),
                               {QKeySequence::Find}})),
      quit(make(window, {"actionQuit", nullptr, tr("Quit"), tr("Close Perimeter."), {QKeySequence::Quit}}))
{
    dark->setCheckable(true);
}

void WindowActions::nameChanges(const QString& undone, const QString& redone) const
{
    const auto name = [](QAction* action, const QString& plain, const QString& named, const QString& change) {
        action->setEnabled(!change.isEmpty());
        action->setText(change.isEmpty() ? plain : named.arg(change));
        action->setToolTip(
            wrappedToolTip(tr("%1 (%2)").arg(action->text(), action->shortcut().toString(QKeySequence::NativeText))));
    };
    name(undo, tr("Undo"), tr("Undo %1", "a change such as ν 0.15 → 0.05"), undone);
    name(redo, tr("Redo"), tr("Redo %1", "a change such as ν 0.15 → 0.05"), redone);
}

} // namespace perimeter
