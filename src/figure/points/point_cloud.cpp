// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/point_cloud.h"

#include <array>
#include <cmath>

namespace perimeter {

namespace {

constexpr double dimmedOpacity = 0.4;

/// The pixels in which QCustomPlot lets a plottable draw.
QRect drawnRect(const QCPAxisRect* axes)
{
    return axes->rect().translated(0, -1);
}

} // namespace

void drawDiamond(QPainter& painter, const QPointF& centre, double radius)
{
    const std::array corners = {centre + QPointF(0, -radius), centre + QPointF(radius, 0), centre + QPointF(0, radius),
                                centre + QPointF(-radius, 0)};
    painter.drawConvexPolygon(corners.data(), static_cast<int>(corners.size()));
}

PointCloud::PointCloud(QCPAxis* xAxis, QCPAxis* yAxis, PointPictures* pictures, std::size_t pane)
    : PanePlottable(xAxis, yAxis), m_pictures(pictures), m_pane(pane)
{
}

void PointCloud::setPoints(const PlacedPoints& points)
{
    m_points = points;
    m_places = points.projection ? m_pictures->placesNow(points) : nullptr;
}

void PointCloud::setClasses(std::shared_ptr<const DetectorFit> fit, const QColor& hue, bool dimmed)
{
    m_fit = std::move(fit);
    m_hue = hue;
    m_dimmed = dimmed;
}

QPointF PointCloud::toPixel(const PlanePoint& place) const
{
    return {mKeyAxis->coordToPixel(place.x), mValueAxis->coordToPixel(place.y)};
}

RasterView PointCloud::viewOf(const QRectF& pixels, int width, int height) const
{
    // Coordinates are those of pixel centres, as all that QCustomPlot draws smoothly.
    return {mKeyAxis->pixelToCoord(pixels.left() - 0.5),
            mKeyAxis->pixelToCoord(pixels.right() - 0.5),
            mValueAxis->pixelToCoord(pixels.bottom() - 0.5),
            mValueAxis->pixelToCoord(pixels.top() - 0.5),
            width,
            height};
}

PointRequest PointCloud::request(const RasterView& view, double pixelRatio) const
{
    return {.points = m_points,
            .fit = m_fit,
            .hue = m_hue,
            .depth = m_depth,
            .theme = m_theme,
            .pixelRatio = pixelRatio,
            .view = view};
}

void PointCloud::draw(QCPPainter* painter)
{
    // A small figure may leave its panes no room.
    if (!m_places || mKeyAxis->axisRect()->rect().isEmpty())
        return;
    if (m_dimmed)
        painter->setOpacity(dimmedOpacity);
    if (painter->modes().testFlag(QCPPainter::pmVectorized))
        drawVectors(painter);
    else if (painter->modes().testFlag(QCPPainter::pmNoCaching))
        drawNow(painter);
    else
        drawPicture(painter);
}

void PointCloud::drawPicture(QCPPainter* painter) const
{
    painter->setAntialiasing(false);
    const double ratio = mParentPlot->bufferDevicePixelRatio();
    const QRect pixels = drawnRect(mKeyAxis->axisRect());
    const PointRequest asked =
        request(viewOf(pixels, qRound(pixels.width() * ratio), qRound(pixels.height() * ratio)), ratio);
    const std::shared_ptr<const PointPicture> picture = m_pictures->picture(m_pane, asked);
    if (!picture)
        return;
    const RasterView& shown = picture->request.view;
    const QPointF corner =
        pixels.topLeft() + QPointF(asked.view.column(shown.xMin), asked.view.row(shown.yMax)) / ratio;
    if (picture->answers(asked)) {
        QImage image = picture->image;
        image.setDevicePixelRatio(ratio);
        const QPointF whole(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio);
        painter->drawImage(whole, image);
        return;
    }
    const QPointF opposite =
        pixels.topLeft() + QPointF(asked.view.column(shown.xMax), asked.view.row(shown.yMin)) / ratio;
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(QRectF(corner, opposite), picture->image);
}

void PointCloud::drawNow(QCPPainter* painter) const
{
    painter->setAntialiasing(false);
    const double deviceRatio = painter->device()->devicePixelRatioF();
    const QTransform toDevice = painter->worldTransform() * QTransform::fromScale(deviceRatio, deviceRatio);
    const QRect device = toDevice.mapRect(QRectF(drawnRect(mKeyAxis->axisRect()))).toAlignedRect();
    const QRectF pixels = toDevice.inverted().mapRect(QRectF(device));
    const PointPicture picture =
        m_pictures->pictureNow(request(viewOf(pixels, device.width(), device.height()), toDevice.m11()));
    painter->save();
    painter->setWorldTransform(QTransform::fromScale(1 / deviceRatio, 1 / deviceRatio));
    painter->drawImage(device.topLeft(), picture.image);
    painter->restore();
}

void PointCloud::drawVectors(QCPPainter* painter) const
{
    const QRectF rectangle = mKeyAxis->axisRect()->rect();
    const RasterView view{mKeyAxis->range().lower,   mKeyAxis->range().upper,   mValueAxis->range().lower,
                          mValueAxis->range().upper, qRound(rectangle.width()), qRound(rectangle.height())};
    const std::size_t inView = m_places->countWithin(view.rectangle());
    const VectorMarks marks{{*m_places, view, markSize(inView), m_theme}};
    std::span<const std::uint8_t> outlier;
    if (m_fit && m_fit->classes)
        outlier = m_fit->classes->outlier;
    painter->setAntialiasing(true);
    const auto draw = [&](const std::vector<MarkGroup>& groups) {
        for (const MarkGroup& group : groups)
            perimeter::drawMarks(*painter, group, marks.raster.size, rectangle, m_print);
    };
    if (inView > m_print.vectorPoints)
        drawDots(painter, rectangle);
    else
        draw(m_depth ? marks.byDepth(*m_depth, outlier, MarkGroup::Shape::Dot) : marks.dots(outlier));
    if (!outlier.empty())
        draw(m_depth ? marks.byDepth(*m_depth, outlier, MarkGroup::Shape::Diamond) : marks.diamonds(outlier, m_hue));
}

void PointCloud::drawDots(QCPPainter* painter, const QRectF& rectangle) const
{
    const QSize size = (rectangle.size() * m_print.imagePixels).toSize();
    PointRequest asked = request(viewOf(rectangle, size.width(), size.height()), m_print.imagePixels);
    asked.fit = nullptr;
    painter->save();
    painter->setRenderHint(QPainter::LosslessImageRendering);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(rectangle, m_pictures->pictureNow(asked).image);
    painter->restore();
}

std::optional<std::size_t> PointCloud::nearest(const QPointF& pixel, double reach) const
{
    if (!m_places)
        return std::nullopt;
    const QRect rectangle = mKeyAxis->axisRect()->rect();
    return m_places->nearest({mKeyAxis->pixelToCoord(pixel.x()), mValueAxis->pixelToCoord(pixel.y())},
                             rectangle.width() / mKeyAxis->range().size(),
                             rectangle.height() / mValueAxis->range().size(), reach);
}

std::vector<std::uint32_t> PointCloud::within(const QRectF& pixels) const
{
    std::vector<std::uint32_t> points;
    if (!m_places)
        return points;
    const PlaceIndex::Rectangle rectangle = viewOf(pixels, 1, 1).rectangle();
    m_places->visitWithin(rectangle, [&](std::size_t first, std::size_t last) {
        for (std::size_t entry = first; entry < last; ++entry) {
            const double x = m_places->x()[entry];
            if (x >= rectangle.xMin && x <= rectangle.xMax)
                points.push_back(m_places->points()[entry]);
        }
    });
    return points;
}

std::optional<QPointF> PointCloud::pixelOf(std::size_t point) const
{
    const auto row = static_cast<Eigen::Index>(point);
    const RowMatrix& points = m_points.projection->points;
    const QPointF pixel = toPixel({toAxis(m_points.xScale, points(row, 0)), toAxis(m_points.yScale, points(row, 1))});
    return QRectF(mKeyAxis->axisRect()->rect()).contains(pixel) ? std::optional(pixel) : std::nullopt;
}

} // namespace perimeter
