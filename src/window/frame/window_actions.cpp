// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/window_actions.h"

#include "window/parts/icons.h"

#include <QCoreApplication>
#include <QWidget>

namespace perimeter {

namespace {

class ActionText {
    Q_DECLARE_TR_FUNCTIONS(ActionText)
};

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
    action->setToolTip(keys.isEmpty() ? look.explanation : ActionText::tr("%1 (%2)").arg(look.explanation, keys));
    if (look.icon)
        setIconName(action, QString::fromLatin1(look.icon));
    window->addAction(action);
    return action;
}

} // namespace

WindowActions::WindowActions(QWidget* window)
    : open(make(window, {"actionOpen",
                         "open",
                         ActionText::tr("Open file…"),
                         ActionText::tr("Open a data set, with a preview."),
                         {QKeySequence::Open}})),
      undo(make(window, {"actionUndo",
                         "undo",
                         ActionText::tr("Undo"),
                         ActionText::tr("Take back the last change."),
                         {QKeySequence::Undo}})),
      redo(make(window, {"actionRedo",
                         "redo",
                         ActionText::tr("Redo"),
                         ActionText::tr("Make the change again."),
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)}})),
      fitView(make(window, {"actionFitView",
                            "fit-view",
                            ActionText::tr("Fit view"),
                            ActionText::tr("Show all rows."),
                            {QKeySequence(Qt::CTRL | Qt::Key_0)}})),
      zoomIn(make(window, {"actionZoomIn",
                           "zoom-in",
                           ActionText::tr("Zoom in"),
                           ActionText::tr("Show less, larger."),
                           {QKeySequence::ZoomIn, QKeySequence(Qt::CTRL | Qt::Key_Equal)}})),
      zoomOut(make(window, {"actionZoomOut",
                            "zoom-out",
                            ActionText::tr("Zoom out"),
                            ActionText::tr("Show more, smaller."),
                            {QKeySequence::ZoomOut}})),
      exportFigure(make(window, {"actionExport",
                                 "export",
                                 ActionText::tr("Export figure…"),
                                 ActionText::tr("Take the figure away as PDF, SVG or PNG."),
                                 {QKeySequence(Qt::CTRL | Qt::Key_E)}})),
      trainModel(make(
          window,
          {"actionTrain",
           "train",
           ActionText::tr("Train model…"),
           ActionText::tr("Write what the detectors have learned, to score other rows by: in the tab Watch, or with "
                          "perimeter score."),
           {QKeySequence(Qt::CTRL | Qt::Key_T)}})),
      palette(make(window, {"actionPalette",
                            "command-palette",
                            ActionText::tr("Command palette"),
                            ActionText::tr("Every command by its name."),
                            {QKeySequence(Qt::CTRL | Qt::Key_K)}})),
      dark(make(window, {"actionDark",
                         "theme",
                         ActionText::tr("Dark"),
                         ActionText::tr("Light letters on a dark ground, or the other way round."),
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}})),
      goToPanes(make(window, {"actionGoToPanes",
                              nullptr,
                              ActionText::tr("Go to the panes"),
                              ActionText::tr("Let the keys zoom (+, −) and pan (arrows)."),
                              {QKeySequence(Qt::CTRL | Qt::Key_G)}})),
      goToNu(make(window, {"actionGoToNu",
                           nullptr,
                           ActionText::tr("Go to ν"),
                           ActionText::tr("Let the arrow keys move ν."),
                           {QKeySequence(Qt::ALT | Qt::Key_N)}})),
      goToFilter(make(window, {"actionGoToFilter",
                               "filter",
                               ActionText::tr("Go to the filter"),
                               ActionText::tr("Type which rows to keep."),
                               {QKeySequence::Find}})),
      quit(make(
          window,
          {"actionQuit", nullptr, ActionText::tr("Quit"), ActionText::tr("Close Perimeter."), {QKeySequence::Quit}}))
{
    dark->setCheckable(true);
}

void WindowActions::nameChanges(const QString& undone, const QString& redone) const
{
    const auto name = [](QAction* action, const QString& plain, const QString& named, const QString& change) {
        action->setEnabled(!change.isEmpty());
        action->setText(change.isEmpty() ? plain : named.arg(change));
        action->setToolTip(
            ActionText::tr("%1 (%2)").arg(action->text(), action->shortcut().toString(QKeySequence::NativeText)));
    };
    name(undo, ActionText::tr("Undo"), ActionText::tr("Undo %1", "a change such as ν 0.15 → 0.05"), undone);
    name(redo, ActionText::tr("Redo"), ActionText::tr("Redo %1", "a change such as ν 0.15 → 0.05"), redone);
}

} // namespace perimeter
