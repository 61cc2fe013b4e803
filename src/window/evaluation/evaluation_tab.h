// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/session/selection.h"
#include "explorer/session/session.h"
#include "explorer/studies/evaluation.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QModelIndex;
class QStackedWidget;
class QTableView;

namespace perimeter {

class Appearance;
class CurveChart;
class EvaluationModel;

/// The detectors held against labels: where these come from, what was found and missed, and the curves over every
/// threshold. A count selects its rows.
class EvaluationTab final : public QWidget {
    Q_OBJECT

public:
    EvaluationTab(Session& session, Selection& selection, const Appearance& appearance, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    /// Nothing is left of another source.
    void startOver();
    void evaluate();
    void takeReport(const Expected<EvaluationReport>& report);
    void takeColumns(const Expected<std::vector<std::string>>& columns);
    void showSource();
    void chooseSource();
    void showCurves();
    void say(const QString& sentence);
    void selectRowsOf(const QModelIndex& index);
    [[nodiscard]] QString countsText(const EvaluationReport& report) const;

    Session& m_session;
    Selection& m_selection;
    EvaluationModel* m_model;
    QComboBox* m_source;
    QLabel* m_counts;
    QLabel* m_sentence;
    QStackedWidget* m_pages;
    QTableView* m_table;
    CurveChart* m_roc;
    CurveChart* m_precisionRecall;
    std::vector<std::string> m_columns;         ///< that may be labels
    const Table::Content* m_searched = nullptr; ///< identity of the table they were looked for in
    JobRunner<Expected<std::vector<std::string>>> m_searching;
    JobRunner<Expected<EvaluationReport>> m_evaluating;
};

} // namespace perimeter
