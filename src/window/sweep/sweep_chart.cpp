// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/sweep/sweep_chart.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/parts/chart_look.h"

#include <QFocusEvent>
#include <QLocale>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

constexpr double kernelMargin = 0.5;
constexpr double headroom = 1.05;

std::optional<double> shareOf(std::optional<std::int64_t> count, std::int64_t rows)
{
    if (!count || rows <= 0)
        return std::nullopt;
    return static_cast<double>(*count) / static_cast<double>(rows);
}

std::optional<double> outlierShare(const SweepPoint& point, double)
{
    return shareOf(point.outliers, point.rows);
}

std::optional<double> supportShare(const SweepPoint& point, double)
{
    return shareOf(point.supportVectors, point.rows);
}

std::optional<double> robustShare(const SweepPoint& point, double)
{
    return point.detector == DetectorKind::RobustCovariance ? shareOf(point.outliers, point.rows) : std::nullopt;
}

std::optional<double> empiricalShare(const SweepPoint& point, double)
{
    return point.detector == DetectorKind::EmpiricalCovariance ? shareOf(point.outliers, point.rows) : std::nullopt;
}

std::optional<double> ownValue(const SweepPoint& point, double)
{
    return point.value;
}

std::optional<double> givenNu(const SweepPoint&, double nu)
{
    return nu;
}

QString percent(double share, double step)
{
    const int decimals = step < 0.001 ? 2 : step < 0.01 ? 1 : 0;
    return QLocale().toString(share * 100, 'f', decimals) + QStringLiteral(" %");
}

} // namespace

SweepChart::SweepChart(const Appearance& appearance, QWidget* parent) : QChartView(parent), m_appearance(appearance)
{
    connect(&appearance, &Appearance::changed, this, &SweepChart::draw);
    setObjectName(QStringLiteral("sweepChart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    chart()->legend()->setAlignment(Qt::AlignRight);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    setPlan(usualSweep(SweepPlan::Over::Nu), m_nu);
}

void SweepChart::setPlan(const SweepPlan& plan, double nu)
{
    m_plan = plan;
    m_nu = nu;
    m_values = plan.values();
    m_points.clear();
    setAccessibleName(tr("Shares of outliers and support vectors over %1").arg(nameOf(plan.over)));
    point(std::nullopt);
    draw();
}

void SweepChart::addPoint(const SweepPoint& arrived)
{
    m_points.push_back(arrived);
    if (tallest() > m_top)
        draw();
    else
        fillCurves();
}

void SweepChart::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    draw();
}

void SweepChart::setCurrent(std::optional<double> value)
{
    m_current = value;
    viewport()->update();
}

double SweepChart::xOf(double value) const
{
    return m_logarithmic && m_plan.over != SweepPlan::Over::Kernel ? std::log10(value) : value;
}

std::size_t SweepChart::valuesArrived() const
{
    return m_points.size() / (m_plan.over == SweepPlan::Over::Contamination ? 2 : 1);
}

double SweepChart::tallest() const
{
    const bool isOwnBound = m_plan.over == SweepPlan::Over::Nu || m_plan.over == SweepPlan::Over::Contamination;
    double top = isOwnBound ? m_plan.to : m_nu;
    for (const SweepPoint& point : m_points)
        top = std::max({top, outlierShare(point, 0).value_or(0), supportShare(point, 0).value_or(0)});
    return top;
}

void SweepChart::draw()
{
    clearChart(chart());
    m_curves.clear();
    dressChart(this, m_appearance.theme());
    // The last label reaches beyond the axis; what varies is named beside.
    chart()->setMargins(QMargins(8, 8, 16, 4));
    chart()->legend()->setFont(figureFont(11));
    chart()->legend()->setLabelBrush(m_appearance.theme().quiet);
    const QColor hue = hueOf(DetectorKind::OneClassSvm);
    QColor pale = hue;
    pale.setAlphaF(0.35F);
    // Where the shares agree, as they do over many rows, each is still seen below the next.
    if (m_plan.over == SweepPlan::Over::Contamination) {
        addCurve(nameOf(DetectorKind::RobustCovariance), QPen(hueOf(DetectorKind::RobustCovariance), 4), robustShare);
        addCurve(nameOf(DetectorKind::EmpiricalCovariance), QPen(hueOf(DetectorKind::EmpiricalCovariance), 2),
                 empiricalShare);
        addCurve(tr("contamination"), QPen(m_appearance.theme().text, 1, Qt::DashLine), ownValue);
    } else {
        addCurve(tr("support vectors"), QPen(pale, 6), supportShare);
        addCurve(tr("outliers"), QPen(hue, 2), outlierShare);
        addCurve(tr("ν, the bound"), QPen(m_appearance.theme().text, 1, Qt::DashLine),
                 m_plan.over == SweepPlan::Over::Nu ? ownValue : givenNu);
    }
    drawAxes();
    fillCurves();
}

void SweepChart::addCurve(const QString& name, const QPen& pen,
                          std::optional<double> (*share)(const SweepPoint&, double nu))
{
    QXYSeries* series = nullptr;
    if (m_plan.over == SweepPlan::Over::Kernel && pen.style() == Qt::SolidLine) {
        auto* const marks = new QScatterSeries;
        marks->setMarkerSize(pen.widthF() > 2 ? 13 : 8);
        marks->setColor(pen.color());
        marks->setBorderColor(Qt::transparent);
        series = marks;
    } else {
        series = new QLineSeries;
        series->setPen(pen);
    }
    series->setName(name);
    chart()->addSeries(series);
    m_curves.push_back({series, share});
}

void SweepChart::drawAxes()
{
    double from = m_values.front();
    double to = m_values.back();
    std::vector<ChartTick> ticks;
    if (m_plan.over == SweepPlan::Over::Kernel) {
        for (const double value : m_values)
            ticks.push_back({value, nameOf(withSwept({}, m_plan.over, value).settings.svm.kernel)});
        from -= kernelMargin;
        to += kernelMargin;
    } else {
        if (from == to)
            to = from * 2;
        for (const double tick : m_logarithmic ? roundFactors(from, to) : roundNumbers(from, to, 6))
            ticks.push_back({xOf(tick), locale().toString(tick, 'g', 4)});
    }
    m_top = tallest();
    const std::vector<double> heights = roundNumbers(0, m_top * headroom, 3);
    std::vector<ChartTick> shares;
    for (const double height : heights)
        shares.push_back({height, percent(height, heights.size() > 1 ? heights[1] - heights[0] : 1)});
    QCategoryAxis* const x = axisWithTicks(xOf(from), xOf(to), ticks);
    QCategoryAxis* const y = axisWithTicks(0, m_top * headroom, shares);
    for (QAbstractAxis* const axis : {x, y})
        dressAxis(axis, m_appearance.theme());
    x->setGridLineVisible(false);
    y->setLineVisible(false);
    chart()->addAxis(x, Qt::AlignBottom);
    chart()->addAxis(y, Qt::AlignLeft);
    for (const Curve& curve : m_curves) {
        curve.series->attachAxis(x);
        curve.series->attachAxis(y);
    }
}

void SweepChart::fillCurves()
{
    for (const Curve& curve : m_curves) {
        QList<QPointF> line;
        for (const SweepPoint& point : m_points)
            if (const std::optional<double> share = curve.share(point, m_nu))
                line.append({xOf(point.value), *share});
        curve.series->replace(line);
    }
    viewport()->update();
}

std::optional<double> SweepChart::pointed() const
{
    return m_pointed ? std::optional(m_values[*m_pointed]) : std::nullopt;
}

std::vector<SweepPoint> SweepChart::pointsNear(double value) const
{
    const auto far = [&](const SweepPoint& point) { return std::abs(xOf(point.value) - xOf(value)); };
    std::vector<SweepPoint> near;
    for (const SweepPoint& point : m_points) {
        if (near.empty() || far(point) < far(near.front()))
            near = {point};
        else if (point.value == near.front().value)
            near.push_back(point);
    }
    return near;
}

QPointF SweepChart::placeOf(double value, double share) const
{
    return mapFromScene(chart()->mapToPosition({xOf(value), share}, m_curves.front().series));
}

std::optional<std::size_t> SweepChart::indexAt(const QPointF& pixel) const
{
    const std::size_t arrived = valuesArrived();
    const QRectF plot = chart()->plotArea();
    if (arrived == 0 || pixel.x() < plot.left() - 8 || pixel.x() > plot.right() + 8)
        return std::nullopt;
    std::size_t nearest = 0;
    for (std::size_t index = 1; index < arrived; ++index)
        if (std::abs(placeOf(m_values[index], 0).x() - pixel.x()) <
            std::abs(placeOf(m_values[nearest], 0).x() - pixel.x()))
            nearest = index;
    return nearest;
}

void SweepChart::point(std::optional<std::size_t> index)
{
    if (index == m_pointed)
        return;
    m_pointed = index;
    viewport()->update();
    Q_EMIT pointedChanged();
}

void SweepChart::mouseMoveEvent(QMouseEvent* event)
{
    point(indexAt(event->position()));
}

void SweepChart::mousePressEvent(QMouseEvent* event)
{
    // The scene has nothing to press.
    event->accept();
}

void SweepChart::mouseReleaseEvent(QMouseEvent* event)
{
    const std::optional<std::size_t> index = indexAt(event->position());
    if (event->button() == Qt::LeftButton && index && rect().contains(event->position().toPoint()))
        Q_EMIT taken(m_values[*index]);
}

void SweepChart::leaveEvent(QEvent* event)
{
    QChartView::leaveEvent(event);
    if (!hasFocus())
        point(std::nullopt);
}

void SweepChart::focusInEvent(QFocusEvent* event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void SweepChart::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    point(std::nullopt);
    viewport()->update();
}

void SweepChart::keyPressEvent(QKeyEvent* event)
{
    const std::size_t arrived = valuesArrived();
    if (arrived == 0)
        return QChartView::keyPressEvent(event);
    std::size_t start = 0;
    for (std::size_t index = 1; m_current && index < arrived; ++index)
        if (std::abs(m_values[index] - *m_current) < std::abs(m_values[start] - *m_current))
            start = index;
    const std::size_t index = std::min(m_pointed.value_or(start), arrived - 1);
    switch (event->key()) {
    case Qt::Key_Left:
        return point(index > 0 ? index - 1 : 0);
    case Qt::Key_Right:
        return point(std::min(index + 1, arrived - 1));
    case Qt::Key_Home:
        return point(0);
    case Qt::Key_End:
        return point(arrived - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_pointed)
            Q_EMIT taken(m_values[*m_pointed]);
        return;
    default:
        QChartView::keyPressEvent(event);
    }
}

void SweepChart::drawForeground(QPainter* painter, const QRectF&)
{
    const QRectF plot = chart()->plotArea();
    const auto columnAt = [&](double value) {
        return chart()->mapToPosition({xOf(value), 0}, m_curves.front().series).x();
    };
    const bool isPlaced = m_current && (!m_logarithmic || *m_current > 0);
    const double current = isPlaced ? columnAt(*m_current) : plot.left() - 1;
    if (current >= plot.left() && current <= plot.right()) {
        painter->setPen(QPen(m_appearance.theme().accent, 1.5));
        painter->drawLine(QPointF(current, plot.top()), QPointF(current, plot.bottom()));
    }
    if (hasFocus()) {
        painter->setPen(QPen(m_appearance.theme().accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(plot);
    }
    if (!m_pointed)
        return;
    const double column = columnAt(m_values[*m_pointed]);
    painter->setPen(QPen(m_appearance.theme().quiet, 1));
    painter->drawLine(QPointF(column, plot.top()), QPointF(column, plot.bottom()));
    painter->setBrush(m_appearance.theme().surface);
    for (const SweepPoint& point : pointsNear(m_values[*m_pointed])) {
        for (const Curve& curve : m_curves) {
            if (const std::optional<double> share = curve.share(point, m_nu)) {
                painter->setPen(QPen(m_appearance.theme().text, 1.5));
                painter->drawEllipse(chart()->mapToPosition({xOf(point.value), *share}, curve.series), 3, 3);
            }
        }
    }
}

} // namespace perimeter
