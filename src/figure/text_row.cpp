// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/text_row.h"

#include "figure/row_marks.h"

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

TextRow::TextRow(QCustomPlot* plot, const QFont& font) : QCPLayoutElement(plot), m_font(font)
{
    setLayer(QStringLiteral("axes"));
    setMinimumMargins(QMargins());
    setAutoMargins(QCP::msNone);
}

void TextRow::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
}

int TextRow::height() const
{
    return QFontMetrics(m_font).height() + 4;
}

QSize TextRow::minimumOuterSizeHint() const
{
    return {0, height()};
}

QSize TextRow::maximumOuterSizeHint() const
{
    return {QWIDGETSIZE_MAX, height()};
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
    const double middle = place.center().y();
    const double baseline = middle + (metrics.ascent() - metrics.descent()) / 2;
    double left = place.left();
    painter->setFont(m_font);
    for (const Entry& entry : m_entries) {
        drawMark(*painter, entry, left, middle);
        left += markWidth(entry);
        const QString shown = metrics.elidedText(entry.text, Qt::ElideRight, std::max(0.0, place.right() - left));
        painter->setPen(m_colour);
        painter->drawText(QPointF(left, baseline), shown);
        left += metrics.horizontalAdvance(shown) + gap;
    }
    const double width = metrics.horizontalAdvance(m_trailing);
    if (!m_trailing.isEmpty() && left + width <= place.right()) {
        painter->setPen(m_colour);
        painter->drawText(QPointF(place.right() - width, baseline), m_trailing);
    }
}

} // namespace perimeter
