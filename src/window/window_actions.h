// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QWidget;

namespace perimeter {

/// The window's actions, with names, icons, shortcuts and tool tips; what they do is connected by the window.
struct WindowActions {
    explicit WindowActions(QWidget* window);

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
