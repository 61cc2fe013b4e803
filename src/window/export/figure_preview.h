// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/export/paper.h"

#include <QLabel>
#include <QScrollArea>
#include <QTimer>

#include <chrono>

namespace perimeter {

/// Shows a figure as it will be written, painted by the same code, as large as on paper or as the room allows.
class FigurePreview final : public QScrollArea {
    Q_OBJECT

public:
    enum class Zoom { TrueSize, Fit };

    explicit FigurePreview(QWidget* parent = nullptr);

    /// Shows the figure, soon. `vectors`: as PDF and SVG draw their points.
    void show(const Scene& scene, const FigureStyle& style, bool vectors);
    void setZoom(Zoom zoom);
    /// Whether a figure of that style can be seen at its true size without scrolling.
    [[nodiscard]] bool hasRoomFor(const FigureStyle& style) const;
    /// The figure as it is shown, without what is about it.
    [[nodiscard]] QImage image() const { return m_image; }

    using QScrollArea::show;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QSize trueSize(const FigureStyle& style) const;
    [[nodiscard]] QSize shownSize() const;
    /// Paints now what takes no longer than a frame; all marks as they are written once the hand rests.
    void paintSoon();
    void paintFigure(bool vectors);

    Paper m_paper;
    Scene m_scene;
    FigureStyle m_style;
    bool m_vectors = true;
    Zoom m_zoom = Zoom::TrueSize;
    QImage m_image;
    QLabel* m_sheet;
    QTimer m_soon{this}; ///< so that several changes are painted once
    QTimer m_rest{this};
    std::chrono::milliseconds m_vectorTime = {}; ///< that painting took last
};

} // namespace perimeter
