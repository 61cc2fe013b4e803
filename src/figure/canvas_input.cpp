// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the mouse and the keys do to the figure's canvas.
#include "figure/canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace perimeter {

namespace {

constexpr double reachPixels = 9;

} // namespace

const Pane* FigureCanvas::paneAt(const QPointF& pixel) const
{
    const auto found =
        std::ranges::find_if(m_panes, [&](const Pane& pane) { return pane.axes()->rect().contains(pixel.toPoint()); });
    return found == m_panes.end() ? nullptr : &*found;
}

std::optional<RowNumber> FigureCanvas::rowAt(const QPointF& pixel) const
{
    const Pane* const pane = paneAt(pixel);
    // Points that stand for cells are no rows.
    if (!pane || !pane->cloud().projection() || !pane->cloud().projection()->isHeld())
        return std::nullopt;
    const std::optional<std::size_t> point = pane->cloud().nearest(pixel, reachPixels);
    return point ? std::optional(pane->cloud().projection()->rows[*point]) : std::nullopt;
}

void FigureCanvas::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton)
        return;
    const std::optional<RowNumber> row = rowAt(event->position());
    if (row != m_hoveredRow) {
        setHovered(row);
        Q_EMIT hovered(row);
    }
}

void FigureCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->pos();
    QCustomPlot::mousePressEvent(event);
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    QCustomPlot::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && (event->pos() - m_pressed).manhattanLength() < 4 &&
        paneAt(event->position()))
        Q_EMIT clicked(rowAt(event->position()));
}

void FigureCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    if (paneAt(event->position()))
        showWhole();
}

void FigureCanvas::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    if (m_hoveredRow) {
        setHovered(std::nullopt);
        Q_EMIT hovered(std::nullopt);
    }
}

void FigureCanvas::keyPressEvent(QKeyEvent* event)
{
    constexpr double step = 0.1;
    switch (event->key()) {
    case Qt::Key_Left:
        return pan(-step, 0);
    case Qt::Key_Right:
        return pan(step, 0);
    case Qt::Key_Up:
        return pan(0, step);
    case Qt::Key_Down:
        return pan(0, -step);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    case Qt::Key_Home:
        return showWhole();
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

} // namespace perimeter
