// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QWidget>

#include <memory>

namespace perimeter {

namespace Ui {
class DetectorsPanel;
}

/// The settings of the detectors.
class DetectorsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DetectorsPanel(Session& session, QWidget* parent = nullptr);
    ~DetectorsPanel() override;

    void focusNu();

private:
    void fillControls();
    void connectControls();
    void showSettings();
    void enableFields(const Exploration& exploration);
    void explainFits();
    void take(const DetectorSettings& settings, EditStep step = EditStep::New);
    void takeGamma();
    void takeSvm();
    void takeContamination();
    void takeRobust();
    void takeBinning();

    Session& m_session;
    std::unique_ptr<Ui::DetectorsPanel> m_ui;
};

} // namespace perimeter
