// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/points/point_raster.h"

#include <QPainter>

#include <cstddef>
#include <span>
#include <vector>

namespace perimeter {

/// How points go onto paper.
struct PrintSettings {
    std::size_t vectorPoints = 50000; ///< beyond so many in view, dots are an image; outliers never are
    double unitsPerPixel = 12.5;      ///< whole units that marks stand on, so that files stay small
    double imagePixels = 3.125;       ///< of an image, to a pixel of the canvas
};

/// Marks of one shape and colour.
struct MarkGroup {
    enum class Shape { Dot, Diamond };

    Shape shape = Shape::Dot;
    QColor colour;                ///< opaque: translucent marks would be kept as outlines, several times as large
    std::vector<QPointF> centres; ///< in pixels of the view
};

/// The marks of points, one by one, with the colours that the picture of the same points has: instead of shining
/// through, dots and diamonds in a crowd have its deeper shade and lie above.
struct VectorMarks {
    /// In pixels of the canvas.
    PointRaster raster;

    /// Groups in the order in which they are drawn. `outlier` is empty where there are no classes.
    [[nodiscard]] std::vector<MarkGroup> dots(std::span<const std::uint8_t> outlier) const;
    [[nodiscard]] std::vector<MarkGroup> diamonds(std::span<const std::uint8_t> outlier, const QColor& hue) const;
    /// Of one shape, in the colours of each point's depth, what falls outside first on top.
    [[nodiscard]] std::vector<MarkGroup> byDepth(const PointDepth& depth, std::span<const std::uint8_t> outlier,
                                                 MarkGroup::Shape shape) const;
};

/// Draws marks about the upper left corner of `axes` + centre, each place once, cut off at the axes: SVG knows no
/// clipping.
void drawMarks(QPainter& painter, const MarkGroup& marks, const MarkSize& size, const QRectF& axes,
               const PrintSettings& print);

} // namespace perimeter
