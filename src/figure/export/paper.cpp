// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/export/paper.h"

#include "figure/scene/styled_scene.h"

namespace perimeter {

namespace {

/// The canvas is laid out in pixels of this density, at which its text has the usual size.
constexpr double usualDpi = 96;

double layoutDpi(const FigureStyle& style)
{
    return usualDpi * FigureStyle().textPoints / style.textPoints;
}

QSize laidOut(const FigureStyle& style)
{
    const auto pixels = [&](double mm) { return qRound(mm / Paper::millimetresPerInch * layoutDpi(style)); };
    return {pixels(style.widthMm), pixels(style.heightMm)};
}

} // namespace

Paper::Paper()
{
    setFigure({}, {});
}

void Paper::setFigure(const Scene& scene, const FigureStyle& style)
{
    m_style = style;
    Theme look = theme(style.theme);
    look.typeface = QString::fromStdString(style.fontFamily);
    m_canvas.setTheme(look);
    m_canvas.setPrint({.vectorPoints = static_cast<std::size_t>(style.vectorPoints),
                       .unitsPerPixel = vectorDpi / layoutDpi(style),
                       .imagePixels = style.dpi / layoutDpi(style)});
    m_canvas.setScene(withStyle(scene, style));
}

void Paper::paint(QCPPainter& painter, const QSizeF& size, bool vectors)
{
    const QSize layout = laidOut(m_style);
    painter.scale(size.width() / layout.width(), size.height() / layout.height());
    painter.setMode(QCPPainter::pmVectorized, vectors);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(0, 0), layout), theme(m_style.theme).surface);
    m_canvas.toPainter(&painter, layout.width(), layout.height());
}

} // namespace perimeter
