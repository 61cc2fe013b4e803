// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/figure_style.h"
#include "figure/canvas/canvas.h"

#include <QSizeF>

namespace perimeter {

/// Lays a scene out on paper and paints it, the same for every format and for the preview. Lines and marks grow with
/// the text: the canvas is laid out for the usual text and scaled to the style's.
class Paper {
public:
    Paper();

    void setFigure(const Scene& scene, const FigureStyle& style);
    /// Fills `size` units of the painter with the figure: its marks as vectors, or as pixels of the painter's device.
    void paint(QCPPainter& painter, const QSizeF& size, bool vectors);

    static constexpr double millimetresPerInch = 25.4;
    /// Units of the vector formats: fine enough that a size in millimetres is right to a hundredth.
    static constexpr int vectorDpi = 1200;

private:
    FigureCanvas m_canvas;
    FigureStyle m_style;
};

} // namespace perimeter
