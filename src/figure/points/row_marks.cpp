// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/row_marks.h"

namespace perimeter {

namespace {

constexpr double ringRadius = 6;
/// Above so many selected rows rings would hide what they are about.
constexpr std::size_t mostRings = 60;

void drawRing(QPainter& painter, const QPointF& centre)
{
    painter.drawEllipse(centre, ringRadius, ringRadius);
}

void drawDot(QPainter& painter, const QPointF& centre)
{
    painter.drawEllipse(centre, 2.5, 2.5);
}

} // namespace

void drawOutlierLabel(QPainter& painter, const QPointF& centre)
{
    painter.drawRect(QRectF(centre - QPointF(4.5, 4.5), QSizeF(9, 9)));
}

void drawInlierLabel(QPainter& painter, const QPointF& centre)
{
    painter.drawEllipse(centre, 4, 4);
}

RowMarks::RowMarks(const PointCloud* cloud, QCPAxisRect* axes)
    : QCPLayerable(axes->parentPlot(), QStringLiteral("notes"), axes), m_cloud(cloud), m_axes(axes), m_rings(drawRing),
      m_dots(drawDot), m_labelledOutliers(drawOutlierLabel), m_labelledInliers(drawInlierLabel)
{
}

void RowMarks::setSelected(std::vector<std::uint32_t> points)
{
    m_isCrowd = points.size() > mostRings;
    (m_isCrowd ? m_rings : m_dots).setPoints({});
    (m_isCrowd ? m_dots : m_rings).setPoints(std::move(points));
}

void RowMarks::setLabels(const std::shared_ptr<const Labels>& labels)
{
    const std::shared_ptr<const Projection>& projection = m_cloud->projection();
    if (labels == m_labels && projection == m_labelled)
        return;
    m_labels = labels;
    m_labelled = projection;
    std::vector<std::uint32_t> outliers, inliers;
    for (std::size_t i = 0; labels && projection && i < labels->points.size(); ++i) {
        const std::size_t point = labels->points[i];
        if (labels->outlier[i])
            outliers.push_back(static_cast<std::uint32_t>(point));
        else if (labels->source.byHand.of(projection->rows[point]))
            inliers.push_back(static_cast<std::uint32_t>(point));
    }
    m_labelledOutliers.setPoints(std::move(outliers));
    m_labelledInliers.setPoints(std::move(inliers));
}

void RowMarks::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

QRect RowMarks::clipRect() const
{
    return m_axes->rect();
}

void RowMarks::drawHovered(QCPPainter* painter) const
{
    if (!m_cloud->projection())
        return;
    const std::optional<std::size_t> point = m_cloud->projection()->place(*m_hovered);
    const std::optional<QPointF> pixel = point ? m_cloud->pixelOf(*point) : std::nullopt;
    if (!pixel)
        return;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_theme.text, 1.5));
    drawRing(*painter, *pixel);
}

void RowMarks::drawBand(QCPPainter* painter) const
{
    QColor veil = m_theme.accent;
    veil.setAlphaF(0.12F);
    painter->setAntialiasing(false);
    painter->setPen(QPen(m_theme.accent, 1));
    painter->setBrush(veil);
    painter->drawRect(*m_band);
    painter->setAntialiasing(true);
}

void RowMarks::drawMessage(QCPPainter* painter) const
{
    const QRectF room = QRectF(m_axes->rect()).adjusted(16, 16, -16, -16);
    QRectF words;
    // In a small pane the words are set smaller, down to what can still be read.
    for (int pixels = 12; pixels >= 6; --pixels) {
        painter->setFont(figureFont(pixels, QFont::Normal, m_theme.typeface));
        words = painter->fontMetrics().boundingRect(room.toRect(), Qt::TextWordWrap | Qt::AlignHCenter, m_message);
        if (words.height() <= room.height())
            break;
    }
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
    QColor label = m_theme.text;
    label.setAlphaF(0.7F);
    const QRect rectangle = m_axes->rect();
    m_labelledOutliers.draw(painter, *m_cloud, rectangle, QPen(label, 1), Qt::NoBrush);
    m_labelledInliers.draw(painter, *m_cloud, rectangle, QPen(m_theme.quiet, 1), Qt::NoBrush);
    m_dots.draw(painter, *m_cloud, rectangle, QPen(m_theme.surface, 0.75), m_theme.selected);
    m_rings.draw(painter, *m_cloud, rectangle, QPen(m_theme.selected, 2), Qt::NoBrush);
    if (m_hovered)
        drawHovered(painter);
    if (m_band)
        drawBand(painter);
    if (!m_message.isEmpty())
        drawMessage(painter);
}

} // namespace perimeter
