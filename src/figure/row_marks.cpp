// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/row_marks.h"

namespace perimeter {

RowMarks::RowMarks(const PointCloud* cloud, QCPAxisRect* axes)
    : QCPLayerable(axes->parentPlot(), QStringLiteral("notes"), axes), m_cloud(cloud), m_axes(axes)
{
}

void RowMarks::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

QRect RowMarks::clipRect() const
{
    return m_axes->rect();
}

void RowMarks::drawRing(QCPPainter* painter, RowNumber row, double radius, const QPen& pen) const
{
    if (!m_cloud->projection())
        return;
    const std::optional<std::size_t> point = m_cloud->projection()->place(row);
    const std::optional<QPointF> pixel = point ? m_cloud->pixelOf(*point) : std::nullopt;
    if (!pixel)
        return;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(pen);
    painter->drawEllipse(*pixel, radius, radius);
}

void RowMarks::drawMessage(QCPPainter* painter) const
{
    const QRectF room = QRectF(m_axes->rect()).adjusted(16, 16, -16, -16);
    painter->setFont(figureFont(12));
    QRectF words = painter->fontMetrics().boundingRect(room.toRect(), Qt::TextWordWrap | Qt::AlignHCenter, m_message);
    words = words.adjusted(-10, -8, 10, 8);
    QColor paper = m_theme.surface;
    paper.setAlphaF(0.92F);
    painter->setPen(QPen(m_theme.hairline, 1));
    painter->setBrush(paper);
    painter->drawRoundedRect(words, 4, 4);
    painter->setPen(m_theme.text);
    painter->drawText(words.adjusted(10, 8, -10, -8), Qt::TextWordWrap | Qt::AlignHCenter, m_message);
}

void RowMarks::draw(QCPPainter* painter)
{
    for (const RowNumber row : m_selected)
        drawRing(painter, row, 6, QPen(m_theme.accent, 2));
    if (m_hovered)
        drawRing(painter, *m_hovered, 6, QPen(m_theme.text, 1.5));
    if (!m_message.isEmpty())
        drawMessage(painter);
}

} // namespace perimeter
