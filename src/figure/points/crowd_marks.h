// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/points/point_cloud.h"

#include <qcustomplot.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace perimeter {

/// Marks at some of a cloud's points, however many: at a pixel a mark is drawn once, and on screen a crowd becomes an
/// image that is kept until the view changes.
class CrowdMarks {
public:
    /// Draws one mark about a pixel, with the painter's pen and brush.
    using Shape = std::function<void(QPainter&, const QPointF&)>;

    explicit CrowdMarks(Shape shape) : m_shape(std::move(shape)) {}

    void setPoints(std::vector<std::uint32_t> points);
    void draw(QCPPainter* painter, const PointCloud& cloud, const QRect& rectangle, const QPen& pen,
              const QBrush& brush) const;

private:
    /// What an image was made for.
    struct View {
        std::shared_ptr<const Projection> projection;
        QCPRange x, y;
        QRect rectangle;
        double pixelRatio = 1;
        QRgb colour = 0;
        bool operator==(const View&) const = default;
    };

    [[nodiscard]] std::vector<QPointF> distinctPixels(const PointCloud& cloud, const QRect& rectangle) const;

    Shape m_shape;
    std::vector<std::uint32_t> m_points;
    mutable View m_view; ///< of the image kept
    mutable QImage m_image;
};

} // namespace perimeter
