// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/canvas.h"

#include "figure/scene/scene_change.h"

#include <QScopedValueRollback>
#include <QScreen>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace perimeter {

namespace {

constexpr int restMilliseconds = 120;

bool showsSameView(const ScenePane& a, const ScenePane& b)
{
    return a.projection == b.projection && a.plane.xScale == b.plane.xScale && a.plane.yScale == b.plane.yScale &&
           a.plane.xMin == b.plane.xMin && a.plane.xMax == b.plane.xMax && a.plane.yMin == b.plane.yMin &&
           a.plane.yMax == b.plane.yMax;
}

} // namespace

FigureCanvas::FigureCanvas(QWidget* parent)
    : QCustomPlot(parent), m_theme(theme(ThemeKind::Light)), m_frame(this), m_pictures([this] {
          if (m_waiting)
              setScene(Scene(m_scene));
          else
              paintSoon({.learned = true});
      })
{
    setObjectName(QStringLiteral("figureCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setNoAntialiasingOnDrag(true);
    // A hand may turn the wheel faster than a screen shows it.
    setPlottingHint(QCP::phImmediateRefresh, false);
    addLayers();
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, [this] { Q_EMIT viewChanged(view()); });
    connect(this, &QCustomPlot::beforeReplot, this, [this] { m_stale = {}; });
    layOut();
    setTheme(m_theme);
}

void FigureCanvas::addLayers()
{
    const auto add = [this](const char* name, const char* below) {
        addLayer(QString::fromLatin1(name), layer(QString::fromLatin1(below)), limAbove);
        layer(QString::fromLatin1(name))->setMode(QCPLayer::lmBuffered);
    };
    // Every buffer is composed anew with every frame: points and frontiers share one, and nothing needs the overlay's.
    add("learned", "main");
    add("notes", "learned");
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmLogical);
}

FigureCanvas::~FigureCanvas() = default;

void FigureCanvas::setTheme(const Theme& theme)
{
    m_theme = theme;
    setBackground(QBrush(theme.surface));
    for (Pane& pane : m_panes)
        pane.setTheme(theme);
    m_frame.setTheme(theme);
    m_frame.show(m_shown, locale());
    paintAllSoon();
}

void FigureCanvas::setPrint(const PrintSettings& print)
{
    m_print = print;
    for (Pane& pane : m_panes)
        pane.setPrint(print);
}

void FigureCanvas::layOut()
{
    m_panes.clear();
    m_frame.layOut(m_shown);
    const std::size_t panes = m_shown.panes.size();
    m_panes.reserve(panes);
    for (std::size_t i = 0; i < panes; ++i) {
        const auto row = static_cast<int>(i / m_frame.columns());
        const auto column = static_cast<int>(i % m_frame.columns());
        m_panes.emplace_back(m_frame.grid(), row, column, m_frame.margins(), &m_pictures, i);
        m_panes.back().setTheme(m_theme);
        m_panes.back().setPrint(m_print);
        link(m_panes.back());
    }
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
        const ScenePane& first = m_shown.panes.front();
        return pane.xTitle == first.xTitle && pane.yTitle == first.yTitle && pane.plane.xScale == first.plane.xScale &&
               pane.plane.yScale == first.plane.yScale;
    };
    return std::ranges::all_of(m_shown.panes, same);
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
    paintAllSoon();
}

void FigureCanvas::setScene(const Scene& scene)
{
    m_scene = scene;
    // A canvas that nobody sees has nobody to keep waiting.
    m_waiting = isVisible() && !m_pictures.prepare(firstPictures());
    if (!m_waiting)
        takeScene();
}

std::vector<PointRequest> FigureCanvas::firstPictures() const
{
    std::vector<PointRequest> pictures;
    for (std::size_t i = 0; i < m_scene.panes.size(); ++i) {
        const ScenePane& pane = m_scene.panes[i];
        PointRequest& request = pictures.emplace_back();
        request = {.points = {pane.projection, pane.plane.xScale, pane.plane.yScale},
                   .fit = pane.fit,
                   .hue = pane.hue,
                   .depth = pane.depth,
                   .theme = m_theme,
                   .pixelRatio = bufferDevicePixelRatio(),
                   .view = {pane.plane.xMin, pane.plane.xMax, pane.plane.yMin, pane.plane.yMax}};
        // Where there is no pane yet, its size is a guess.
        const QSizeF size = m_panes.empty() ? QSizeF(width(), height()) / static_cast<double>(m_scene.panes.size())
                                            : QSizeF(m_panes[std::min(i, m_panes.size() - 1)].axes()->size());
        request.view.width = std::max(16, qRound(size.width() * request.pixelRatio));
        request.view.height = std::max(16, qRound(size.height() * request.pixelRatio));
    }
    return pictures;
}

void FigureCanvas::takeScene()
{
    // A hand that moves the view keeps it: what arrives meanwhile for the view before does not take it back.
    const bool keepRanges = m_frame.fits(m_scene) && std::ranges::equal(m_scene.panes, m_shown.panes, showsSameView);
    if (!keepRanges)
        m_rest.stop();
    SceneChange change = changeBetween(m_shown, m_scene);
    m_shown = m_scene;
    if (!m_frame.fits(m_shown))
        layOut();
    const QScopedValueRollback showing(m_showing, true);
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        const QCPRange x = m_panes[i].x()->range();
        const QCPRange y = m_panes[i].y()->range();
        if (change.frame) {
            m_panes[i].show(m_shown.panes[i]);
            m_panes[i].setGrid(m_shown.grid);
        }
        m_panes[i].showLearned(m_shown.panes[i], m_shown.dimsProvisional);
        m_panes[i].setView(m_shown.panes[i].plane);
        if (keepRanges) {
            m_panes[i].x()->setRange(x);
            m_panes[i].y()->setRange(y);
        }
        change.frame |= m_panes[i].x()->range() != x || m_panes[i].y()->range() != y;
    }
    if (change.frame) {
        endBand();
        showSelected();
        m_frame.show(m_shown, locale());
    }
    paintSoon(change);
}

void FigureCanvas::paintSoon(const SceneChange& change)
{
    if (change.frame)
        return replot(rpQueuedReplot);
    // A queued call comes before the window paints itself, as a timer would not: one turn shows everything.
    if ((change.learned || change.notes) && !m_stale.learned && !m_stale.notes)
        QMetaObject::invokeMethod(this, &FigureCanvas::paintStale, Qt::QueuedConnection);
    m_stale.learned |= change.learned;
    m_stale.notes |= change.notes;
}

void FigureCanvas::paintStale()
{
    const SceneChange stale = std::exchange(m_stale, {});
    if (stale.learned)
        layer(QStringLiteral("learned"))->replot();
    if (stale.notes)
        layer(QStringLiteral("notes"))->replot();
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
    const Plane& plane = m_shown.panes.front().plane;
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
    paintSoon({.notes = true});
}

void FigureCanvas::setSelected(const std::vector<RowNumber>& rows)
{
    m_selectedRows = rows;
    showSelected();
    paintSoon({.notes = true});
}

void FigureCanvas::showSelected()
{
    std::shared_ptr<const Projection> of;
    std::vector<std::uint32_t> points;
    for (const Pane& pane : m_panes) {
        const std::shared_ptr<const Projection>& projection = pane.cloud().projection();
        if (!projection)
            continue;
        if (projection != of) {
            of = projection;
            points.clear();
            for (const RowNumber row : m_selectedRows)
                if (const std::optional<std::size_t> point = projection->place(row))
                    points.push_back(static_cast<std::uint32_t>(*point));
        }
        pane.marks().setSelected(points);
    }
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
        m_panes[i].setView(m_shown.panes[i].plane);
    paintAllSoon();
    Q_EMIT wholeViewRequested();
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
    const auto other = std::ranges::count_if(m_panes, [](Pane& pane) { return pane.fitTitles(); });
    if (room() != before || other > 0)
        QCustomPlot::updateLayout();
}

void FigureCanvas::followScreen()
{
    // QCustomPlot 2.1.0 reads the pixel ratio in its constructor only.
    if (bufferDevicePixelRatio() != devicePixelRatioF()) {
        setBufferDevicePixelRatio(devicePixelRatioF());
        paintAllSoon();
        Q_EMIT paneSizeChanged();
    }
}

} // namespace perimeter
