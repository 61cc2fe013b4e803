// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/points/pane_plottable.h"
#include "figure/points/point_pictures.h"
#include "figure/points/vector_marks.h"

#include <memory>
#include <optional>

namespace perimeter {

/// The points of a pane, each row once: inliers as quiet dots, outliers above them as diamonds in the detector's hue.
/// Painted as an image; where the painter wants vectors, outliers are marks one by one, and so are dots unless they are
/// too many.
class PointCloud final : public PanePlottable {
public:
    /// `pictures` paints for all panes, of which this is one.
    PointCloud(QCPAxis* xAxis, QCPAxis* yAxis, PointPictures* pictures, std::size_t pane);

    void setPoints(const PlacedPoints& points);
    /// Classes of an earlier exploration are shown dimmed.
    void setClasses(std::shared_ptr<const DetectorFit> fit, const QColor& hue, bool dimmed);
    /// Colours the points in place of their classes; null: no depth.
    void setDepth(std::shared_ptr<const PointDepth> depth) { m_depth = std::move(depth); }
    void setTheme(const Theme& theme) { m_theme = theme; }
    void setPrint(const PrintSettings& print) { m_print = print; }

    /// The point nearest to a pixel, if one is within `reach` pixels.
    [[nodiscard]] std::optional<std::size_t> nearest(const QPointF& pixel, double reach) const;
    /// The points within a rectangle of pixels.
    [[nodiscard]] std::vector<std::uint32_t> within(const QRectF& pixels) const;
    /// Where a point stands, in pixels; nothing where it is out of view.
    [[nodiscard]] std::optional<QPointF> pixelOf(std::size_t point) const;
    [[nodiscard]] const std::shared_ptr<const Projection>& projection() const { return m_points.projection; }

protected:
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] QPointF toPixel(const PlanePoint& place) const;
    [[nodiscard]] RasterView viewOf(const QRectF& pixels, int width, int height) const;
    [[nodiscard]] PointRequest request(const RasterView& view, double pixelRatio) const;
    void drawVectors(QCPPainter* painter) const;
    /// Dots as an image with the density of the print.
    void drawDots(QCPPainter* painter, const QRectF& rectangle) const;
    void drawNow(QCPPainter* painter) const;
    void drawPicture(QCPPainter* painter) const;

    PointPictures* m_pictures;
    std::size_t m_pane;
    PlacedPoints m_points;
    std::shared_ptr<const PlaceIndex> m_places;
    std::shared_ptr<const DetectorFit> m_fit;
    QColor m_hue;
    std::shared_ptr<const PointDepth> m_depth;
    Theme m_theme;
    PrintSettings m_print;
    bool m_dimmed = false;
};

/// A diamond about a place: the mark of an outlier.
void drawDiamond(QPainter& painter, const QPointF& centre, double radius);

} // namespace perimeter
