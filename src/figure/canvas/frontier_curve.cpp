// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/frontier_curve.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace perimeter {

namespace {

/// The part of a segment within a rectangle (Liang & Barsky 1984).
std::optional<QLineF> clip(const QLineF& segment, const QRectF& rectangle)
{
    double from = 0;
    double to = 1;
    const auto cut = [&](double direction, double room) {
        if (direction == 0)
            return room >= 0;
        const double at = room / direction;
        if (direction < 0)
            from = std::max(from, at);
        else
            to = std::min(to, at);
        return from <= to;
    };
    if (!cut(-segment.dx(), segment.x1() - rectangle.left()) || !cut(segment.dx(), rectangle.right() - segment.x1()) ||
        !cut(-segment.dy(), segment.y1() - rectangle.top()) || !cut(segment.dy(), rectangle.bottom() - segment.y1()))
        return std::nullopt;
    return QLineF(from == 0 ? segment.p1() : segment.pointAt(from), to == 1 ? segment.p2() : segment.pointAt(to));
}

double cross(const QPointF& a, const QPointF& b)
{
    return a.x() * b.y() - a.y() * b.x();
}

/// The directions from one corner that pass within a tolerance of every corner since (Sklansky & Gonzalez 1980).
class Cone {
public:
    /// Whether a line to `offset` passes near enough to all that was added.
    [[nodiscard]] bool holds(const QPointF& offset) const
    {
        return m_open || (cross(m_right, offset) >= 0 && cross(offset, m_left) >= 0 &&
                          QPointF::dotProduct(m_right + m_left, offset) > 0);
    }

    void add(const QPointF& offset, double tolerance)
    {
        const double length = std::hypot(offset.x(), offset.y());
        if (length <= tolerance)
            return;
        const double sine = tolerance / length;
        const QPointF ahead = offset / length * std::sqrt(1 - sine * sine);
        const QPointF aside = QPointF(-offset.y(), offset.x()) / length * sine;
        if (m_open || cross(m_right, ahead - aside) > 0)
            m_right = ahead - aside;
        if (m_open || cross(ahead + aside, m_left) > 0)
            m_left = ahead + aside;
        m_open = false;
    }

private:
    QPointF m_left, m_right;
    bool m_open = true;
};

/// The corners without those that a line passes within a twentieth of a pixel: strokes take time by the corner.
std::vector<QPointF> thinned(const std::vector<QPointF>& corners)
{
    constexpr double tolerance = 0.05;
    std::vector<QPointF> kept;
    Cone cone;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (kept.empty() || !cone.holds(corners[i] - kept.back())) {
            kept.push_back(corners[i > 0 ? i - 1 : 0]);
            cone = {};
        }
        cone.add(corners[i] - kept.back(), tolerance);
    }
    if (!corners.empty())
        kept.push_back(corners.back());
    return kept;
}

} // namespace

QPen frontierPen(const SceneLine& line)
{
    QColor hue = line.hue;
    if (line.provisional)
        hue.setAlphaF(0.35F);
    return QPen(hue, 2, line.pen, Qt::FlatCap, Qt::RoundJoin);
}

FrontierCurve::FrontierCurve(QCPAxis* xAxis, QCPAxis* yAxis) : PanePlottable(xAxis, yAxis) {}

std::vector<QPointF> FrontierCurve::corners(const Polyline& line) const
{
    const PlanePoint origin{mKeyAxis->range().lower, mValueAxis->range().lower};
    const QPointF start(mKeyAxis->coordToPixel(origin.x), mValueAxis->coordToPixel(origin.y));
    const QRect rectangle = mKeyAxis->axisRect()->rect();
    const double xScale = rectangle.width() / mKeyAxis->range().size();
    const double yScale = rectangle.height() / mValueAxis->range().size();
    std::vector<QPointF> corners;
    corners.reserve(line.points.size() + 1);
    for (const PlanePoint& point : line.points)
        corners.emplace_back(start.x() + (point.x - origin.x) * xScale, start.y() - (point.y - origin.y) * yScale);
    if (line.closed && !corners.empty())
        corners.push_back(corners.front());
    return corners;
}

QPainterPath FrontierCurve::clippedPath(const Frontier& frontier, bool exact) const
{
    const QRectF rectangle = mKeyAxis->axisRect()->rect();
    QPainterPath path;
    for (const Polyline& line : frontier) {
        std::vector<QPointF> ends = corners(line);
        if (!exact)
            ends = thinned(ends);
        std::optional<QPointF> pen;
        bool whole = true;
        for (std::size_t i = 1; i < ends.size(); ++i) {
            const std::optional<QLineF> part = clip({ends[i - 1], ends[i]}, rectangle);
            whole = whole && part && part->p1() == ends[i - 1] && part->p2() == ends[i];
            if (!part)
                continue;
            if (pen != part->p1())
                path.moveTo(part->p1());
            path.lineTo(part->p2());
            pen = part->p2();
        }
        if (whole && line.closed && ends.size() > 1)
            path.closeSubpath();
    }
    return path;
}

void FrontierCurve::draw(QCPPainter* painter)
{
    painter->setAntialiasing(true);
    painter->setBrush(Qt::NoBrush);
    // Round joins take most of the time of a stroke, and on a dense line nobody can tell them in pixels.
    const bool exact = painter->modes() & (QCPPainter::pmVectorized | QCPPainter::pmNoCaching);
    const Qt::PenJoinStyle join = exact ? Qt::RoundJoin : Qt::MiterJoin;
    for (const SceneLine& line : m_lines) {
        if (!line.frontier)
            continue;
        const QPainterPath path = clippedPath(line.frontier->frontier, exact);
        if (m_margin) {
            QColor paper = m_theme.surface;
            paper.setAlphaF(line.provisional ? 0.3F : 0.85F);
            painter->setPen(QPen(paper, 4.5, Qt::SolidLine, Qt::FlatCap, join));
            painter->drawPath(path);
        }
        QPen pen = frontierPen(line);
        pen.setJoinStyle(join);
        painter->setPen(pen);
        painter->drawPath(path);
    }
}

} // namespace perimeter
