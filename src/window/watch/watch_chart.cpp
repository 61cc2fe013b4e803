// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/watch/watch_chart.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/parts/chart_look.h"

#include <QLocale>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>

#include <cmath>

namespace perimeter {

namespace {

/// Qt Charts draws a mark at a time: more would not follow the log.
constexpr std::size_t mostMarks = 500;

/// Round numbers; on an asinh axis 0 and every second power of ten, which lie apart.
std::vector<ChartTick> ticksOf(AxisScale scale, double from, double to)
{
    std::vector<double> numbers;
    if (scale == AxisScale::Linear)
        numbers = roundNumbers(from, to, 3);
    else
        for (const double number : {0.0, 1.0, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12})
            numbers.push_back(toAxis(scale, number));
    std::vector<ChartTick> ticks;
    for (const double number : numbers)
        if (number >= from && number <= to)
            ticks.push_back({number, QLocale().toString(std::round(fromAxis(scale, number) * 1e6) / 1e6, 'g', 6)});
    return ticks;
}

} // namespace

WatchChart::WatchChart(const Appearance& appearance, QWidget* parent) : QChartView(parent), m_appearance(appearance)
{
    connect(&appearance, &Appearance::changed, this, &WatchChart::draw);
    setObjectName(QStringLiteral("watchChart"));
    setAccessibleName(tr("The newest rows and the model's frontiers"));
    chart()->legend()->setAlignment(Qt::AlignRight);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    draw();
}

void WatchChart::show(const WatchState& state)
{
    m_state = state;
    draw();
}

void WatchChart::draw()
{
    clearChart(chart());
    dressChart(this, m_appearance.theme());
    chart()->legend()->setFont(figureFont(11));
    chart()->legend()->setLabelBrush(m_appearance.theme().quiet);
    if (!m_state.plane)
        return;
    QScatterSeries* const others = addRows(false, m_appearance.theme().inlier, 5);
    QScatterSeries* const suspicious = addRows(true, m_appearance.theme().warning, 8);
    for (std::size_t d = 0; d < m_state.frontiers.size(); ++d) {
        const DetectorKind kind = m_state.model->detectors[d].detector.kind;
        // One entry of the legend stands for all ghosts.
        addFrontier(m_state.refits[d], QPen(hueOf(kind), 1.5, Qt::DashLine),
                    d == 0 ? tr("of the newest rows") : QString());
        addFrontier(m_state.frontiers[d], QPen(hueOf(kind), 2), nameOf(kind));
    }
    const Plane& plane = *m_state.plane;
    const auto axis = [&](AxisScale scale, double from, double to, const std::string& title) {
        QCategoryAxis* const made = axisWithTicks(from, to, ticksOf(scale, from, to));
        dressAxis(made, m_appearance.theme());
        made->setTitleText(text(title));
        made->setTitleFont(figureFont(11));
        made->setTitleBrush(m_appearance.theme().text);
        made->setGridLineVisible(false);
        return made;
    };
    QCategoryAxis* const x = axis(plane.xScale, plane.xMin, plane.xMax, m_state.model->features[0]);
    QCategoryAxis* const y = axis(plane.yScale, plane.yMin, plane.yMax, m_state.model->features[1]);
    chart()->addAxis(x, Qt::AlignBottom);
    chart()->addAxis(y, Qt::AlignLeft);
    for (QAbstractSeries* const series : chart()->series()) {
        series->attachAxis(x);
        series->attachAxis(y);
    }
    // Marks that are there before their axes stay hidden.
    others->replace(newestRows(false));
    suspicious->replace(newestRows(true));
}

void WatchChart::addFrontier(const Frontier& frontier, const QPen& pen, const QString& name)
{
    bool isFirst = true;
    for (const Polyline& piece : frontier) {
        QList<QPointF> points;
        for (const PlanePoint& point : piece.points)
            points.append({point.x, point.y});
        if (piece.closed && !points.isEmpty())
            points.append(points.first());
        auto* const line = new QLineSeries;
        line->setPen(pen);
        line->setName(name);
        line->replace(points);
        chart()->addSeries(line);
        for (QLegendMarker* const marker : chart()->legend()->markers(line))
            marker->setVisible(isFirst && !name.isEmpty());
        isFirst = false;
    }
}

QScatterSeries* WatchChart::addRows(bool outliers, const QColor& colour, double size)
{
    auto* const marks = new QScatterSeries;
    marks->setName(outliers ? tr("suspicious") : tr("others"));
    marks->setMarkerSize(size);
    marks->setMarkerShape(outliers ? QScatterSeries::MarkerShapeRotatedRectangle : QScatterSeries::MarkerShapeCircle);
    marks->setColor(colour);
    marks->setBorderColor(Qt::transparent);
    chart()->addSeries(marks);
    return marks;
}

QList<QPointF> WatchChart::newestRows(bool outliers) const
{
    QList<QPointF> points;
    for (std::size_t row = m_state.outlier.size(); row-- > 0 && points.size() < static_cast<qsizetype>(mostMarks);) {
        if ((m_state.outlier[row] != 0) == outliers)
            points.append({toAxis(m_state.plane->xScale, m_state.points(static_cast<Eigen::Index>(row), 0)),
                           toAxis(m_state.plane->yScale, m_state.points(static_cast<Eigen::Index>(row), 1))});
    }
    return points;
}

} // namespace perimeter
