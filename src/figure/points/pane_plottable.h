// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace perimeter {

/// What a pane paints between its axes. Rows are selected through the canvas and ranges come from the scene, so what
/// QCustomPlot asks a plottable about both has the empty answer.
class PanePlottable : public QCPAbstractPlottable {
public:
    PanePlottable(QCPAxis* xAxis, QCPAxis* yAxis) : QCPAbstractPlottable(xAxis, yAxis) { setSelectable(QCP::stNone); }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& foundRange, QCP::SignDomain) const override
    {
        foundRange = false;
        return {};
    }
    QCPRange getValueRange(bool& foundRange, QCP::SignDomain, const QCPRange&) const override
    {
        foundRange = false;
        return {};
    }

protected:
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}
};

} // namespace perimeter
