// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/columns/histogram.h"

#include "explorer/wording/phrasing.h"
#include "window/parts/chart_look.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QHorizontalBarSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

namespace perimeter {

Histogram::Histogram(const Appearance& appearance, QWidget* parent) : QChartView(parent), m_appearance(appearance)
{
    connect(&appearance, &Appearance::changed, this, &Histogram::draw);
    setObjectName(QStringLiteral("histogram"));
    chart()->legend()->hide();
    draw();
}

void Histogram::setProfile(std::optional<ColumnProfile> profile)
{
    m_profile = std::move(profile);
    draw();
}

void Histogram::draw()
{
    clearChart(chart());
    dressChart(this, m_appearance.theme());
    chart()->setTitle(QString());
    setAccessibleName(tr("Distribution of a column"));
    if (!m_profile)
        return;
    const QString name = text(m_profile->column.name);
    setAccessibleName(tr("Distribution of %1").arg(name));
    if (!m_profile->histogram.empty()) {
        chart()->setTitle(m_profile->column.unit.empty() ? name
                                                         : tr("%1 (%2)").arg(name, text(m_profile->column.unit)));
        drawBins(*m_profile);
    } else if (!m_profile->commonest.empty()) {
        chart()->setTitle(tr("Commonest values of %1").arg(name));
        drawCommonest(*m_profile);
    } else {
        chart()->setTitle(tr("%1 holds no value to draw.").arg(name));
    }
}

void Histogram::drawBins(const ColumnProfile& profile)
{
    const auto bins = static_cast<double>(profile.histogram.size());
    const double lower = profile.minimum;
    const double width = profile.maximum > lower ? (profile.maximum - lower) / bins : 1 / bins;
    auto* const upper = new QLineSeries;
    auto* const base = new QLineSeries;
    double tallest = 1;
    for (std::size_t bin = 0; bin < profile.histogram.size(); ++bin) {
        const auto count = static_cast<double>(profile.histogram[bin]);
        tallest = std::max(tallest, count);
        upper->append(lower + width * static_cast<double>(bin), count);
        upper->append(lower + width * static_cast<double>(bin + 1), count);
    }
    base->append(lower, 0);
    base->append(lower + width * bins, 0);
    auto* const area = new QAreaSeries(upper, base);
    upper->setParent(area);
    base->setParent(area);
    area->setBrush(m_appearance.theme().inlier);
    area->setPen(Qt::NoPen);
    chart()->addSeries(area);

    auto* const x = new QValueAxis;
    auto* const y = new QValueAxis;
    x->setRange(lower, lower + width * bins);
    x->setTickCount(3);
    x->setLabelFormat(QStringLiteral("%.4g"));
    x->setGridLineVisible(false);
    y->setRange(0, tallest);
    y->setTickCount(3);
    y->setLabelFormat(QStringLiteral("%.0f"));
    for (QAbstractAxis* const axis : {x, y})
        dressAxis(axis, m_appearance.theme());
    y->setLineVisible(false);
    chart()->addAxis(x, Qt::AlignBottom);
    chart()->addAxis(y, Qt::AlignLeft);
    area->attachAxis(x);
    area->attachAxis(y);
}

void Histogram::drawCommonest(const ColumnProfile& profile)
{
    constexpr std::size_t most = 6;
    constexpr qsizetype longest = 18;
    const std::size_t shown = std::min(most, profile.commonest.size());
    auto* const set = new QBarSet(QString());
    QStringList names;
    // A bar chart counts upwards from below; the commonest belongs on top.
    for (std::size_t i = shown; i-- > 0;) {
        const auto& [value, count] = profile.commonest[i];
        *set << static_cast<double>(count);
        QString label = text(value);
        if (label.size() > longest)
            label = label.left(longest - 1) + QChar(0x2026);
        names.append(label);
    }
    set->setBrush(m_appearance.theme().inlier);
    set->setPen(Qt::NoPen);
    auto* const bars = new QHorizontalBarSeries;
    bars->append(set);
    bars->setBarWidth(0.7);
    chart()->addSeries(bars);
    auto* const categories = new QBarCategoryAxis;
    categories->append(names);
    categories->setGridLineVisible(false);
    auto* const counts = new QValueAxis;
    counts->setRange(0, static_cast<double>(profile.commonest.front().second));
    counts->setTickCount(3);
    counts->setLabelFormat(QStringLiteral("%.0f"));
    dressAxis(categories, m_appearance.theme());
    dressAxis(counts, m_appearance.theme());
    chart()->addAxis(categories, Qt::AlignLeft);
    chart()->addAxis(counts, Qt::AlignBottom);
    bars->attachAxis(categories);
    bars->attachAxis(counts);
}

} // namespace perimeter
