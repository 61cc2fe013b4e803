// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/sweep.h"

#include <QLocale>
#include <QString>

namespace perimeter {

/// Values are shown with so many digits, and taken as they are shown.
inline constexpr int sweptDigits = 4;

/// The value swept, in words: "γ = 0.5", or a kernel's name.
[[nodiscard]] QString sweptValue(SweepPlan::Over over, double value, const QLocale& locale);

/// Points of one value as a line: value, outliers, support vectors, each with its share.
[[nodiscard]] QString readingOf(const std::vector<SweepPoint>& points, SweepPlan::Over over, double value,
                                const QLocale& locale);

/// What kept points of a sweep off the chart; empty where nothing did.
[[nodiscard]] QString missingFrom(const Sweep& sweep, const QLocale& locale);

} // namespace perimeter
