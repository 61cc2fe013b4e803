// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/figure_preview.h"

#include <QElapsedTimer>
#include <QScreen>

#include <algorithm>

namespace perimeter {

namespace {

constexpr std::chrono::milliseconds frameTime(33);
constexpr std::chrono::milliseconds restTime(150);
/// Some screens do not know how large they are.
constexpr double smallestDpi = 50;
constexpr double largestDpi = 400;

double pixelsPerMillimetre(const QScreen* screen)
{
    const double physical = screen->physicalDotsPerInchX();
    const bool isCredible = physical >= smallestDpi && physical <= largestDpi;
    return (isCredible ? physical : screen->logicalDotsPerInchX()) / Paper::millimetresPerInch;
}

} // namespace

FigurePreview::FigurePreview(QWidget* parent) : QScrollArea(parent), m_sheet(new QLabel)
{
    setObjectName(QStringLiteral("figurePreview"));
    setAlignment(Qt::AlignCenter);
    setBackgroundRole(QPalette::Mid);
    setMinimumSize(240, 180);
    setAccessibleName(tr("Preview of the figure"));
    m_sheet->setObjectName(QStringLiteral("sheet"));
    setWidget(m_sheet);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &FigurePreview::paintSoon);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restTime);
    connect(&m_rest, &QTimer::timeout, this, [this] { paintFigure(m_vectors); });
}

void FigurePreview::show(const Scene& scene, const FigureStyle& style, bool vectors)
{
    m_scene = scene;
    m_style = style;
    m_vectors = vectors;
    m_soon.start();
}

void FigurePreview::setZoom(Zoom zoom)
{
    m_zoom = zoom;
    m_soon.start();
}

void FigurePreview::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (m_zoom == Zoom::Fit)
        m_soon.start();
}

QSize FigurePreview::shownSize() const
{
    const QSizeF paper(m_style.widthMm, m_style.heightMm);
    if (m_zoom == Zoom::Fit)
        return paper.scaled(maximumViewportSize(), Qt::KeepAspectRatio).toSize().expandedTo(QSize(1, 1));
    return trueSize(m_style);
}

QSize FigurePreview::trueSize(const FigureStyle& style) const
{
    const QSizeF paper(style.widthMm, style.heightMm);
    // A poster of two metres is still an image that fits into memory.
    const double scale = std::min(pixelsPerMillimetre(screen()), 8000 / std::max(paper.width(), paper.height()));
    return (paper * scale).toSize();
}

bool FigurePreview::hasRoomFor(const FigureStyle& style) const
{
    const QSize needed = trueSize(style);
    const QSize room = maximumViewportSize();
    return needed.width() <= room.width() && needed.height() <= room.height();
}

void FigurePreview::paintSoon()
{
    const bool waits = m_vectors && m_vectorTime > frameTime;
    paintFigure(m_vectors && !waits);
    if (waits)
        m_rest.start();
    else
        m_rest.stop();
}

void FigurePreview::paintFigure(bool vectors)
{
    QElapsedTimer timer;
    timer.start();
    m_paper.setFigure(m_scene, m_style);
    const QSize size = shownSize();
    m_image = QImage(size * devicePixelRatioF(), QImage::Format_RGB32);
    if (m_image.isNull())
        return;
    QCPPainter painter;
    painter.begin(&m_image);
    m_paper.paint(painter, m_image.size(), vectors);
    painter.end();
    if (vectors)
        m_vectorTime = std::chrono::milliseconds(timer.elapsed());
    m_image.setDevicePixelRatio(devicePixelRatioF());
    m_sheet->setPixmap(QPixmap::fromImage(m_image));
    m_sheet->resize(size);
}

} // namespace perimeter
