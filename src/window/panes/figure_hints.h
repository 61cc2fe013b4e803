// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace perimeter {

class FigureCanvas;

/// Explains the texts of the panes where the pointer rests on them: shortened titles whole, and what is counted.
class FigureHints final : public QObject {
    Q_OBJECT

public:
    FigureHints(FigureCanvas& canvas, QObject* parent);

    [[nodiscard]] bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QString hintAt(const QPoint& place) const;

    FigureCanvas& m_canvas;
};

} // namespace perimeter
