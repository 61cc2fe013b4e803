// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/sweep.h"
#include "window/parts/appearance.h"

#include <QtCharts/QChartView>

#include <optional>
#include <vector>

class QXYSeries;

namespace perimeter {

/// The curves of a sweep as they grow: shares of the rows over what is swept, beside the bound that ν is. The value in
/// force is marked; the pointer, or the arrow keys, go along the values, and a click, or Enter, takes one.
class SweepChart final : public QChartView {
    Q_OBJECT

public:
    explicit SweepChart(const Appearance& appearance, QWidget* parent = nullptr);

    /// Starts over. `nu` is the bound where ν is not what is swept.
    void setPlan(const SweepPlan& plan, double nu);
    void addPoint(const SweepPoint& point);
    void setLogarithmic(bool logarithmic);
    /// The value in force; nothing where no number says it.
    void setCurrent(std::optional<double> value);

    /// The value under the pointer or the keys.
    [[nodiscard]] std::optional<double> pointed() const;
    /// The points nearest to a value: one, or one of each covariance; none where there are none.
    [[nodiscard]] std::vector<SweepPoint> pointsNear(double value) const;
    /// Where a value stands, in pixels of the widget.
    [[nodiscard]] QPointF placeOf(double value, double share) const;

Q_SIGNALS:
    void pointedChanged();
    void taken(double value);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rectangle) override;

private:
    /// A curve and what it shows of a point.
    struct Curve {
        QXYSeries* series;
        std::optional<double> (*share)(const SweepPoint&, double nu);
    };

    void draw();
    void drawAxes();
    void addCurve(const QString& name, const QPen& pen, std::optional<double> (*share)(const SweepPoint&, double nu));
    void fillCurves();
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double tallest() const;
    [[nodiscard]] std::size_t valuesArrived() const;
    [[nodiscard]] std::optional<std::size_t> indexAt(const QPointF& pixel) const;
    void point(std::optional<std::size_t> index);

    SweepPlan m_plan;
    double m_nu = 0;
    bool m_logarithmic = false;
    std::vector<double> m_values;
    std::vector<SweepPoint> m_points;
    std::vector<Curve> m_curves;
    std::optional<double> m_current;
    std::optional<std::size_t> m_pointed; ///< among the values
    double m_top = 0;                     ///< of the shares drawn
    const Appearance& m_appearance;
};

} // namespace perimeter
