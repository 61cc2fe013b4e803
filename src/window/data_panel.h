// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace perimeter {

namespace Ui {
class DataPanel;
}

/// What is looked at: the file and its rows, filter, derived columns, axes and scaling.
class DataPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DataPanel(Session& session, QWidget* parent = nullptr);
    ~DataPanel() override;

    void focusFilter();

private:
    void connectControls();
    void showExploration();
    void showOutcome();
    void showSteps();
    void showAxisChoices();
    void showProblem();

    void takeFilter();
    void takeDerived();
    void removeSelectedStep();
    void takeAxes();
    void takeScaling();

    /// The current value, with the axes it was shown with where it names none.
    [[nodiscard]] Exploration current() const;

    Session& m_session;
    std::unique_ptr<Ui::DataPanel> m_ui;
};

} // namespace perimeter
