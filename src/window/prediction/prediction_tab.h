// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/session/selection.h"
#include "explorer/session/session.h"
#include "explorer/studies/experiment.h"
#include "window/prediction/experiment_text.h"

#include <QWidget>

#include <optional>

class QLabel;
class QModelIndex;
class QPushButton;
class QStandardItemModel;
class QTableView;
class QToolButton;

namespace perimeter {

class PredictionControls;
class PredictionRowsModel;

/// Trains on some rows and tests on the others: outliers and inliers of the test rows in the study's layout, the rows
/// behind every cell, and the table as text for documents.
class PredictionTab final : public QWidget {
    Q_OBJECT

public:
    PredictionTab(Session& session, Selection& selection, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What an experiment is made of.
    struct Subject {
        Table table;
        Exploration exploration;
    };

    [[nodiscard]] QLayout* makeTables();
    [[nodiscard]] QLayout* makeButtons();
    void follow();
    void run();
    /// Nothing is left of another source.
    void startOver();
    /// The note under the table, and what has changed since it was made.
    void showNote();
    void take(const Expected<Experiment>& experiment);
    void showTable();
    void openCell(const QModelIndex& index);
    void showState(const QString& state, bool running);
    void copy(TextFormat format);
    void save();

    Session& m_session;
    Selection& m_selection;
    PredictionControls* m_controls;
    QPushButton* m_run;
    QToolButton* m_stop;
    QToolButton* m_copy;
    QToolButton* m_save;
    QLabel* m_state;
    QLabel* m_note;
    QLabel* m_cell;
    QTableView* m_results;
    QStandardItemModel* m_model;
    QTableView* m_rows;
    PredictionRowsModel* m_rowsModel;
    std::optional<Experiment> m_experiment;
    std::optional<Subject> m_subject; ///< of the experiment
    std::optional<Subject> m_asked;   ///< of the newest
    JobRunner<Expected<Experiment>> m_jobs;
};

} // namespace perimeter
