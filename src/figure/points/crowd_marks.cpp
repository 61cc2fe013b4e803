// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/crowd_marks.h"

#include <cmath>

namespace perimeter {

namespace {

/// Up to so many marks are drawn as they are.
constexpr std::size_t few = 300;

} // namespace

void CrowdMarks::setPoints(std::vector<std::uint32_t> points)
{
    m_points = std::move(points);
    m_view = {};
    m_image = {};
}

std::vector<QPointF> CrowdMarks::distinctPixels(const PointCloud& cloud, const QRect& rectangle) const
{
    std::vector<bool> taken(static_cast<std::size_t>(rectangle.width() + 1) *
                            static_cast<std::size_t>(rectangle.height() + 1));
    std::vector<QPointF> pixels;
    for (const std::uint32_t point : m_points) {
        const std::optional<QPointF> pixel = cloud.pixelOf(point);
        if (!pixel)
            continue;
        const auto column = static_cast<std::size_t>(pixel->x() - rectangle.left());
        const auto row = static_cast<std::size_t>(pixel->y() - rectangle.top());
        const std::size_t place = row * static_cast<std::size_t>(rectangle.width() + 1) + column;
        if (!taken[place])
            pixels.push_back(*pixel);
        taken[place] = true;
    }
    return pixels;
}

void CrowdMarks::draw(QCPPainter* painter, const PointCloud& cloud, const QRect& rectangle, const QPen& pen,
                      const QBrush& brush) const
{
    if (m_points.empty() || !cloud.projection() || rectangle.isEmpty())
        return;
    const auto paint = [&](QPainter& onto) {
        onto.setPen(pen);
        onto.setBrush(brush);
        for (const QPointF& pixel : distinctPixels(cloud, rectangle))
            m_shape(onto, pixel);
    };
    const bool asIs = painter->modes().testFlag(QCPPainter::pmVectorized) ||
                      painter->modes().testFlag(QCPPainter::pmNoCaching) || m_points.size() <= few;
    if (asIs)
        return paint(*painter);
    const View view{cloud.projection(),
                    cloud.keyAxis()->range(),
                    cloud.valueAxis()->range(),
                    rectangle,
                    cloud.parentPlot()->bufferDevicePixelRatio(),
                    pen.color().rgba()};
    if (m_view != view) {
        m_view = view;
        m_image = QImage(rectangle.size() * view.pixelRatio, QImage::Format_ARGB32_Premultiplied);
        m_image.setDevicePixelRatio(view.pixelRatio);
        m_image.fill(Qt::transparent);
        QPainter onto(&m_image);
        onto.setRenderHint(QPainter::Antialiasing);
        onto.translate(-rectangle.topLeft());
        paint(onto);
    }
    painter->drawImage(rectangle.topLeft(), m_image);
}

} // namespace perimeter
