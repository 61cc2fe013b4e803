// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the mouse and the keys do to the figure's canvas.
#include "figure/canvas/canvas.h"

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

std::optional<FigureText> FigureCanvas::textAt(const QPoint& pixel) const
{
    using Part = FigureText::Part;
    for (std::size_t number = 0; number < m_panes.size(); ++number) {
        const Pane& pane = m_panes[number];
        const QRect axes = pane.axes()->rect();
        const QRect outer = pane.axes()->outerRect();
        if (pane.titleRect().contains(pixel))
            return FigureText{Part::Title, number};
        if (pane.countsRect().contains(pixel))
            return FigureText{Part::Counts, number};
        if (!outer.contains(pixel) || axes.contains(pixel))
            continue;
        if (pixel.y() > axes.bottom())
            return FigureText{Part::XTitle, number};
        if (pixel.x() < axes.left())
            return FigureText{Part::YTitle, number};
    }
    return m_frame.legendRect().contains(pixel) ? std::optional(FigureText{Part::Legend, 0}) : std::nullopt;
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

std::vector<RowNumber> FigureCanvas::rowsWithin(const Pane& pane, const QRectF& pixels) const
{
    std::vector<RowNumber> rows;
    const std::shared_ptr<const Projection>& projection = pane.cloud().projection();
    if (!projection || !projection->isHeld())
        return rows;
    for (const std::uint32_t point : pane.cloud().within(pixels))
        rows.push_back(projection->rows[point]);
    std::ranges::sort(rows);
    return rows;
}

void FigureCanvas::stretchBand(const QPoint& pixel)
{
    const Pane& pane = m_panes[*m_bandPane];
    const QRectF band = QRectF(m_pressed, pixel).normalized();
    pane.marks().setBand(band & QRectF(pane.axes()->rect()));
    paintSoon({.notes = true});
}

void FigureCanvas::endBand()
{
    if (!m_bandPane)
        return;
    if (*m_bandPane < m_panes.size())
        m_panes[*m_bandPane].marks().setBand(std::nullopt);
    m_bandPane.reset();
    unsetCursor();
    paintSoon({.notes = true});
}

void FigureCanvas::selectView()
{
    if (!m_panes.empty())
        Q_EMIT rowsSelected(rowsWithin(m_panes.front(), QRectF(m_panes.front().axes()->rect())));
}

void FigureCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_bandPane)
        return stretchBand(event->pos());
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
    const Pane* const pane = paneAt(event->position());
    if (pane && event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_bandPane = static_cast<std::size_t>(pane - m_panes.data());
        return setCursor(Qt::CrossCursor);
    }
    // The context menu is about the selection: a row beside it is meant alone.
    if (const std::optional<RowNumber> row = rowAt(event->position());
        row && event->button() == Qt::RightButton && !std::ranges::binary_search(m_selectedRows, *row))
        Q_EMIT clicked(row);
    QCustomPlot::mousePressEvent(event);
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_bandPane) {
        const Pane& pane = m_panes[*m_bandPane];
        endBand();
        const QRectF band = QRectF(m_pressed, event->pos()).normalized() & QRectF(pane.axes()->rect());
        return Q_EMIT rowsSelected(rowsWithin(pane, band));
    }
    QCustomPlot::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || (event->pos() - m_pressed).manhattanLength() >= 4)
        return;
    if (paneAt(event->position()))
        Q_EMIT clicked(rowAt(event->position()));
    else if (const std::optional<FigureText> text = textAt(event->pos());
             text && text->part == FigureText::Part::Counts)
        Q_EMIT countsClicked(text->pane);
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
    case Qt::Key_Escape:
        return m_bandPane ? endBand() : Q_EMIT rowsSelected({});
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

} // namespace perimeter
