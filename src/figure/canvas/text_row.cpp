// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/text_row.h"

#include "figure/points/row_marks.h"

namespace perimeter {

namespace {

constexpr double gap = 16; ///< between entries
constexpr double lineLength = 22;
constexpr QSizeF swatch(8, 8); ///< of a scale

double markWidth(const TextRow::Entry& entry)
{
    switch (entry.mark) {
    case TextRow::Mark::None:
        return 0;
    case TextRow::Mark::Line:
        return lineLength + 6;
    case TextRow::Mark::Dot:
    case TextRow::Mark::Diamond:
    case TextRow::Mark::OutlierLabel:
    case TextRow::Mark::InlierLabel:
        return 13;
    case TextRow::Mark::Scale:
        return swatch.width() * static_cast<double>(entry.scale.size()) + 6;
    }
    return 0;
}

void drawMark(QCPPainter& painter, const TextRow::Entry& entry, double left, double middle)
{
    painter.setAntialiasing(true);
    switch (entry.mark) {
    case TextRow::Mark::None:
        break;
    case TextRow::Mark::Dot:
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.colour);
        painter.drawEllipse(QPointF(left + 4, middle), 3, 3);
        break;
    case TextRow::Mark::Diamond:
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.colour);
        drawDiamond(painter, QPointF(left + 4, middle), 4);
        break;
    case TextRow::Mark::OutlierLabel:
        painter.setPen(QPen(entry.colour, 1));
        painter.setBrush(Qt::NoBrush);
        drawOutlierLabel(painter, QPointF(left + 4, middle));
        break;
    case TextRow::Mark::InlierLabel:
        painter.setPen(QPen(entry.colour, 1));
        painter.setBrush(Qt::NoBrush);
        drawInlierLabel(painter, QPointF(left + 4, middle));
        break;
    case TextRow::Mark::Line:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(entry.pen);
        painter.drawLine(QPointF(left, middle), QPointF(left + lineLength, middle));
        break;
    case TextRow::Mark::Scale:
        painter.setAntialiasing(false);
        for (const QColor& colour : entry.scale) {
            painter.fillRect(QRectF(QPointF(left, middle - swatch.height() / 2), swatch), colour);
            left += swatch.width();
        }
        break;
    }
}

} // namespace

TextRow::TextRow(QCustomPlot* plot, int pixels, QFont::Weight weight)
    : QCPLayoutElement(plot), m_pixels(pixels), m_font(figureFont(pixels, weight))
{
    setLayer(QStringLiteral("axes"));
    setMinimumMargins(QMargins());
    setAutoMargins(QCP::msNone);
}

void TextRow::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
}

void TextRow::setLook(const QColor& colour, const QString& typeface)
{
    m_colour = colour;
    m_font = figureFont(m_pixels, static_cast<QFont::Weight>(m_font.weight()), typeface);
}

int TextRow::lineHeight() const
{
    return QFontMetrics(m_font).height() + 4;
}

std::vector<TextRow::Place> TextRow::placesWithin(double width) const
{
    const QFontMetricsF metrics(m_font);
    std::vector<Place> places;
    Place next;
    for (const Entry& entry : m_entries) {
        const double taken = markWidth(entry) + metrics.horizontalAdvance(entry.text);
        if (m_isFlowing && next.left > 0 && next.left + taken > width)
            next = {0, next.line + 1};
        places.push_back(next);
        next.left += taken + gap;
    }
    const double trailing = metrics.horizontalAdvance(m_trailing);
    if (next.left + trailing <= width)
        places.push_back({width - trailing, next.line});
    else
        places.push_back({0, m_isFlowing && next.left > 0 ? next.line + 1 : next.line});
    return places;
}

double TextRow::startOfLine() const
{
    const QFontMetricsF metrics(m_font);
    double width = 0;
    for (const Entry& entry : m_entries)
        width += markWidth(entry) + metrics.horizontalAdvance(entry.text) + (width > 0 ? gap : 0);
    return std::clamp(rect().left() + rect().width() - width, double(outerRect().left()), double(rect().left()));
}

int TextRow::lines() const
{
    if (!m_isFlowing)
        return 1;
    const int margins = minimumMargins().left() + minimumMargins().right();
    const Place last = placesWithin(mParentPlot->viewport().width() - margins).back();
    return m_trailing.isEmpty() && last.left == 0 && last.line > 0 ? last.line : last.line + 1;
}

QSize TextRow::minimumOuterSizeHint() const
{
    return {0, lines() * lineHeight()};
}

QSize TextRow::maximumOuterSizeHint() const
{
    return {QWIDGETSIZE_MAX, minimumOuterSizeHint().height()};
}

int TextRow::calculateAutoMargin(QCP::MarginSide side)
{
    return QCP::getMarginValue(minimumMargins(), side);
}

void TextRow::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

void TextRow::draw(QCPPainter* painter)
{
    const QFontMetricsF metrics(m_font);
    const QRectF place = rect();
    const std::vector<Place> places = placesWithin(place.width());
    const double firstMiddle = place.center().y() - (lines() - 1) * lineHeight() / 2.0;
    const auto middleOf = [&](const Place& at) { return firstMiddle + at.line * lineHeight(); };
    const auto baselineOf = [&](const Place& at) { return middleOf(at) + (metrics.ascent() - metrics.descent()) / 2; };
    painter->setFont(m_font);
    const double start = m_isFlowing ? place.left() : startOfLine();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const double left = start + places[i].left;
        drawMark(*painter, m_entries[i], left, middleOf(places[i]));
        const double words = left + markWidth(m_entries[i]);
        painter->setPen(m_colour);
        painter->drawText(QPointF(words, baselineOf(places[i])),
                          metrics.elidedText(m_entries[i].text, Qt::ElideRight, std::max(0.0, place.right() - words)));
    }
    const bool hasRoom = m_isFlowing || m_entries.empty() || places.back().left > 0;
    if (m_trailing.isEmpty() || !hasRoom)
        return;
    painter->setPen(m_colour);
    painter->drawText(QPointF(place.left() + places.back().left, baselineOf(places.back())),
                      metrics.elidedText(m_trailing, Qt::ElideRight, place.width()));
}

} // namespace perimeter
