// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/models/watch.h"
#include "window/parts/appearance.h"

#include <QtCharts/QChartView>

class QScatterSeries;

namespace perimeter {

/// The newest rows of a watched log over two features: the model's frontiers, which stay, those learned anew from the
/// newest rows as dashed ghosts, and the rows themselves.
class WatchChart final : public QChartView {
    Q_OBJECT

public:
    explicit WatchChart(const Appearance& appearance, QWidget* parent = nullptr);

    void show(const WatchState& state);

private:
    void draw();
    void addFrontier(const Frontier& frontier, const QPen& pen, const QString& name);
    [[nodiscard]] QScatterSeries* addRows(bool outliers, const QColor& colour, double size);
    [[nodiscard]] QList<QPointF> newestRows(bool outliers) const;

    WatchState m_state;
    const Appearance& m_appearance;
};

} // namespace perimeter
