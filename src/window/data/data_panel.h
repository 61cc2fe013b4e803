// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace perimeter {

namespace Ui {
class DataPanel;
}

class StepsPanel;

/// What is looked at: the file and its rows, their preparation, axes and scaling.
class DataPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DataPanel(Session& session, QWidget* parent = nullptr);
    ~DataPanel() override;

    void focusFilter();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectControls();
    void showExploration();
    /// The name of the file, as much of it as there is room for.
    void showFile();
    void showOutcome();
    void showRows();
    void showAxisChoices();
    void showProblem();

    void takeAxes();
    void takeScaling();

    Session& m_session;
    std::unique_ptr<Ui::DataPanel> m_ui;
    StepsPanel* m_steps = nullptr;
};

} // namespace perimeter
