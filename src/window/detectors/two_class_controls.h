// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace perimeter {

class NumberBox;

/// The switch of the two-class SVM, and its settings, seen while it is on.
class TwoClassControls final : public QWidget {
    Q_OBJECT

public:
    explicit TwoClassControls(Session& session, QWidget* parent = nullptr);

private:
    [[nodiscard]] QLabel* label(const QString& text, const QString& explanation, QWidget* buddy);
    [[nodiscard]] NumberBox* numberBox(const char* name, const QString& accessibleName);
    void showChoice();
    void takeSwitch(bool on);
    void takeChoice();

    Session& m_session;
    QCheckBox* m_switch;
    QWidget* m_settings;
    QComboBox* m_kernel;
    NumberBox* m_cost;
    QComboBox* m_weights;
    NumberBox* m_outlierWeight;
    NumberBox* m_inlierWeight;
    QWidget* m_given; ///< weights given by hand
};

} // namespace perimeter
