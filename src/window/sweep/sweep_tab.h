// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/session/selection.h"
#include "explorer/session/session.h"
#include "explorer/studies/point_depth.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <variant>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace perimeter {

class Appearance;
class NumberBox;
class SweepChart;

/// What happens to the shares of outliers and support vectors while ν, γ, the contamination or the kernel varies. It is
/// swept in the background while somebody looks, anew when something else than the swept value changes.
class SweepTab final : public QWidget {
    Q_OBJECT

public:
    SweepTab(Session& session, Selection& selection, const Appearance& appearance, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    using Arrival = std::variant<SweepPoint, Expected<Sweep>>;

    [[nodiscard]] QWidget* makeControls();
    void connectControls();
    void chooseOver();
    void showOver();
    [[nodiscard]] SweepPlan plan() const;
    void follow();
    void start();
    void stop();
    /// Nothing is left of another source.
    void startOver();
    void take(const Arrival& arrival);
    void takeSweep(const Expected<Sweep>& sweep);
    void takeValue(double value);
    void showCurrent();
    void showReading();
    void showState(const QString& state, bool running);
    void setDepth(std::shared_ptr<const PointDepth> depth);
    [[nodiscard]] std::optional<double> current() const;

    Session& m_session;
    Selection& m_selection;
    QComboBox* m_over;
    NumberBox* m_from;
    NumberBox* m_to;
    QSpinBox* m_steps;
    QCheckBox* m_logarithmic;
    QCheckBox* m_byDepth;
    SweepChart* m_chart;
    QLabel* m_reading;
    QLabel* m_state;
    QToolButton* m_stop;
    QToolButton* m_again;
    std::optional<std::pair<Exploration, SweepPlan>> m_swept; ///< what is shown, or on its way
    Sweep m_points;                                           ///< those in the chart
    std::shared_ptr<const PointDepth> m_sweptDepth;           ///< of the newest whole sweep over ν
    JobRunner<Arrival> m_jobs;
};

} // namespace perimeter
