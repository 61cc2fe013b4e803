// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/evaluation/evaluation_tab.h"

#include "data/aggregates/label_columns.h"
#include "explorer/wording/phrasing.h"
#include "window/evaluation/curve_chart.h"
#include "window/evaluation/evaluation_model.h"
#include "window/tables/table_export.h"
#include "window/tables/table_look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

Curve lineBetween(CurvePoint from, CurvePoint to)
{
    return {.points = {from, to}, .area = (from.y + to.y) / 2};
}

CurveChart::Words rocWords()
{
    return {EvaluationTab::tr("ROC"), EvaluationTab::tr("false alarms"), EvaluationTab::tr("recall"),
            EvaluationTab::tr("The share of labelled outliers found (recall) against the share of labelled inliers "
                              "taken for outliers (false alarms), as the threshold moves inwards from the farthest "
                              "row. Guessing gives the dotted line.")};
}

CurveChart::Words precisionRecallWords()
{
    return {EvaluationTab::tr("Precision and recall"), EvaluationTab::tr("recall"), EvaluationTab::tr("precision"),
            EvaluationTab::tr("The share of rows taken for outliers that are labelled so (precision) against the "
                              "share of labelled outliers found (recall), as the threshold moves inwards from the "
                              "farthest row. Guessing gives the dotted line.")};
}

} // namespace

EvaluationTab::EvaluationTab(Session& session, Selection& selection, const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_model(new EvaluationModel(this)),
      m_source(new QComboBox(this)), m_counts(new QLabel(this)), m_sentence(new QLabel(this)),
      m_pages(new QStackedWidget(this)), m_table(new QTableView(this)),
      m_roc(new CurveChart(rocWords(), appearance, this)),
      m_precisionRecall(new CurveChart(precisionRecallWords(), appearance, this)),
      m_searching({.arrived = [this](const auto& columns) { takeColumns(columns); },
                   .progressed = [](double) {},
                   .finished = [] {}}),
      m_evaluating({.arrived = [this](const auto& report) { takeReport(report); },
                    .progressed = [](double) {},
                    .finished = [] {}})
{
    m_source->setObjectName(QStringLiteral("labelSourceCombo"));
    m_source->setAccessibleName(tr("Where labels come from"));
    m_source->setToolTip(
        tr("A column that holds 1 (or true) for outliers and 0 (or false) for inliers. Labels given by hand, to rows "
           "selected in the panes, go before those of the column."));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_counts->setObjectName(QStringLiteral("labelCounts"));
    m_counts->setProperty("quiet", true);
    m_counts->setToolTip(tr("Rows with a label, and those without one, which are not evaluated."));
    m_sentence->setObjectName(QStringLiteral("evaluationSentence"));
    m_sentence->setProperty("quiet", true);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_sentence->setMargin(12);
    m_table->setObjectName(QStringLiteral("evaluationTable"));
    m_table->setAccessibleName(tr("Evaluation"));
    m_table->setModel(m_model);
    applyTableLook(m_table);
    new TableExport(m_table);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    constexpr std::array widths = {208, 56, 64, 96, 64, 68, 76, 68, 80, 128};
    for (int part = 0; part < m_model->columnCount(); ++part)
        m_table->setColumnWidth(part, widths[static_cast<std::size_t>(part)]);
    m_roc->setObjectName(QStringLiteral("rocChart"));
    m_precisionRecall->setObjectName(QStringLiteral("precisionRecallChart"));

    auto* const from = new QLabel(tr("Labels from"), this);
    from->setBuddy(m_source);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(from);
    row->addWidget(m_source);
    row->addWidget(m_counts);
    row->addStretch(1);
    auto* const figures = new QWidget(this);
    auto* const across = new QHBoxLayout(figures);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(8);
    across->addWidget(m_table, 7);
    across->addWidget(m_roc, 2);
    across->addWidget(m_precisionRecall, 2);
    m_pages->addWidget(m_sentence);
    m_pages->addWidget(figures);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_pages, 1);

    connect(m_source, &QComboBox::currentIndexChanged, this, &EvaluationTab::chooseSource);
    connect(m_table, &QTableView::clicked, this, &EvaluationTab::selectRowsOf);
    connect(m_table, &QTableView::activated, this, &EvaluationTab::selectRowsOf);
    connect(&m_session, &Session::explorationChanged, this, &EvaluationTab::showSource);
    connect(&m_session, &Session::outcomeChanged, this, &EvaluationTab::refresh);
    connect(&m_session, &Session::sourceChanged, this, &EvaluationTab::startOver);
    showSource();
}

void EvaluationTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void EvaluationTab::startOver()
{
    m_searching.cancel();
    m_evaluating.cancel();
    m_searched = nullptr;
    m_columns.clear();
    showSource();
    say({});
}

void EvaluationTab::refresh()
{
    const Outcome& outcome = m_session.outcome();
    if (!isVisible() || !outcome.complete || !outcome.table ||
        outcome.exploration.source != m_session.exploration().source)
        return;
    if (&outcome.table->content() != m_searched) {
        m_searched = &outcome.table->content();
        m_searching.start([table = *outcome.table](Progress& progress, const auto& deliver) {
            deliver(columnsOfTwoClasses(table, progress));
        });
    }
    evaluate();
}

void EvaluationTab::evaluate()
{
    const Exploration& exploration = m_session.outcome().exploration;
    if (exploration.labels.isEmpty()) {
        m_evaluating.cancel();
        return say(tr("There are no labels yet. Choose a column that is 1 for outliers and 0 for inliers, or draw a "
                      "rectangle about rows in a pane (Shift and drag) and label them (right button of the mouse, or "
                      "Ctrl+Shift+O for outliers and Ctrl+Shift+I for inliers)."));
    }
    m_evaluating.start([pipeline = m_session.pipeline(), exploration](Progress& progress, const auto& deliver) {
        Expected<EvaluationReport> report = evaluateDetectors(*pipeline, exploration, progress);
        if (report || report.error().code != ErrorCode::Cancelled)
            deliver(std::move(report));
    });
}

void EvaluationTab::takeColumns(const Expected<std::vector<std::string>>& columns)
{
    // Where they cannot be read, the messages say so; rows can still be labelled by hand.
    m_columns = columns ? *columns : std::vector<std::string>();
    showSource();
}

void EvaluationTab::showSource()
{
    const std::string& chosen = m_session.exploration().labels.column;
    QStringList names = {tr("labels given by hand")};
    for (const std::string& column : m_columns)
        names.append(text(column));
    if (!chosen.empty() && std::ranges::find(m_columns, chosen) == m_columns.end())
        names.append(text(chosen));
    const QSignalBlocker blocker(m_source);
    m_source->clear();
    for (const QString& name : names)
        m_source->addItem(name, m_source->count() == 0 ? QString() : name);
    m_source->setCurrentIndex(std::max(0, m_source->findData(text(chosen))));
}

void EvaluationTab::chooseSource()
{
    Exploration exploration = m_session.exploration();
    exploration.labels.column = m_source->currentData().toString().toStdString();
    m_session.edit(exploration);
}

void EvaluationTab::takeReport(const Expected<EvaluationReport>& report)
{
    if (!report)
        return say(phrase(report.error()));
    const QModelIndex current = m_table->currentIndex();
    m_model->setReport(*report);
    m_table->setCurrentIndex(m_model->index(current.row(), current.column()));
    m_counts->setText(countsText(*report));
    showCurves();
    m_pages->setCurrentIndex(1);
}

void EvaluationTab::say(const QString& sentence)
{
    m_model->setReport(std::nullopt);
    m_counts->clear();
    m_sentence->setText(sentence);
    m_pages->setCurrentIndex(0);
}

QString EvaluationTab::countsText(const EvaluationReport& report) const
{
    const auto whole = [&](std::int64_t count) { return locale().toString(static_cast<qlonglong>(count)); };
    const Labels& labels = *report.labels;
    QStringList parts = {
        tr("labelled as outliers: %1, as inliers: %2").arg(whole(labels.outliers()), whole(labels.inliers())),
        tr("without a label: %1").arg(whole(labels.unlabelled))};
    const auto byHand = static_cast<std::int64_t>(labels.source.byHand.entries().size());
    if (byHand > 0)
        parts.append(labels.notUsed > 0
                         ? tr("by hand: %1, %2 of these filtered or left out").arg(whole(byHand), whole(labels.notUsed))
                         : tr("by hand: %1").arg(whole(byHand)));
    return parts.join(QStringLiteral(" · "));
}

void EvaluationTab::showCurves()
{
    const EvaluationReport& report = *m_model->report();
    std::vector<CurveChart::Line> roc, precisionRecall;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Evaluation* const evaluation = m_model->evaluation(i);
        // What a machine says of the rows it was taught flatters it: that curve is the dashed one.
        const bool isTaught = m_model->detector(i) == DetectorKind::TwoClassSvm && !m_model->isCrossValidated(i);
        CurveChart::Line line{.name = m_model->name(i),
                              .hue = hueOf(m_model->detector(i)),
                              .pen = isTaught ? Qt::DashLine : Qt::SolidLine,
                              .curve = {}};
        if (evaluation && evaluation->roc) {
            line.curve = *evaluation->roc;
            roc.push_back(line);
        }
        if (evaluation && evaluation->precisionRecall) {
            line.curve = *evaluation->precisionRecall;
            precisionRecall.push_back(line);
        }
    }
    const double share =
        static_cast<double>(report.labels->outliers()) / static_cast<double>(report.labels->points.size());
    m_roc->setGuessing(lineBetween({.x = 0, .y = 0}, {.x = 1, .y = 1}));
    m_precisionRecall->setGuessing(lineBetween({.x = 0, .y = share}, {.x = 1, .y = share}));
    m_roc->setLines(std::move(roc));
    m_precisionRecall->setLines(std::move(precisionRecall));
}

void EvaluationTab::selectRowsOf(const QModelIndex& index)
{
    if (const std::optional<std::vector<RowNumber>> rows = m_model->rowsOf(index))
        m_selection.list(*rows);
}

} // namespace perimeter
