// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/curves.h"
#include "window/parts/appearance.h"

#include <QtCharts/QChartView>

#include <optional>
#include <vector>

namespace perimeter {

/// Curves from 0 to 1 on both axes, one per detector in its hue: ROC or precision–recall.
class CurveChart final : public QChartView {
    Q_OBJECT

public:
    struct Line {
        QString name;
        QColor hue;
        Qt::PenStyle pen = Qt::SolidLine;
        Curve curve;
    };
    struct Words {
        QString title, x, y;
        QString explanation; ///< the tool tip
    };

    CurveChart(const Words& words, const Appearance& appearance, QWidget* parent = nullptr);

    void setLines(std::vector<Line> lines);
    /// The curve of guessing: from corner to corner, or at a height of its own; none when absent.
    void setGuessing(std::optional<Curve> guessing);

private:
    void draw();
    void addLine(const Curve& curve, const QPen& pen, const QString& name);

    Words m_words;
    const Appearance& m_appearance;
    std::vector<Line> m_lines;
    std::optional<Curve> m_guessing;
};

} // namespace perimeter
