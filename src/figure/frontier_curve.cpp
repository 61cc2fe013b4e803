// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/frontier_curve.h"

#include <algorithm>
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

} // namespace

QPen frontierPen(const SceneLine& line)
{
    QColor hue = line.hue;
    if (line.provisional)
        hue.setAlphaF(0.35F);
    return QPen(hue, 2, line.pen, Qt::FlatCap, Qt::RoundJoin);
}

FrontierCurve::FrontierCurve(QCPAxis* xAxis, QCPAxis* yAxis) : PanePlottable(xAxis, yAxis) {}

QPainterPath FrontierCurve::clippedPath(const Frontier& frontier) const
{
    const QRectF rectangle = mKeyAxis->axisRect()->rect();
    QPainterPath path;
    for (const Polyline& line : frontier) {
        const std::size_t segments = line.points.size() < 2 ? 0 : line.points.size() - (line.closed ? 0 : 1);
        std::optional<QPointF> pen;
        bool whole = true;
        for (std::size_t i = 0; i < segments; ++i) {
            const PlanePoint& a = line.points[i];
            const PlanePoint& b = line.points[(i + 1) % line.points.size()];
            const QPointF start(mKeyAxis->coordToPixel(a.x), mValueAxis->coordToPixel(a.y));
            const QPointF end(mKeyAxis->coordToPixel(b.x), mValueAxis->coordToPixel(b.y));
            const std::optional<QLineF> part = clip({start, end}, rectangle);
            whole = whole && part && part->p1() == start && part->p2() == end;
            if (!part)
                continue;
            if (pen != part->p1())
                path.moveTo(part->p1());
            path.lineTo(part->p2());
            pen = part->p2();
        }
        if (whole && line.closed && segments > 0)
            path.closeSubpath();
    }
    return path;
}

void FrontierCurve::draw(QCPPainter* painter)
{
    painter->setAntialiasing(true);
    painter->setBrush(Qt::NoBrush);
    for (const SceneLine& line : m_lines) {
        if (!line.frontier)
            continue;
        const QPainterPath path = clippedPath(line.frontier->frontier);
        if (m_margin) {
            QColor paper = m_theme.surface;
            paper.setAlphaF(line.provisional ? 0.3F : 0.85F);
            painter->setPen(QPen(paper, 4.5, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
            painter->drawPath(path);
        }
        painter->setPen(frontierPen(line));
        painter->drawPath(path);
    }
}

} // namespace perimeter
