// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene.h"

#include <qcustomplot.h>

#include <QTimer>

#include <optional>
#include <vector>

namespace perimeter {

class FrontierCurve;
class LegendRow;
class PointCloud;

/// Paints a scene: panes side by side with linked zoom, pan, hover and selection. The same canvas, never shown, paints
/// exported figures.
class FigureCanvas final : public QCustomPlot {
    Q_OBJECT

public:
    explicit FigureCanvas(QWidget* parent = nullptr);
    ~FigureCanvas() override;

    void setTheme(const Theme& theme);
    void setScene(const Scene& scene);
    [[nodiscard]] const Scene& scene() const { return m_scene; }
    /// The rectangle of a pane's axes, in widget pixels.
    [[nodiscard]] QRect paneRect(std::size_t pane) const;
    /// Device pixels of one pane, for the resolution of frontiers.
    [[nodiscard]] PaneSize paneSize() const;
    /// What the panes show now, in original units; panes that share their axes share it.
    [[nodiscard]] View view() const;
    /// Where a row stands, in widget pixels of a pane; nothing where it is out of view or left out.
    [[nodiscard]] std::optional<QPointF> placeOf(RowNumber row, std::size_t pane) const;

public Q_SLOTS:
    void setHovered(std::optional<perimeter::RowNumber> row);
    void setSelected(const std::vector<perimeter::RowNumber>& rows);
    void zoom(double factor); ///< about the middle; above 1 shows more
    void pan(double right, double up); ///< in shares of the visible width and height

Q_SIGNALS:
    /// The user zoomed or panned, and the hand rests.
    void viewChanged(const perimeter::View& view);
    /// The user asked for all rows (double click, Home).
    void wholeViewRequested();
    void hovered(std::optional<perimeter::RowNumber> row);
    /// A click on a row, or nothing for a click beside every row.
    void clicked(std::optional<perimeter::RowNumber> row);
    void paneSizeChanged();
};

} // namespace perimeter
