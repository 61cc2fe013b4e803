// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/sweep/sweep_reading.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace perimeter {

namespace {

/// So many values are named one by one.
constexpr qsizetype mostNamed = 4;

struct SweepText {
    Q_DECLARE_TR_FUNCTIONS(SweepText)
};

QString readingOf(const SweepPoint& point, const QString& value, const QLocale& locale)
{
    const auto count = [&](std::int64_t number) { return locale.toString(qlonglong{number}); };
    const auto share = [&](std::int64_t number) -> QString {
        return locale.toString(100.0 * static_cast<double>(number) / static_cast<double>(point.rows), 'f', 2) +
               QStringLiteral(" %");
    };
    if (!point.outliers)
        return SweepText::tr("%1: no frontier").arg(value);
    const QString outliers =
        SweepText::tr("%1: %2 outliers (%3)").arg(value, count(*point.outliers), share(*point.outliers));
    if (!point.supportVectors)
        return outliers;
    return SweepText::tr("%1 · %2 support vectors (%3)")
        .arg(outliers, count(*point.supportVectors), share(*point.supportVectors));
}

} // namespace

QString sweptValue(SweepPlan::Over over, double value, const QLocale& locale)
{
    if (over == SweepPlan::Over::Kernel)
        return nameOf(withSwept({}, over, value).settings.svm.kernel);
    const QString name = over == SweepPlan::Over::Contamination ? SweepText::tr("contamination") : nameOf(over);
    return SweepText::tr("%1 = %2").arg(name, locale.toString(value, 'g', sweptDigits));
}

QString readingOf(const std::vector<SweepPoint>& points, SweepPlan::Over over, double value, const QLocale& locale)
{
    const QString swept = sweptValue(over, value, locale);
    QStringList readings;
    // Of two covariances each has its count.
    if (points.empty() || over == SweepPlan::Over::Contamination)
        readings.append(swept);
    for (const SweepPoint& point : points)
        readings.append(
            readingOf(point, point.detector == DetectorKind::OneClassSvm ? swept : nameOf(point.detector), locale));
    return readings.join(QStringLiteral(" · "));
}

QString missingFrom(const Sweep& sweep, const QLocale& locale)
{
    const auto failed =
        std::ranges::find_if(sweep.points, [](const SweepPoint& point) { return point.error.has_value(); });
    if (failed != sweep.points.end())
        return phrase(*failed->error);
    QStringList without;
    for (const SweepPoint& point : sweep.points)
        if (!point.outliers)
            without.append(point.detector == DetectorKind::OneClassSvm
                               ? sweptValue(sweep.plan.over, point.value, locale)
                               : nameOf(point.detector));
    without.removeDuplicates();
    if (without.isEmpty())
        return {};
    if (without.size() > mostNamed)
        return SweepText::tr("%n values have no frontier: see Messages there.", nullptr,
                             static_cast<int>(without.size()));
    return SweepText::tr("No frontier: %1.").arg(without.join(QStringLiteral(", ")));
}

} // namespace perimeter
