// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/prediction/prediction_tab.h"

#include "explorer/storage/written_file.h"
#include "explorer/tables/experiment_table.h"
#include "explorer/wording/phrasing.h"
#include "window/prediction/prediction_controls.h"
#include "window/prediction/prediction_rows_model.h"
#include "window/prediction/study_columns.h"
#include "window/tables/table_export.h"
#include "window/tables/table_look.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyle>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace perimeter {

namespace {

constexpr int predictionControlsWidth = 304;

} // namespace

PredictionTab::PredictionTab(Session& session, Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_controls(new PredictionControls),
      m_run(new QPushButton(tr("Test"), this)), m_stop(new QToolButton(this)), m_copy(new QToolButton(this)),
      m_save(new QToolButton(this)), m_state(new QLabel(this)), m_note(new QLabel(this)), m_cell(new QLabel(this)),
      m_results(new QTableView(this)), m_model(new QStandardItemModel(this)), m_rows(new QTableView(this)),
      m_rowsModel(new PredictionRowsModel(this)),
      m_jobs({.arrived = [this](const Expected<Experiment>& experiment) { take(experiment); },
              .progressed =
                  [this](double share) {
                      showState(tr("Training and testing, %1 done.")
                                    .arg(locale().toString(share * 100, 'f', 0) + QStringLiteral(" %")),
                                true);
                  },
              .finished = [] {}})
{
    m_controls->setObjectName(QStringLiteral("panel"));
    auto* const area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(m_controls);
    area->setFixedWidth(std::max(predictionControlsWidth, m_controls->minimumSizeHint().width() +
                                                              area->verticalScrollBar()->sizeHint().width()));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(area);
    row->addLayout(makeTables(), 1);
    connect(m_run, &QPushButton::clicked, this, &PredictionTab::run);
    connect(m_stop, &QToolButton::clicked, this, [this] {
        m_jobs.cancel();
        showState(tr("Stopped."), false);
    });
    connect(m_save, &QToolButton::clicked, this, &PredictionTab::save);
    connect(m_results, &QTableView::clicked, this, &PredictionTab::openCell);
    connect(m_results, &QTableView::activated, this, &PredictionTab::openCell);
    connect(m_rows->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_selection.selectOnly(m_rowsModel->rowAt(index.row()));
    });
    connect(m_controls, &PredictionControls::studyTaken, this,
            [this] { m_session.edit(withStudySettings(m_session.exploration())); });
    connect(&m_session, &Session::outcomeChanged, this, &PredictionTab::follow);
    connect(&m_session, &Session::sourceChanged, this, &PredictionTab::startOver);
    connect(&m_session, &Session::explorationChanged, this, &PredictionTab::showNote);
    startOver();
}

QLayout* PredictionTab::makeTables()
{
    m_results->setObjectName(QStringLiteral("predictionTable"));
    m_results->setAccessibleName(tr("Outliers / inliers of the test rows"));
    m_results->setModel(m_model);
    applyTableLook(m_results);
    new TableExport(m_results);
    m_results->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_results->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rows->setObjectName(QStringLiteral("testRowsTable"));
    m_rows->setAccessibleName(tr("Test rows taken for outliers"));
    m_rows->setModel(m_rowsModel);
    applyTableLook(m_rows);
    new TableExport(m_rows);
    m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rows->horizontalHeader()->setDefaultSectionSize(96);
    m_note->setObjectName(QStringLiteral("predictionNote"));
    m_note->setProperty("quiet", true);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 4, 12, 4);
    m_note->hide();
    m_cell->setObjectName(QStringLiteral("testRowsHeading"));
    m_cell->setProperty("quiet", true);
    m_cell->setText(tr("A click on a cell, or Enter, lists its rows."));

    auto* const left = new QVBoxLayout;
    left->setSpacing(0);
    left->addLayout(makeButtons());
    left->addWidget(m_results, 1);
    left->addWidget(m_note);
    auto* const right = new QVBoxLayout;
    right->setSpacing(0);
    m_cell->setContentsMargins(12, 12, 12, 10);
    right->addWidget(m_cell);
    right->addWidget(m_rows, 1);
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(left, 3);
    row->addLayout(right, 2);
    return row;
}

QLayout* PredictionTab::makeButtons()
{
    m_run->setObjectName(QStringLiteral("predictButton"));
    m_run->setToolTip(tr("Train on some rows, test on the others, with the settings of the detectors and the scaling "
                         "as they are now."));
    m_stop->setObjectName(QStringLiteral("stopPredictionButton"));
    m_stop->setText(tr("Stop"));
    m_state->setObjectName(QStringLiteral("predictionState"));
    m_state->setProperty("quiet", true);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setObjectName(QStringLiteral("copyTableButton"));
    m_copy->setText(tr("Copy") + QStringLiteral(" ▾"));
    m_copy->setPopupMode(QToolButton::InstantPopup);
    auto* const menu = new QMenu(m_copy);
    menu->addAction(tr("As Markdown"), this, [this] { copy(TextFormat::Markdown); });
    menu->addAction(tr("As LaTeX (booktabs)"), this, [this] { copy(TextFormat::Latex); });
    menu->addAction(tr("As CSV, a line per result"), this, [this] { copy(TextFormat::Csv); });
    menu->addAction(tr("As JSON"), this, [this] { copy(TextFormat::Json); });
    m_copy->setMenu(menu);
    m_save->setObjectName(QStringLiteral("saveTableButton"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Write the table as Markdown, LaTeX, CSV or JSON."));
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_run);
    row->addWidget(m_stop);
    row->addWidget(m_state, 1);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    for (QToolButton* const button : {m_copy, m_save})
        button->setEnabled(false);
    return row;
}

void PredictionTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void PredictionTab::follow()
{
    const Outcome& outcome = m_session.outcome();
    if (!isVisible() || !outcome.table)
        return;
    m_controls->follow(outcome.exploration, *outcome.table);
}

void PredictionTab::run()
{
    const Outcome& outcome = m_session.outcome();
    const Exploration& exploration = m_session.exploration();
    if (!outcome.table || outcome.exploration.source != exploration.source ||
        outcome.exploration.preparation != exploration.preparation)
        return showState(tr("The rows are not there yet: their file or a step is still being read, or failed."), false);
    const Expected<ExperimentPlan> plan = m_controls->plan(exploration);
    if (!plan)
        return showState(phrase(plan.error()), false);
    if (const Expected<void> checked = check(*plan); !checked)
        return showState(phrase(checked.error()), false);
    if (plan->nus.empty() || plan->detectors.empty())
        return showState(tr("Type a ν and choose a detector first."), false);
    m_asked = {*outcome.table, exploration};
    showState(tr("Training and testing."), true);
    m_jobs.start([table = *outcome.table, plan = *plan](Progress& progress, const auto& deliver) {
        deliver(runExperiment(table, plan, progress));
    });
}

void PredictionTab::take(const Expected<Experiment>& experiment)
{
    if (!experiment)
        return showState(phrase(experiment.error()), false);
    m_experiment = *experiment;
    m_subject = m_asked;
    showState({}, false);
    showTable();
}

void PredictionTab::showTable()
{
    const TableText table = studyLayout(*m_experiment);
    m_rowsModel->clear();
    m_cell->setText(tr("A click on a cell, or Enter, lists its rows."));
    m_model->clear();
    for (const std::string& name : table.header)
        m_model->setHorizontalHeaderItem(m_model->columnCount(), new QStandardItem(text(name)));
    for (const std::vector<std::string>& row : table.rows) {
        QList<QStandardItem*> items;
        for (const std::string& cell : row) {
            items.append(new QStandardItem(text(cell)));
            if (items.size() > 1)
                items.back()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        m_model->appendRow(items);
    }
    quoteStudy(*m_model, *m_experiment, palette().brush(QPalette::PlaceholderText));
    m_results->resizeColumnsToContents();
    showNote();
    for (QToolButton* const button : {m_copy, m_save})
        button->setEnabled(true);
}

void PredictionTab::startOver()
{
    m_jobs.cancel();
    m_experiment.reset();
    m_subject.reset();
    m_asked.reset();
    m_model->clear();
    m_rowsModel->clear();
    m_cell->setText(tr("A click on a cell, or Enter, lists its rows."));
    m_note->hide();
    for (QToolButton* const button : {m_copy, m_save})
        button->setEnabled(false);
    showState(tr("No test yet."), false);
}

void PredictionTab::showNote()
{
    if (!m_experiment)
        return;
    const QStringList changes = changedSettings(m_subject->exploration, m_session.exploration());
    const QString note = noteUnder(*m_experiment);
    m_note->setText(changes.isEmpty() ? note
                                      : tr("These figures are of %1; press Test for those of now. %2")
                                            .arg(changes.join(QStringLiteral(", ")), note));
    m_note->setProperty("problem", !changes.isEmpty() || m_experiment->plan.testScaling == TestScaling::Own);
    // The style sheet reads the property again.
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
    m_note->show();
}

void PredictionTab::openCell(const QModelIndex& index)
{
    const std::size_t nus = m_experiment->plan.nus.size();
    const auto column = static_cast<std::size_t>(index.column());
    if (column < 1 || column > nus)
        return;
    const ExperimentResult& result = m_experiment->results[static_cast<std::size_t>(index.row()) * nus + column - 1];
    m_rowsModel->setResult(m_subject->table, m_experiment->testRows, result);
    QString heading = tr("%1 outliers of %2, ν = %3")
                          .arg(locale().toString(m_rowsModel->rowCount()), text(joinedNames(result.features)),
                               locale().toString(result.nu));
    if (result.outliers.size() > 1)
        heading = tr("%1, of the first split").arg(heading);
    m_cell->setText(heading);
}

void PredictionTab::showState(const QString& state, bool running)
{
    m_state->setText(state);
    m_state->setToolTip(state);
    m_stop->setVisible(running);
}

void PredictionTab::copy(TextFormat format)
{
    QApplication::clipboard()->setText(experimentText(*m_experiment, format));
    showState(tr("The table is on the clipboard."), false);
}

void PredictionTab::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the table"), QStringLiteral("prediction.md"),
                                                      tr("Markdown (*.md);;LaTeX (*.tex);;CSV (*.csv);;JSON (*.json)"));
    if (path.isEmpty())
        return;
    const Expected<void> written =
        writeText(path.toStdString(), experimentText(*m_experiment, textFormatOf(path)).toStdString());
    showState(written ? tr("The table was written to %1.").arg(path) : phrase(written.error()), false);
}

} // namespace perimeter
