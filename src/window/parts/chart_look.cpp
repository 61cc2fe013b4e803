// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/chart_look.h"

#include <QGraphicsLayout>
#include <QtCharts/QChart>

#include <array>
#include <cmath>

namespace perimeter {

namespace {

constexpr std::array roundSteps = {1.0, 2.0, 5.0};
/// A tick at the very end counts as within.
constexpr double slack = 1e-9;

} // namespace

void dressChart(QChartView* view, const Theme& theme)
{
    QChart* const chart = view->chart();
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundBrush(theme.surface);
    chart->setMargins(QMargins(8, 4, 12, 4));
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setBackgroundRoundness(0);
    chart->setBackgroundBrush(theme.surface);
    chart->setBackgroundPen(Qt::NoPen);
    chart->setTitleFont(figureFont(12, QFont::DemiBold));
    chart->setTitleBrush(theme.text);
}

void dressAxis(QAbstractAxis* axis, const Theme& theme)
{
    axis->setLabelsFont(figureFont(11));
    axis->setLabelsColor(theme.quiet);
    axis->setLinePen(QPen(theme.hairline, 1));
    axis->setGridLinePen(QPen(theme.hairline, 1));
}

void clearChart(QChart* chart)
{
    chart->removeAllSeries();
    for (QAbstractAxis* const axis : chart->axes()) {
        chart->removeAxis(axis);
        axis->deleteLater();
    }
}

QCategoryAxis* axisWithTicks(double from, double to, const std::vector<ChartTick>& ticks)
{
    auto* const axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(from, to);
    axis->setStartValue(from);
    for (const ChartTick& tick : ticks)
        axis->append(tick.label, tick.place);
    return axis;
}

std::vector<double> roundNumbers(double from, double to, int about)
{
    const double wanted = (to - from) / about;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = 10 * power;
    for (const double factor : roundSteps) {
        if (factor * power >= wanted * (1 - slack)) {
            step = factor * power;
            break;
        }
    }
    std::vector<double> numbers;
    for (double count = std::ceil(from / step - slack); count * step <= to + slack * step; ++count)
        numbers.push_back(count * step);
    return numbers;
}

std::vector<double> roundFactors(double from, double to)
{
    constexpr double manyDecades = 2.5;
    const bool isLong = std::log10(to / from) > manyDecades;
    std::vector<double> factors;
    for (double power = std::floor(std::log10(from)); power <= std::ceil(std::log10(to)); ++power) {
        for (const double step : roundSteps) {
            const double factor = step * std::pow(10.0, power);
            if (factor >= from * (1 - slack) && factor <= to * (1 + slack) && (step == 1 || !isLong))
                factors.push_back(factor);
        }
    }
    return factors;
}

} // namespace perimeter
