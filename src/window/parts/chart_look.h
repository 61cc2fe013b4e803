// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/theme.h"

#include <QString>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChartView>

#include <vector>

namespace perimeter {

/// The look all charts share: flat, without frame, shadow or animation, with the figure's typeface and hairlines.
void dressChart(QChartView* view, const Theme& theme);
void dressAxis(QAbstractAxis* axis, const Theme& theme);
/// Without what was drawn before.
void clearChart(QChart* chart);

struct ChartTick {
    double place = 0;
    QString label;
};

/// An axis with ticks of our choice: those of Qt Charts know neither round numbers nor the locale.
[[nodiscard]] QCategoryAxis* axisWithTicks(double from, double to, const std::vector<ChartTick>& ticks);

/// About so many round numbers from `from` to `to`, both finite, from < to.
[[nodiscard]] std::vector<double> roundNumbers(double from, double to, int about);
/// 1, 2 and 5 times the powers of ten from `from` to `to`, 0 < from < to; where they are many, the powers alone.
[[nodiscard]] std::vector<double> roundFactors(double from, double to);

} // namespace perimeter
