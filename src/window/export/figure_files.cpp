// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/figure_files.h"

#include "explorer/storage/written_file.h"
#include "explorer/tables/frontier_text.h"
#include "explorer/tables/whole_frontiers.h"
#include "figure/export/report_file.h"
#include "window/parts/message_time.h"
#include "window/parts/problem_box.h"
#include "window/parts/save_dialog.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QStatusBar>

namespace perimeter {

namespace {

Expected<QString> writtenFrontiers(const QString& path, Pipeline& pipeline, const Exploration& exploration,
                                   Progress& progress)
{
    const Expected<Outcome> outcome = exploreWhole(pipeline, exploration, progress);
    if (!outcome)
        return outcome.unexpected();
    PERIMETER_TRY(const std::string frontiers, frontierText(*outcome, path.toStdString()));
    const Expected<void> written = writeText(path.toStdString(), frontiers);
    if (!written)
        return written.unexpected();
    return (QStringList{FigureFiles::tr("The frontiers were written to %1.").arg(path)} + cutNotes(*outcome))
        .join(u' ');
}

} // namespace

FigureFiles::FigureFiles(Session& session, QMenu* menu, QMainWindow* window)
    : QObject(window), m_session(session), m_window(window),
      m_frontiers(add("actionSaveFrontiers", tr("Save frontiers…"),
                      tr("Write the coordinates of the learned frontiers in original units, as CSV or GeoJSON."))),
      m_report(add("actionWriteReport", tr("Write report…"),
                   tr("Write the figure, the data, every parameter, the counts and the outliers as one page: HTML or "
                      "PDF."))),
      m_frontierJobs({.arrived =
                          [this](const Expected<QString>& said) {
                              if (said)
                                  tell(*said);
                              else
                                  tellProblem(m_window, said.error());
                          },
                      .progressed = [](double) {},
                      .finished = [] {}}),
      m_reportJobs({.arrived = [this](const Expected<Gathered>& gathered) { writeReport(gathered); },
                    .progressed = [](double) {},
                    .finished = [] {}})
{
    menu->addSeparator();
    menu->addActions({m_frontiers, m_report});
    connect(m_frontiers, &QAction::triggered, this, &FigureFiles::askWhereToWriteFrontiers);
    connect(m_report, &QAction::triggered, this, &FigureFiles::askWhereToWriteReport);
    connect(&m_session, &Session::explorationChanged, this, &FigureFiles::showWhatCanBeDone);
    connect(&m_session, &Session::outcomeChanged, this, &FigureFiles::showWhatCanBeDone);
    showWhatCanBeDone();
}

QAction* FigureFiles::add(const char* name, const QString& text, const QString& explanation)
{
    auto* const action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(explanation);
    m_window->addAction(action);
    return action;
}

void FigureFiles::askWhereToWriteFrontiers()
{
    askWhereToSave(m_window,
                   {.title = tr("Save the frontiers"),
                    .name = saveName(m_session.exploration(), tr("frontiers")),
                    .formats = {{tr("CSV (*.csv)"), QStringLiteral("csv")},
                                {tr("GeoJSON (*.geojson)"), QStringLiteral("geojson")}}},
                   [this](const QString& path) { writeFrontiers(path); });
}

void FigureFiles::writeFrontiers(const QString& path)
{
    m_frontierJobs.start([path, pipeline = m_session.pipeline(), exploration = m_session.exploration()](
                             Progress& progress, const std::function<void(Expected<QString>)>& deliver) {
        deliver(writtenFrontiers(path, *pipeline, exploration, progress));
    });
}

void FigureFiles::askWhereToWriteReport()
{
    askWhereToSave(
        m_window,
        {.title = tr("Write a report"),
         .name = saveName(m_session.exploration(), tr("report")),
         .formats = {{tr("HTML (*.html)"), QStringLiteral("html")}, {tr("PDF (*.pdf)"), QStringLiteral("pdf")}}},
        [this](const QString& path) { gatherReport(path); });
}

void FigureFiles::gatherReport(const QString& path)
{
    if (const Expected<void> checked = checkReportPath(path.toStdString()); !checked)
        return tellProblem(m_window, checked.error());
    m_reportJobs.start([path, pipeline = m_session.pipeline(), exploration = m_session.exploration()](
                           Progress& progress, const std::function<void(Expected<Gathered>)>& deliver) {
        deliver(gathered(path, *pipeline, exploration, progress));
    });
}

Expected<FigureFiles::Gathered> FigureFiles::gathered(const QString& path, Pipeline& pipeline,
                                                      const Exploration& exploration, Progress& progress)
{
    PERIMETER_TRY(Outcome outcome,
                  explore(pipeline, exploration, reportPaneSize(planPanes(exploration).size()), progress));
    PERIMETER_TRY(ReportInput input, reportInput(pipeline, outcome.exploration, progress));
    input.date = QDate::currentDate();
    return Gathered{std::move(outcome), std::move(input), path};
}

void FigureFiles::writeReport(const Expected<Gathered>& gathered)
{
    const Expected<void> written = gathered ? perimeter::writeReport(gathered->outcome, gathered->input,
                                                                     m_window->locale(), gathered->path.toStdString())
                                            : gathered.unexpected();
    if (written)
        tell(tr("The report was written to %1.").arg(gathered->path));
    else
        tellProblem(m_window, written.error());
}

void FigureFiles::tell(const QString& message)
{
    m_window->statusBar()->showMessage(message, static_cast<int>(messageTime.count()));
}

void FigureFiles::showWhatCanBeDone()
{
    for (QAction* const action : {m_frontiers, m_report})
        action->setEnabled(m_session.outcome().complete && m_session.outcome().table);
}

} // namespace perimeter
