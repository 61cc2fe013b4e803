// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/session/jobs.h"
#include "figure/export/export.h"

#include <QDialog>
#include <QPointer>

#include <memory>
#include <string>

namespace perimeter {

namespace Ui {
class ExportDialog;
}

/// Takes the figure away as PDF, SVG or PNG, or by the clipboard as all three, and shows before how it will be. Its
/// frontiers are traced anew for the size of the paper, in the background; what goes wrong is said in the dialog, which
/// then stays.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// `depth`: what the points are coloured by; null: by their classes.
    ExportDialog(std::shared_ptr<Pipeline> pipeline, const Outcome& outcome,
                 std::shared_ptr<const PointDepth> depth = nullptr, QWidget* parent = nullptr);
    /// Begins with the style that this exploration's figure had before, instead of that of the last export.
    void setStyle(const FigureStyle& style);
    ~ExportDialog() override;

    [[nodiscard]] QString path() const;
    [[nodiscard]] FigureStyle style() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class Purpose { Preview, Save, Copy };
    /// What the background has to give: the figure at the paper's size, and what it carries.
    struct Traced {
        Purpose purpose = Purpose::Preview;
        FigureStyle style;
        Outcome outcome;
        std::string recipe;
    };

    void fillControls();
    void connectControls();
    void fitScreen();
    void followStyle();
    void followFormat();
    void followPath();
    void chooseFile();
    void askToReplace();
    void clearNotes();
    void save();
    void start(Purpose purpose);
    [[nodiscard]] static Expected<Traced> trace(Pipeline& pipeline, const Exploration& exploration, Purpose purpose,
                                                const FigureStyle& style, bool carriesRecipe, Progress& progress);
    void take(const Expected<Traced>& traced);
    [[nodiscard]] Scene scene() const;
    void showPreview();
    void write(const std::string& recipe);
    void copy(const std::string& recipe);
    void showProblem(const QString& sentence);
    void setBusy(bool busy);
    [[nodiscard]] FigureFormat format() const;

    std::unique_ptr<Ui::ExportDialog> m_ui;
    std::shared_ptr<Pipeline> m_pipeline;
    Outcome m_outcome;
    std::shared_ptr<const PointDepth> m_depth;
    PaneSize m_traced;                    ///< for which the frontiers shown are traced
    Purpose m_purpose = Purpose::Preview; ///< of what was started last
    bool m_isSaving = false;              ///< or copying
    QString m_replaces;                   ///< a path that was chosen knowing what is there
    QPointer<QWidget> m_focused;
    JobRunner<Expected<Traced>> m_jobs;
};

} // namespace perimeter
