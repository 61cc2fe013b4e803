// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages.h"
#include "figure/pane_plottable.h"
#include "figure/theme.h"

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// The points of a pane, each row once: inliers as quiet dots, outliers above them as diamonds in the detector's hue.
class PointCloud final : public PanePlottable {
public:
    PointCloud(QCPAxis* xAxis, QCPAxis* yAxis);

    void setPoints(std::shared_ptr<const Projection> projection, AxisScale xScale, AxisScale yScale);
    void setClasses(std::shared_ptr<const DetectorFit> fit, const QColor& hue);
    void setTheme(const Theme& theme);

    /// The point nearest to a pixel, if one is within `reach` pixels.
    [[nodiscard]] std::optional<std::size_t> nearest(const QPointF& pixel, double reach) const;
    /// Where a point stands, in pixels; nothing where it is out of view.
    [[nodiscard]] std::optional<QPointF> pixelOf(std::size_t point) const;
    [[nodiscard]] const std::shared_ptr<const Projection>& projection() const { return m_projection; }

protected:
    void draw(QCPPainter* painter) override;

private:
    /// Axis coordinates to pixels of the axis rectangle: one multiplication and addition for each direction.
    struct PixelMap {
        double xScale, xOffset, yScale, yOffset;
        QRectF rectangle;
        [[nodiscard]] QPointF operator()(const PlanePoint& p) const
        {
            return {p.x * xScale + xOffset, p.y * yScale + yOffset};
        }
    };
    [[nodiscard]] PixelMap pixelMap() const;
    [[nodiscard]] QVector<QPointF> visible(bool outliers) const;

    std::shared_ptr<const Projection> m_projection;
    std::shared_ptr<const DetectorFit> m_fit;
    AxisScale m_xScale = AxisScale::Linear;
    AxisScale m_yScale = AxisScale::Linear;
    std::vector<PlanePoint> m_places; ///< of each point, in axis coordinates; NaN where the scale cannot place it
    QColor m_hue;
    Theme m_theme;
};

/// A diamond about a place: the mark of an outlier.
void drawDiamond(QPainter& painter, const QPointF& centre, double radius);

} // namespace perimeter
