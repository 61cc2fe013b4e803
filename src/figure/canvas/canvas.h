// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/canvas/figure_frame.h"
#include "figure/canvas/pane.h"
#include "figure/scene/scene.h"
#include "figure/scene/scene_change.h"

#include <qcustomplot.h>

#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// A text of the figure that a pointer stands on.
struct FigureText {
    enum class Part { Title, XTitle, YTitle, Counts, Legend };
    Part part = Part::Title;
    std::size_t pane = 0;
};

/// Paints a scene: panes side by side with linked zoom, pan, hover and selection. The same canvas, never shown, paints
/// exported figures.
class FigureCanvas final : public QCustomPlot {
    Q_OBJECT

public:
    explicit FigureCanvas(QWidget* parent = nullptr);
    ~FigureCanvas() override;

    void setTheme(const Theme& theme);
    /// How points are drawn where a painter wants vectors.
    void setPrint(const PrintSettings& print);
    /// Paints what is new in the scene, soon. Where a worker has to make its first pictures, the scene on screen stays
    /// until they are there.
    void setScene(const Scene& scene);
    [[nodiscard]] const Scene& scene() const { return m_scene; }
    /// The rectangle of a pane's axes, in widget pixels.
    [[nodiscard]] QRect paneRect(std::size_t pane) const;
    [[nodiscard]] std::optional<FigureText> textAt(const QPoint& pixel) const;
    /// Device pixels of one pane, for the resolution of frontiers.
    [[nodiscard]] PaneSize paneSize() const;
    /// What the panes show now, in original units; panes that share their axes share it.
    [[nodiscard]] View view() const;
    /// Where a row stands, in widget pixels of a pane; nothing where it is out of view or left out.
    [[nodiscard]] std::optional<QPointF> placeOf(RowNumber row, std::size_t pane) const;

public Q_SLOTS:
    void setHovered(std::optional<perimeter::RowNumber> row);
    void setSelected(const std::vector<perimeter::RowNumber>& rows);
    /// Asks for the rows in view to be selected, as a rectangle about them would.
    void selectView();
    void zoom(double factor);          ///< about the middle; above 1 shows more
    void pan(double right, double up); ///< in shares of the visible width and height
    void showWhole();                  ///< asks for all rows

Q_SIGNALS:
    /// The user zoomed or panned, and the hand rests.
    void viewChanged(const perimeter::View& view);
    /// The user asked for all rows (double click, Home).
    void wholeViewRequested();
    void hovered(std::optional<perimeter::RowNumber> row);
    /// A click on a row, or nothing for a click beside every row.
    void clicked(std::optional<perimeter::RowNumber> row);
    /// The user drew a rectangle about these rows (Shift and drag), ascending, or gave the selection up (Esc).
    void rowsSelected(const std::vector<perimeter::RowNumber>& rows);
    void paneSizeChanged();
    /// A click on the counts under a pane.
    void countsClicked(std::size_t pane);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void updateLayout() override;

private:
    void addLayers();
    void layOut();
    void takeScene();
    void paintSoon(const SceneChange& change);
    void paintStale();
    void paintAllSoon() { paintSoon({.frame = true}); }
    [[nodiscard]] std::vector<PointRequest> firstPictures() const;
    void link(Pane& pane);
    void follow(const QCPAxis* moved, const QCPRange& range);
    [[nodiscard]] bool shareAxes() const;
    [[nodiscard]] const Pane* paneAt(const QPointF& pixel) const;
    [[nodiscard]] std::optional<RowNumber> rowAt(const QPointF& pixel) const;
    [[nodiscard]] std::vector<RowNumber> rowsWithin(const Pane& pane, const QRectF& pixels) const;
    /// A rectangle about rows, from where it was begun to `pixel`.
    void stretchBand(const QPoint& pixel);
    void endBand();
    void showSelected();
    void followScreen();

    Scene m_scene; ///< the newest
    Scene m_shown; ///< in the panes
    Theme m_theme;
    PrintSettings m_print;
    FigureFrame m_frame;
    PointPictures m_pictures;
    std::vector<Pane> m_panes;
    SceneChange m_stale;    ///< layers to be painted by themselves
    QTimer m_rest;          ///< runs out when zooming and panning have come to rest
    bool m_waiting = false; ///< for the first pictures of the newest scene
    bool m_following = false;
    bool m_showing = false;
    QPoint m_pressed;
    std::optional<std::size_t> m_bandPane; ///< in which a rectangle is being drawn about rows
    std::optional<RowNumber> m_hoveredRow;
    std::vector<RowNumber> m_selectedRows; ///< ascending
    PaneSize m_announced;
};

} // namespace perimeter
