// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/evaluation/curve_chart.h"

#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QGraphicsLayout>
#include <QLocale>
#include <QToolTip>

#include <cmath>

namespace perimeter {

namespace {

/// Steps smaller than this are not seen, and a chart of tens of thousands of points would be slow.
constexpr double visibleStep = 1.0 / 400;

QList<QPointF> visiblePoints(const Curve& curve)
{
    QList<QPointF> points;
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
        const CurvePoint& point = curve.points[i];
        const bool isSeen = points.isEmpty() || std::abs(point.x - points.back().x()) > visibleStep ||
                            std::abs(point.y - points.back().y()) > visibleStep;
        if (isSeen || i + 1 == curve.points.size())
            points.append({point.x, point.y});
    }
    return points;
}

} // namespace

CurveChart::CurveChart(const Words& words, const Appearance& appearance, QWidget* parent)
    : QChartView(parent), m_words(words), m_appearance(appearance)
{
    connect(&appearance, &Appearance::changed, this, &CurveChart::draw);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumSize(176, 120);
    setAccessibleName(words.title);
    setToolTip(words.explanation);
    chart()->legend()->hide();
    chart()->setMargins(QMargins(4, 4, 8, 4));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    draw();
}

void CurveChart::setLines(std::vector<Line> lines)
{
    m_lines = std::move(lines);
    draw();
}

void CurveChart::setGuessing(std::optional<Curve> guessing)
{
    m_guessing = std::move(guessing);
}

void CurveChart::addLine(const Curve& curve, const QPen& pen, const QString& name)
{
    auto* const series = new QLineSeries;
    series->setName(name);
    series->setPen(pen);
    series->replace(visiblePoints(curve));
    chart()->addSeries(series);
    for (QAbstractAxis* const axis : chart()->axes())
        series->attachAxis(axis);
    connect(series, &QLineSeries::hovered, this, [this, name](const QPointF& point, bool entered) {
        if (!entered || name.isEmpty())
            return QToolTip::hideText();
        const auto number = [&](double value) { return locale().toString(value, 'f', 3); };
        QToolTip::showText(
            QCursor::pos(),
            tr("%1: %2 %3, %4 %5").arg(name, m_words.x, number(point.x()), m_words.y, number(point.y())));
    });
}

void CurveChart::draw()
{
    chart()->removeAllSeries();
    for (QAbstractAxis* const axis : chart()->axes()) {
        chart()->removeAxis(axis);
        axis->deleteLater();
    }
    chart()->setBackgroundBrush(m_appearance.theme().surface);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(m_appearance.theme().surface);
    chart()->setTitleFont(figureFont(12, QFont::DemiBold));
    chart()->setTitleBrush(m_appearance.theme().text);
    chart()->setTitle(m_words.title);
    for (const auto& [title, alignment] :
         {std::pair(m_words.x, Qt::AlignBottom), std::pair(m_words.y, Qt::AlignLeft)}) {
        auto* const axis = new QValueAxis;
        axis->setRange(0, 1);
        axis->setTickCount(3);
        axis->setLabelFormat(QStringLiteral("%.1f"));
        axis->setTitleText(title);
        axis->setTitleFont(figureFont(11));
        axis->setTitleBrush(m_appearance.theme().quiet);
        axis->setLabelsFont(figureFont(11));
        axis->setLabelsColor(m_appearance.theme().quiet);
        axis->setLinePen(QPen(m_appearance.theme().hairline, 1));
        axis->setGridLinePen(QPen(m_appearance.theme().hairline, 1));
        chart()->addAxis(axis, alignment);
    }
    if (m_guessing)
        addLine(*m_guessing, QPen(m_appearance.theme().quiet, 1, Qt::DotLine), {});
    for (const Line& line : m_lines)
        addLine(line.curve, QPen(line.hue, 2, line.pen, Qt::FlatCap), line.name);
}

} // namespace perimeter
