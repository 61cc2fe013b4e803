// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/step_counts.h"
#include "explorer/session/jobs.h"
#include "explorer/session/session.h"
#include "window/data/step_forms.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QMenu;

namespace perimeter {

namespace Ui {
class StepsPanel;
}

/// The preparation as a list of steps with the rows each leaves, and a field that edits one of them: the one selected,
/// one to be added, or else the filter. Every change is one step to undo.
class StepsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit StepsPanel(Session& session, QWidget* parent = nullptr);
    ~StepsPanel() override;

    void focusFilter();
    /// The last of its controls on the way of Tab.
    [[nodiscard]] QWidget* lastControl() const;

    /// Whether a step is known to be what stands in the way of the table.
    [[nodiscard]] bool hasProblem() const;
    /// Whether it is known yet.
    [[nodiscard]] bool isCounted() const { return m_counts.has_value(); }

Q_SIGNALS:
    void countsChanged();

protected:
    /// Escape leaves the step being edited for the filter.
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// What the field edits; a step to be added has no place yet.
    struct Target {
        StepKind kind = StepKind::Filter;
        std::optional<std::size_t> place = {};
        bool isNew = false;
    };
    using Counts = std::vector<Expected<StepCount>>;
    /// What is counted.
    struct Question {
        Source source;
        Preparation preparation;
        const Table::Content* shown; ///< identity of the table on screen: a file opened anew is counted anew
        bool operator==(const Question&) const = default;
    };

    void connectControls();
    void fillAddMenu();
    void showPreparation();
    void showEditor();
    void showButtons();
    [[nodiscard]] Question question() const;
    void count();
    void takeCounts(const Counts& counts);

    void edit(std::optional<std::size_t> place);
    void begin(StepKind kind);
    void take();
    void remove();
    void move(std::size_t from, std::size_t to);
    void addRecipe(const std::vector<PreparationStep>& steps);
    /// Makes it the session's, with the axes shown where it names none.
    void apply(const Preparation& preparation);
    [[nodiscard]] const Preparation& preparation() const { return m_session.exploration().preparation; }
    [[nodiscard]] StepInput input() const;
    [[nodiscard]] QWidget* field() const;

    Session& m_session;
    std::unique_ptr<Ui::StepsPanel> m_ui;
    QMenu* m_addMenu;
    Target m_target;
    std::optional<Preparation> m_shown; ///< what the list holds
    std::optional<Question> m_asked;    ///< what the counts are of
    std::optional<Counts> m_counts;     ///< nothing while they are on their way
    JobRunner<Counts> m_jobs;
};

} // namespace perimeter
