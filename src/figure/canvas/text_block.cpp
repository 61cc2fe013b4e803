// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/text_block.h"

namespace perimeter {

namespace {

constexpr QMargins around(16, 4, 16, 4);
constexpr int flags = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

} // namespace

TextBlock::TextBlock(QCustomPlot* plot, int pixels, QFont::Weight weight)
    : QCPLayoutElement(plot), m_pixels(pixels), m_font(figureFont(pixels, weight))
{
    setLayer(QStringLiteral("axes"));
    setMinimumMargins(around);
    setMargins(around);
    setAutoMargins(QCP::msNone);
}

void TextBlock::setLook(const QColor& colour, const QString& typeface)
{
    m_colour = colour;
    m_font = figureFont(m_pixels, static_cast<QFont::Weight>(m_font.weight()), typeface);
}

QSize TextBlock::minimumOuterSizeHint() const
{
    // The layout asks before it gives any room, but the width is the figure's.
    const QRect room(0, 0, std::max(1, parentPlot()->viewport().width() - around.left() - around.right()), 0);
    const int height = QFontMetrics(m_font).boundingRect(room, flags, m_text).height();
    return {0, height + around.top() + around.bottom()};
}

QSize TextBlock::maximumOuterSizeHint() const
{
    return {QWIDGETSIZE_MAX, minimumOuterSizeHint().height()};
}

void TextBlock::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

void TextBlock::draw(QCPPainter* painter)
{
    painter->setFont(m_font);
    painter->setPen(m_colour);
    painter->drawText(rect(), flags, m_text);
}

} // namespace perimeter
