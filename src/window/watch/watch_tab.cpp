// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/watch/watch_tab.h"

#include "explorer/models/model_document.h"
#include "explorer/models/model_reader.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/tables/table_export.h"
#include "window/tables/table_look.h"
#include "window/watch/suspicious_model.h"
#include "window/watch/watch_chart.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace perimeter {

namespace {

/// The job: the model read, the log watched.
void watchPaths(const std::string& model, const std::string& log, Progress& progress,
                const std::function<void(WatchState)>& deliver)
{
    Expected<TrainedModel> read = readModel(model);
    if (!read) {
        WatchState failed;
        failed.error = read.error();
        deliver(std::move(failed));
        return;
    }
    watch({.model = std::make_shared<const TrainedModel>(*std::move(read)), .source = {.path = log}}, progress,
          deliver);
}

} // namespace

WatchTab::WatchTab(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_chooseModel(new QPushButton(this)), m_chooseLog(new QPushButton(this)),
      m_watch(new QPushButton(tr("&Watch"), this)), m_counts(new QLabel(this)), m_drift(new QLabel(this)),
      m_chart(new WatchChart(appearance)), m_table(new QTableView), m_suspicious(new SuspiciousModel(this)),
      m_jobs({.arrived = [this](const WatchState& state) { take(state); },
              .progressed = [](double) {},
              .finished = [this] { setWatching(false); }})
{
    m_chooseModel->setObjectName(QStringLiteral("watchModelButton"));
    m_chooseModel->setToolTip(tr("The model that rows are scored by: a file that “Train model…” or "
                                 "perimeter train has written."));
    m_chooseLog->setObjectName(QStringLiteral("watchLogButton"));
    m_chooseLog->setToolTip(tr("The file whose rows are scored: from its beginning, and then as it "
                               "grows."));
    m_watch->setObjectName(QStringLiteral("watchButton"));
    m_watch->setCheckable(true);
    m_counts->setObjectName(QStringLiteral("watchCounts"));
    m_counts->setProperty("quiet", true);
    m_drift->setObjectName(QStringLiteral("watchDrift"));
    m_drift->setWordWrap(true);
    m_drift->setContentsMargins(12, 0, 12, 4);
    m_table->setObjectName(QStringLiteral("watchTable"));
    m_table->setAccessibleName(tr("Suspicious rows"));
    m_table->setModel(m_suspicious);
    applyTableLook(m_table);
    new TableExport(m_table);
    m_table->horizontalHeader()->setDefaultSectionSize(80);

    auto* const row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    for (QWidget* const widget : {static_cast<QWidget*>(m_chooseModel), static_cast<QWidget*>(m_chooseLog),
                                  static_cast<QWidget*>(m_watch), static_cast<QWidget*>(m_counts)})
        row->addWidget(widget);
    row->addStretch(1);
    auto* const split = new QSplitter;
    split->addWidget(m_chart);
    split->addWidget(m_table);
    split->setSizes({400, 600});
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_drift);
    column->addWidget(split, 1);

    connect(m_chooseModel, &QPushButton::clicked, this, &WatchTab::chooseModel);
    connect(m_chooseLog, &QPushButton::clicked, this, &WatchTab::chooseLog);
    connect(m_watch, &QPushButton::toggled, this, &WatchTab::setWatching);
    showPaths();
}

void WatchTab::setModel(const QString& path)
{
    // What is no model is told where it is chosen.
    const Expected<TrainedModel> model = readModel(path.toStdString());
    m_modelPath = model ? path : QString();
    m_modelProblem = model ? QString() : phrase(model.error());
    setWatching(false);
    showPaths();
}

void WatchTab::setLog(const QString& path)
{
    m_logPath = path;
    setWatching(false);
    showPaths();
}

void WatchTab::chooseModel()
{
    auto* const dialog = new QFileDialog(this, tr("Choose a model"), QString(), tr("Models (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &WatchTab::setModel);
    dialog->open();
}

void WatchTab::chooseLog()
{
    auto* const dialog = new QFileDialog(this, tr("Choose a log to watch"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &WatchTab::setLog);
    dialog->open();
}

void WatchTab::showPaths()
{
    const auto named = [](const QString& path, const QString& none, const QString& some) {
        return path.isEmpty() ? none : some.arg(QFileInfo(path).fileName());
    };
    m_chooseModel->setText(named(m_modelPath, tr("Choose a model…"), tr("Model: %1")));
    m_chooseLog->setText(named(m_logPath, tr("Choose a log…"), tr("Log: %1")));
    m_watch->setEnabled(!m_modelPath.isEmpty() && !m_logPath.isEmpty());
    if (!m_watch->isEnabled())
        m_drift->setText(!m_modelProblem.isEmpty()
                             ? m_modelProblem
                             : tr("Choose a model and a log: its rows are scored as they arrive, and those beyond the "
                                  "model's frontier are listed here."));
}

void WatchTab::setWatching(bool watching)
{
    m_watch->setChecked(watching);
    m_watch->setText(watching ? tr("Stop &watching") : tr("&Watch"));
    if (!watching) {
        m_jobs.cancel();
        return;
    }
    m_suspicious->clear();
    m_counts->clear();
    m_drift->clear();
    m_chart->show({});
    m_jobs.start([model = m_modelPath.toStdString(),
                  log = m_logPath.toStdString()](Progress& progress, const std::function<void(WatchState)>& deliver) {
        watchPaths(model, log, progress, deliver);
    });
}

void WatchTab::take(const WatchState& state)
{
    if (state.error) {
        m_drift->setText(phrase(*state.error));
        return;
    }
    m_counts->setText(countsText(state));
    m_drift->setText(driftText(state));
    m_suspicious->add(state);
    showWholeNames(m_table);
    m_chart->setVisible(state.plane.has_value());
    m_chart->show(state);
}

QString WatchTab::countsText(const WatchState& state) const
{
    const auto whole = [this](std::int64_t count) { return locale().toString(static_cast<qlonglong>(count)); };
    QString counts = tr("%1 rows read, %2 scored, %3 suspicious")
                         .arg(whole(state.counts.read), whole(state.counts.scored), whole(state.counts.suspicious));
    if (state.counts.filtered > 0)
        counts = tr("%1, %2 not kept by the preparation").arg(counts, whole(state.counts.filtered));
    const std::int64_t leftOut = state.counts.leftOut + state.brokenLines;
    return leftOut > 0 ? tr("%1, %2 left out").arg(counts, whole(leftOut)) : counts;
}

QString WatchTab::driftText(const WatchState& state) const
{
    QStringList notes;
    const auto percent = [this](double share) { return locale().toString(share * 100, 'f', 1); };
    for (std::size_t d = 0; d < state.drifts.size(); ++d) {
        const Drift& drift = state.drifts[d];
        if (drift.isClear())
            notes.append(tr("%1: %2 % of the newest %3 rows are outliers, where %4 % of the training rows were.")
                             .arg(nameOf(state.model->detectors[d].detector.kind), percent(drift.found),
                                  locale().toString(static_cast<qlonglong>(drift.rows)), percent(drift.expected)));
    }
    if (notes.isEmpty())
        return state.counts.scored > 0 ? tr("No drift: about as many of the newest rows are outliers as of the "
                                            "training rows.")
                                       : tr("Waiting for rows.");
    return tr("The data have drifted from those the model was trained on. %1").arg(notes.join(u' '));
}

} // namespace perimeter
