// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/jobs.h"
#include "explorer/outcome.h"
#include "figure/export.h"

#include <QDialog>

#include <memory>
#include <string>

namespace perimeter {

namespace Ui {
class ExportDialog;
}

/// Takes the figure away as PDF, SVG or PNG. Its frontiers are traced anew for the size of the paper, in the
/// background; what goes wrong is said in the dialog, which then stays.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// `depth`: what the points are coloured by; null: by their classes.
    ExportDialog(std::shared_ptr<Pipeline> pipeline, const Outcome& outcome,
                 std::shared_ptr<const PointDepth> depth = nullptr, QWidget* parent = nullptr);
    ~ExportDialog() override;

    [[nodiscard]] QString path() const;

private:
    void connectControls();
    void followFormat();
    void chooseFile();
    void startExport();
    /// What the background has to give: the figure at the paper's size, and what it carries.
    struct Traced {
        Outcome outcome;
        std::string recipe;
    };
    [[nodiscard]] static Expected<Traced> trace(Pipeline& pipeline, const Exploration& exploration, PaneSize size,
                                                bool carriesRecipe, Progress& progress);
    void write(const Expected<Traced>& traced);
    void showProblem(const Error& error);
    void setBusy(bool busy);
    [[nodiscard]] ExportOptions options() const;

    std::unique_ptr<Ui::ExportDialog> m_ui;
    std::shared_ptr<Pipeline> m_pipeline;
    Exploration m_exploration;
    std::size_t m_panes;
    std::shared_ptr<const PointDepth> m_depth;
    JobRunner<Expected<Traced>> m_jobs;
};

} // namespace perimeter
