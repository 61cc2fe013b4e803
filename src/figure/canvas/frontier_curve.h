// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/points/pane_plottable.h"
#include "figure/scene/scene.h"

namespace perimeter {

/// The learned frontiers of a pane, cut to the axes here: SVG knows no clipping.
class FrontierCurve final : public PanePlottable {
public:
    FrontierCurve(QCPAxis* xAxis, QCPAxis* yAxis);

    void setLines(std::vector<SceneLine> lines) { m_lines = std::move(lines); }
    void setTheme(const Theme& theme) { m_theme = theme; }
    /// A margin of paper lets the lines be seen where points of their own hue lie thick.
    void setMargin(bool margin) { m_margin = margin; }

protected:
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] std::vector<QPointF> corners(const Polyline& line) const;
    [[nodiscard]] QPainterPath clippedPath(const Frontier& frontier, bool exact) const;

    std::vector<SceneLine> m_lines;
    Theme m_theme;
    bool m_margin = false;
};

/// The pen of a frontier; provisional ones are dimmed.
[[nodiscard]] QPen frontierPen(const SceneLine& line);

} // namespace perimeter
