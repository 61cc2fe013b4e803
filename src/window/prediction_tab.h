// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/experiment.h"
#include "explorer/jobs.h"
#include "explorer/report_table.h"
#include "explorer/session.h"

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
class TestRowsModel;

/// Trains on some rows and tests on the others: outliers and inliers of the test rows in the study's layout, the rows
/// behind every cell, and the table as text for documents.
class PredictionTab final : public QWidget {
    Q_OBJECT

public:
    explicit PredictionTab(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void rowSelected(std::optional<perimeter::RowNumber> row);

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class TextFormat { Markdown, Latex, Csv, Json };

    [[nodiscard]] QLayout* makeTables();
    [[nodiscard]] QLayout* makeButtons();
    void follow();
    void run();
    void take(const Expected<Experiment>& experiment);
    void showTable();
    void quoteStudy();
    void openCell(const QModelIndex& index);
    void showState(const QString& state, bool running);
    [[nodiscard]] QString asText(TextFormat format) const;
    void copy(TextFormat format);
    void save();

    Session& m_session;
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
    TestRowsModel* m_rowsModel;
    std::optional<Experiment> m_experiment;
    std::optional<Table> m_table; ///< that the experiment was made of
    std::optional<Table> m_asked; ///< that the newest is made of
    JobRunner<Expected<Experiment>> m_jobs;
};

} // namespace perimeter
