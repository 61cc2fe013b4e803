// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/axis_ticker.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

/// Pixels that a tick and its label take, and that the axes leave to labels and titles.
constexpr int labelWidth = 52;
constexpr int digitWidth = 7;
constexpr int powerWidth = 28;
constexpr int labelGap = 10;
constexpr int mostDigits = 12;
constexpr int labelHeight = 40;
constexpr int sideMargin = 70;
constexpr int bottomMargin = 50;

/// One tick is no scale.
constexpr qsizetype fewestTicks = 2;

/// The smallest of 1, 2, 5 times a power of ten that leaves no more than `mostTicks` steps, or else the largest that
/// leaves enough of them.
QVector<double> linearTicks(double least, double most, int mostTicks)
{
    const double raw = (most - least) / mostTicks;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    QVector<double> ticks;
    for (const double mantissa : {10.0, 5.0, 2.0, 1.0, 0.5, 0.2}) {
        if (ticks.size() >= fewestTicks && mantissa * 1.0001 < raw / power)
            break;
        const double step = mantissa * power;
        ticks.clear();
        for (double k = std::ceil(least / step); k * step <= most; ++k)
            ticks.push_back(k * step);
    }
    return ticks;
}

/// ±10^k within the range, every n-th power so that few remain; zero too where the scale has one.
QVector<double> powerTicks(double least, double most, bool signedScale, int mostTicks)
{
    const double reach = std::max(std::abs(least), std::abs(most));
    const int highest = static_cast<int>(std::floor(std::log10(reach) + 1e-9));
    const int lowest = signedScale ? std::min(0, highest) : static_cast<int>(std::ceil(std::log10(least) - 1e-9));
    const int sides = signedScale && least < 0 && most > 0 ? 2 : 1;
    const int powers = sides * (highest - lowest + 1);
    const int every = std::clamp((powers + mostTicks - 1) / mostTicks, 1, std::max(1, highest - lowest));
    // A border that is a power of ten may have been rounded to just beside it.
    const double slack = 1e-9 * (most - least);
    QVector<double> ticks;
    for (int power = highest; power >= lowest; power -= every) {
        const double value = std::pow(10.0, power);
        if (value >= least - slack && value <= most + slack)
            ticks.push_back(value);
        if (signedScale && -value >= least - slack && -value <= most + slack)
            ticks.push_back(-value);
    }
    if (signedScale && least <= 0 && most >= 0)
        ticks.push_back(0);
    std::ranges::sort(ticks);
    return ticks;
}

/// Whether powers of ten tell enough of a range: two of them at least on a log axis, and tens on an asinh axis.
bool showsPowers(AxisScale scale, double least, double most)
{
    switch (scale) {
    case AxisScale::Linear:
        return false;
    case AxisScale::Log:
        return std::floor(std::log10(most) + 1e-9) - std::ceil(std::log10(least) - 1e-9) >= 1;
    case AxisScale::Asinh:
        return std::max(std::abs(least), std::abs(most)) >= 10;
    }
    return false;
}

QString superscript(int number)
{
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString raised;
    for (const QChar c : QString::number(number))
        raised += c == u'-' ? QChar(u'⁻') : digits[c.digitValue()];
    return raised;
}

} // namespace

AxisTicker::AxisTicker(AxisScale scale, ColumnKind kind, const QCPAxis* axis)
    : m_scale(scale), m_kind(kind), m_axis(axis)
{
}

int AxisTicker::mostTicks(int widest) const
{
    // The room with its margins: the axes alone would depend on the labels that are to be chosen.
    const QRect room = m_axis->axisRect()->outerRect();
    const bool across = m_axis->orientation() == Qt::Horizontal;
    return std::clamp(across ? (room.width() - sideMargin) / widest : (room.height() - bottomMargin) / labelHeight, 2,
                      7);
}

QVector<double> AxisTicker::createTickVector(double, const QCPRange& range)
{
    const double least = fromAxis(m_scale, range.lower);
    const double most = fromAxis(m_scale, range.upper);
    m_span = most - least;
    if (!(m_span > 0) || !std::isfinite(m_span))
        return {};
    QVector<double> values;
    if (showsPowers(m_scale, least, most))
        values = powerTicks(least, most, m_scale == AxisScale::Asinh, mostTicks(labelWidth));
    else
        values = linearTicks(least, most, mostTicks(labelRoom(std::max(std::abs(least), std::abs(most)))));
    for (double& value : values)
        value = toAxis(m_scale, value);
    return values;
}

int AxisTicker::digitsOf(double value) const
{
    if (m_scale != AxisScale::Linear || m_kind == ColumnKind::Time)
        return 1;
    const double size = std::max(std::abs(value), m_span);
    return std::clamp(2 + static_cast<int>(std::ceil(std::log10(size / m_span))), 1, mostDigits);
}

int AxisTicker::labelRoom(double size) const
{
    return std::max(labelWidth, digitWidth * digitsOf(size) + (size >= 1e6 ? powerWidth : 0) + labelGap);
}

QVector<double> AxisTicker::createSubTickVector(int, const QVector<double>&)
{
    return {};
}

QString AxisTicker::getTickLabel(double tick, const QLocale& locale, QChar, int)
{
    double value = fromAxis(m_scale, tick);
    // Rounding on the way through the scale must not show.
    if (m_scale == AxisScale::Linear && std::abs(value) < 1e-9 * m_span)
        value = 0;
    if (m_kind == ColumnKind::Time) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value * 1000), Qt::UTC);
        return time.toString(m_span > 2 * 86400 ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("hh:mm:ss"));
    }
    const double size = std::abs(value);
    if (value != 0 && (size >= 1e6 || size < 1e-4)) {
        const int power = static_cast<int>(std::floor(std::log10(size) + 1e-9));
        const double mantissa = value / std::pow(10.0, power);
        const QString ten = QStringLiteral("10") + superscript(power);
        if (std::abs(std::abs(mantissa) - 1) < 1e-6)
            return value < 0 ? u'−' + ten : ten;
        return locale.toString(mantissa, 'g', std::max(4, digitsOf(value))) + u'·' + ten;
    }
    const int digits = m_scale == AxisScale::Linear ? std::max(4, digitsOf(value)) : 6;
    if (size < 1e4)
        return locale.toString(value, 'g', digits);
    const int whole = 1 + static_cast<int>(std::floor(std::log10(size)));
    return m_scale == AxisScale::Linear ? locale.toString(value, 'g', std::max(whole, digitsOf(value)))
                                        : locale.toString(value, 'f', 0);
}

} // namespace perimeter
