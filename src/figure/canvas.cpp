// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScreen>
#include <QWindow>

#include <algorithm>

namespace perimeter {

namespace {

constexpr int restMilliseconds = 120;
constexpr double reachPixels = 9;
constexpr std::size_t panesInARow = 4;

bool showsSameView(const Scene& a, const Scene& b)
{
    return std::ranges::equal(a.panes, b.panes, [](const ScenePane& one, const ScenePane& other) {
        return one.projection == other.projection && one.plane.xScale == other.plane.xScale &&
               one.plane.yScale == other.plane.yScale && one.plane.xMin == other.plane.xMin &&
               one.plane.xMax == other.plane.xMax && one.plane.yMin == other.plane.yMin &&
               one.plane.yMax == other.plane.yMax;
    });
}

} // namespace

FigureCanvas::FigureCanvas(QWidget* parent) : QCustomPlot(parent), m_theme(theme(ThemeKind::Light))
{
    setObjectName(QStringLiteral("figureCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setNoAntialiasingOnDrag(true);
    addLayer(QStringLiteral("points"), layer(QStringLiteral("main")), limAbove);
    addLayer(QStringLiteral("frontiers"), layer(QStringLiteral("points")), limAbove);
    addLayer(QStringLiteral("marks"), layer(QStringLiteral("frontiers")), limAbove);
    for (const char* const name : {"points", "frontiers", "marks"})
        layer(QString::fromLatin1(name))->setMode(QCPLayer::lmBuffered);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, [this] { Q_EMIT viewChanged(view()); });
    layOut(0);
    setTheme(m_theme);
}

FigureCanvas::~FigureCanvas() = default;

void FigureCanvas::setTheme(const Theme& theme)
{
    m_theme = theme;
    setBackground(QBrush(theme.surface));
    for (Pane& pane : m_panes)
        pane.setTheme(theme);
    m_legend->setColour(theme.quiet);
    showLegend();
    replot(rpQueuedReplot);
}

void FigureCanvas::layOut(std::size_t panes)
{
    m_panes.clear();
    clearPlottables();
    plotLayout()->clear();
    m_margins = std::make_unique<QCPMarginGroup>(this);
    auto* const grid = new QCPLayoutGrid;
    plotLayout()->addElement(0, 0, grid);
    plotLayout()->setRowSpacing(4);
    grid->setRowSpacing(0);
    grid->setColumnSpacing(8);
    const std::size_t columns = panes <= panesInARow ? std::max<std::size_t>(panes, 1) : (panes + 1) / 2;
    m_panes.reserve(panes);
    for (std::size_t i = 0; i < panes; ++i) {
        m_panes.emplace_back(this, grid, static_cast<int>(i / columns), static_cast<int>(i % columns), m_margins.get());
        m_panes.back().setTheme(m_theme);
        link(m_panes.back());
    }
    m_legend = new TextRow(this, figureFont(11));
    m_legend->setColour(m_theme.quiet);
    m_legend->setAutoMargins(QCP::msLeft | QCP::msRight);
    m_legend->setMinimumMargins(QMargins(16, 0, 16, 4));
    plotLayout()->addElement(1, 0, m_legend);
}

void FigureCanvas::link(Pane& pane)
{
    pane.axes()->setRangeZoomFactor(0.85);
    for (QCPAxis* const axis : {pane.x(), pane.y()}) {
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
                [this, axis](const QCPRange& range) { follow(axis, range); });
    }
}

bool FigureCanvas::shareAxes() const
{
    const auto same = [&](const ScenePane& pane) {
        const ScenePane& first = m_scene.panes.front();
        return pane.xTitle == first.xTitle && pane.yTitle == first.yTitle && pane.plane.xScale == first.plane.xScale &&
               pane.plane.yScale == first.plane.yScale;
    };
    return std::ranges::all_of(m_scene.panes, same);
}

void FigureCanvas::follow(const QCPAxis* moved, const QCPRange& range)
{
    if (m_following || m_showing)
        return;
    const QScopedValueRollback following(m_following, true);
    if (shareAxes()) {
        for (const Pane& pane : m_panes)
            (moved->axisType() == QCPAxis::atBottom ? pane.x() : pane.y())->setRange(range);
    }
    m_rest.start();
    replot(rpQueuedReplot);
}

void FigureCanvas::setScene(const Scene& scene)
{
    // A hand that moves the view keeps it: what arrives meanwhile for the view before does not take it back.
    const bool keepRanges = m_rest.isActive() && showsSameView(scene, m_scene);
    if (!keepRanges)
        m_rest.stop();
    m_scene = scene;
    if (scene.panes.size() != m_panes.size())
        layOut(scene.panes.size());
    const QScopedValueRollback showing(m_showing, true);
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        const QCPRange x = m_panes[i].x()->range();
        const QCPRange y = m_panes[i].y()->range();
        m_panes[i].show(m_scene.panes[i]);
        if (keepRanges) {
            m_panes[i].x()->setRange(x);
            m_panes[i].y()->setRange(y);
        }
    }
    showLegend();
    replot(rpQueuedReplot);
}

void FigureCanvas::showLegend()
{
    std::vector<TextRow::Entry> entries;
    if (!m_scene.panes.empty()) {
        const bool oneHue = std::ranges::all_of(
            m_scene.panes, [&](const ScenePane& pane) { return pane.hue == m_scene.panes.front().hue; });
        const QColor hue = oneHue ? m_scene.panes.front().hue : m_theme.quiet;
        entries.push_back({TextRow::Mark::Dot, {}, m_theme.inlier, tr("inlier")});
        entries.push_back({TextRow::Mark::Diamond, {}, hue, tr("outlier")});
        const std::vector<SceneLine>& lines = m_scene.panes.front().lines;
        if (lines.size() == 1) {
            SceneLine line = lines.front();
            line.hue = hue;
            entries.push_back({TextRow::Mark::Line, frontierPen(line), {}, tr("learned frontier")});
        } else {
            for (const SceneLine& line : lines)
                entries.push_back({TextRow::Mark::Line, frontierPen(line), {}, line.label});
        }
    }
    m_legend->setEntries(std::move(entries));
    m_legend->setTrailing(m_scene.footer);
}

QRect FigureCanvas::paneRect(std::size_t pane) const
{
    return pane < m_panes.size() ? m_panes[pane].axes()->rect() : QRect();
}

PaneSize FigureCanvas::paneSize() const
{
    if (m_panes.empty())
        return {};
    const QSizeF size = QSizeF(m_panes.front().axes()->size()) * devicePixelRatioF();
    return {std::max(16, qRound(size.width())), std::max(16, qRound(size.height()))};
}

View FigureCanvas::view() const
{
    if (m_panes.empty())
        return {};
    const QCPRange x = m_panes.front().x()->range();
    const QCPRange y = m_panes.front().y()->range();
    const Plane& plane = m_scene.panes.front().plane;
    return {fromAxis(plane.xScale, x.lower), fromAxis(plane.xScale, x.upper), fromAxis(plane.yScale, y.lower),
            fromAxis(plane.yScale, y.upper)};
}

std::optional<QPointF> FigureCanvas::placeOf(RowNumber row, std::size_t pane) const
{
    if (pane >= m_panes.size() || !m_panes[pane].cloud().projection())
        return std::nullopt;
    const std::optional<std::size_t> point = m_panes[pane].cloud().projection()->place(row);
    return point ? m_panes[pane].cloud().pixelOf(*point) : std::nullopt;
}

void FigureCanvas::setHovered(std::optional<RowNumber> row)
{
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    for (const Pane& pane : m_panes)
        pane.marks().setHovered(row);
    layer(QStringLiteral("marks"))->replot();
}

void FigureCanvas::setSelected(const std::vector<RowNumber>& rows)
{
    for (const Pane& pane : m_panes)
        pane.marks().setSelected(rows);
    layer(QStringLiteral("marks"))->replot();
}

void FigureCanvas::zoom(double factor)
{
    if (m_panes.empty())
        return;
    m_panes.front().x()->scaleRange(factor);
    m_panes.front().y()->scaleRange(factor);
}

void FigureCanvas::pan(double right, double up)
{
    if (m_panes.empty())
        return;
    m_panes.front().x()->moveRange(right * m_panes.front().x()->range().size());
    m_panes.front().y()->moveRange(up * m_panes.front().y()->range().size());
}

void FigureCanvas::showWhole()
{
    // A zoom that nobody was told of yet is taken back here.
    m_rest.stop();
    const QScopedValueRollback showing(m_showing, true);
    for (std::size_t i = 0; i < m_panes.size(); ++i)
        m_panes[i].setView(m_scene.panes[i].plane);
    replot(rpQueuedReplot);
    Q_EMIT wholeViewRequested();
}

const Pane* FigureCanvas::paneAt(const QPointF& pixel) const
{
    const auto found =
        std::ranges::find_if(m_panes, [&](const Pane& pane) { return pane.axes()->rect().contains(pixel.toPoint()); });
    return found == m_panes.end() ? nullptr : &*found;
}

std::optional<RowNumber> FigureCanvas::rowAt(const QPointF& pixel) const
{
    const Pane* const pane = paneAt(pixel);
    if (!pane || !pane->cloud().projection())
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

void FigureCanvas::resizeEvent(QResizeEvent* event)
{
    QCustomPlot::resizeEvent(event);
    const PaneSize size = paneSize();
    if (size != m_announced) {
        m_announced = size;
        Q_EMIT paneSizeChanged();
    }
}

void FigureCanvas::showEvent(QShowEvent* event)
{
    QCustomPlot::showEvent(event);
    followScreen();
    if (window()->windowHandle())
        connect(window()->windowHandle(), &QWindow::screenChanged, this, &FigureCanvas::followScreen,
                Qt::UniqueConnection);
}

void FigureCanvas::updateLayout()
{
    // Ticks are made for the room their pane had before; where that changes, they are made once more.
    const auto room = [this] { return m_panes.empty() ? QRect() : m_panes.front().axes()->outerRect(); };
    const QRect before = room();
    QCustomPlot::updateLayout();
    if (room() != before)
        QCustomPlot::updateLayout();
}

void FigureCanvas::followScreen()
{
    // QCustomPlot 2.1.0 reads the pixel ratio in its constructor only.
    if (bufferDevicePixelRatio() != devicePixelRatioF()) {
        setBufferDevicePixelRatio(devicePixelRatioF());
        replot(rpQueuedReplot);
        Q_EMIT paneSizeChanged();
    }
}

} // namespace perimeter
