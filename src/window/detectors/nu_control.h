// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/edit_step.h"

#include <QTimer>
#include <QWidget>

class QSlider;

namespace perimeter {

class NumberBox;

/// ν as a slider and a number. The slider is logarithmic from 0.001 to 1. A drag is one undo step and tells at most
/// once a frame, the newest value.
class NuControl final : public QWidget {
    Q_OBJECT

public:
    explicit NuControl(QWidget* parent = nullptr);

    [[nodiscard]] double nu() const { return m_nu; }
    /// Shows a value without telling of it.
    void setNu(double nu);

    /// ν at a place of the slider, 0 to `steps`, rounded to two significant digits; and the way back.
    static constexpr int steps = 300;
    [[nodiscard]] static double nuAt(int place);
    [[nodiscard]] static int placeOf(double nu);

Q_SIGNALS:
    void changed(double nu, perimeter::EditStep step);

private:
    void take(double nu);
    void tell();

    QSlider* m_slider;
    NumberBox* m_box;
    QTimer m_frame{this}; ///< runs while a frame's newest value waits to be told
    double m_nu = 0.15;
    double m_told = 0.15;
    EditStep m_step = EditStep::New;
};

} // namespace perimeter
