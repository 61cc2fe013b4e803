// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QWidget;

namespace perimeter {

/// The window's actions, with names, icons, shortcuts and tool tips; what they do is connected by the window.
struct WindowActions {
    explicit WindowActions(QWidget* window);

    /// Says what undo takes back and redo makes again; where that is empty there is nothing.
    void nameChanges(const QString& undone, const QString& redone) const;

    QAction* open;
    QAction* undo;
    QAction* redo;
    QAction* fitView;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* exportFigure;
    QAction* trainModel;
    QAction* palette;
    QAction* dark;
    QAction* goToPanes;
    QAction* goToNu;
    QAction* goToFilter;
    QAction* quit;
};

} // namespace perimeter
