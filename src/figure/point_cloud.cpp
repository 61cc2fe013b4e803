// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/point_cloud.h"

#include <array>
#include <cmath>

namespace perimeter {

namespace {

/// Few points are drawn large and firm, many small and light, so that their density shows.
struct MarkSize {
    double dotDiameter;
    double diamondRadius;
    float opacity;
};

MarkSize markSize(std::size_t points)
{
    if (points <= 500)
        return {5.0, 4.4, 0.9F};
    if (points <= 5000)
        return {4.0, 3.8, 0.75F};
    return {3.0, 3.2, 0.6F};
}

} // namespace

void drawDiamond(QPainter& painter, const QPointF& centre, double radius)
{
    const std::array corners = {centre + QPointF(0, -radius), centre + QPointF(radius, 0), centre + QPointF(0, radius),
                                centre + QPointF(-radius, 0)};
    painter.drawConvexPolygon(corners.data(), static_cast<int>(corners.size()));
}

PointCloud::PointCloud(QCPAxis* xAxis, QCPAxis* yAxis) : QCPAbstractPlottable(xAxis, yAxis)
{
    setSelectable(QCP::stNone);
}

void PointCloud::setPoints(std::shared_ptr<const Projection> projection, AxisScale xScale, AxisScale yScale)
{
    if (projection == m_projection && xScale == m_xScale && yScale == m_yScale)
        return;
    m_projection = std::move(projection);
    m_xScale = xScale;
    m_yScale = yScale;
    m_places.clear();
    if (!m_projection)
        return;
    m_places.reserve(m_projection->rows.size());
    for (Eigen::Index row = 0; row < m_projection->points.rows(); ++row)
        m_places.push_back(
            {toAxis(xScale, m_projection->points(row, 0)), toAxis(yScale, m_projection->points(row, 1))});
}

void PointCloud::setClasses(std::shared_ptr<const DetectorFit> fit, const QColor& hue)
{
    m_fit = std::move(fit);
    m_hue = hue;
}

void PointCloud::setTheme(const Theme& theme)
{
    m_theme = theme;
}

PointCloud::PixelMap PointCloud::pixelMap() const
{
    const QCPRange x = mKeyAxis->range();
    const QCPRange y = mValueAxis->range();
    const QRectF rectangle = mKeyAxis->axisRect()->rect();
    const double xScale = rectangle.width() / x.size();
    const double yScale = -rectangle.height() / y.size();
    return {xScale, rectangle.left() - x.lower * xScale, yScale, rectangle.bottom() - y.lower * yScale, rectangle};
}

QVector<QPointF> PointCloud::visible(bool outliers) const
{
    const PixelMap toPixel = pixelMap();
    const Classes* const classes = m_fit && m_fit->classes ? &*m_fit->classes : nullptr;
    QVector<QPointF> pixels;
    pixels.reserve(static_cast<qsizetype>(m_places.size()));
    for (std::size_t point = 0; point < m_places.size(); ++point) {
        const bool outlier = classes && classes->outlier[point];
        const QPointF pixel = toPixel(m_places[point]);
        if (outlier == outliers && toPixel.rectangle.contains(pixel))
            pixels.push_back(pixel);
    }
    return pixels;
}

void PointCloud::draw(QCPPainter* painter)
{
    const MarkSize size = markSize(m_places.size());
    QColor inlier = m_theme.inlier;
    inlier.setAlphaF(size.opacity);
    painter->setAntialiasing(true);
    painter->setPen(QPen(inlier, size.dotDiameter, Qt::SolidLine, Qt::RoundCap));
    const QVector<QPointF> inliers = visible(false);
    painter->drawPoints(inliers.constData(), static_cast<int>(inliers.size()));

    QColor fill = m_hue;
    fill.setAlphaF(0.85F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    for (const QPointF& pixel : visible(true))
        drawDiamond(*painter, pixel, size.diamondRadius);
}

std::optional<std::size_t> PointCloud::nearest(const QPointF& pixel, double reach) const
{
    const PixelMap toPixel = pixelMap();
    std::optional<std::size_t> found;
    double least = reach * reach;
    for (std::size_t point = 0; point < m_places.size(); ++point) {
        const QPointF away = toPixel(m_places[point]) - pixel;
        const double distance = QPointF::dotProduct(away, away);
        if (distance <= least) {
            least = distance;
            found = point;
        }
    }
    return found;
}

std::optional<QPointF> PointCloud::pixelOf(std::size_t point) const
{
    const PixelMap toPixel = pixelMap();
    const QPointF pixel = toPixel(m_places[point]);
    return toPixel.rectangle.contains(pixel) ? std::optional(pixel) : std::nullopt;
}

double PointCloud::selectTest(const QPointF&, bool, QVariant*) const
{
    return -1;
}

QCPRange PointCloud::getKeyRange(bool& foundRange, QCP::SignDomain) const
{
    foundRange = false;
    return {};
}

QCPRange PointCloud::getValueRange(bool& foundRange, QCP::SignDomain, const QCPRange&) const
{
    foundRange = false;
    return {};
}

void PointCloud::drawLegendIcon(QCPPainter*, const QRectF&) const {}

} // namespace perimeter
