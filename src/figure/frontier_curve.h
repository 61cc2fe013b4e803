// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene.h"

#include <qcustomplot.h>

namespace perimeter {

/// The learned frontiers of a pane, cut to the axes here: SVG knows no clipping.
class FrontierCurve final : public QCPAbstractPlottable {
public:
    FrontierCurve(QCPAxis* xAxis, QCPAxis* yAxis);

    void setLines(std::vector<SceneLine> lines) { m_lines = std::move(lines); }
    void setTheme(const Theme& theme) { m_theme = theme; }
    /// A margin of paper lets the lines be seen where points of their own hue lie thick.
    void setMargin(bool margin) { m_margin = margin; }

    double selectTest(const QPointF& pos, bool onlySelectable, QVariant* details = nullptr) const override;
    QCPRange getKeyRange(bool& foundRange, QCP::SignDomain domain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool& foundRange, QCP::SignDomain domain = QCP::sdBoth,
                           const QCPRange& inKeyRange = QCPRange()) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    [[nodiscard]] QPainterPath clippedPath(const Frontier& frontier) const;

    std::vector<SceneLine> m_lines;
    Theme m_theme;
    bool m_margin = false;
};

/// The pen of a frontier; provisional ones are dimmed.
[[nodiscard]] QPen frontierPen(const SceneLine& line);

} // namespace perimeter
