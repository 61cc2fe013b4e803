// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"
#include "field/plane.h"

#include <qcustomplot.h>

namespace perimeter {

/// Few and round ticks, labelled in original units, on an axis whose coordinates are those of an AxisScale: equidistant
/// numbers on a linear axis, powers of ten on a log or asinh axis, or 1, 2, 5 steps where less than two powers show.
class AxisTicker final : public QCPAxisTicker {
public:
    /// Ticks for `axis`, which says how much room there is.
    AxisTicker(AxisScale scale, ColumnKind kind, const QCPAxis* axis);

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QVector<double> createSubTickVector(int subTickCount, const QVector<double>& ticks) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    [[nodiscard]] int mostTicks(int widest) const;
    /// Pixels that a label of numbers of that size takes.
    [[nodiscard]] int labelRoom(double size) const;
    /// Significant digits that tell neighbouring ticks of a linear axis apart.
    [[nodiscard]] int digitsOf(double value) const;

    AxisScale m_scale;
    ColumnKind m_kind;
    const QCPAxis* m_axis;
    double m_span = 1;
};

} // namespace perimeter
