// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QScrollArea;
class QToolButton;

namespace perimeter {

/// The title of a panel, with a button that folds it away.
class DockTitle final : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock);
};

/// A button that folds a panel away.
[[nodiscard]] QToolButton* foldButton(QDockWidget* dock);

/// A panel that scrolls where the window is too low for it.
[[nodiscard]] QScrollArea* scrollingPanel(QWidget* panel, int leastWidth, QWidget* parent);

} // namespace perimeter
