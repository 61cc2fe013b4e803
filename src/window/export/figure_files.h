// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/report/report.h"
#include "explorer/session/jobs.h"
#include "explorer/session/session.h"

#include <QObject>
#include <QString>

class QAction;
class QMainWindow;
class QMenu;

namespace perimeter {

/// What the window shows, written to files other than a figure: the frontiers' coordinates, a report. The actions are
/// the window's, for the command palette, and in a menu of the button that exports the figure.
class FigureFiles final : public QObject {
    Q_OBJECT

public:
    FigureFiles(Session& session, QMenu* menu, QMainWindow* window);

private:
    /// What a report is written from.
    struct Gathered {
        Outcome outcome;
        ReportInput input;
        QString path;
    };

    [[nodiscard]] static Expected<Gathered> gathered(const QString& path, Pipeline& pipeline,
                                                     const Exploration& exploration, Progress& progress);
    [[nodiscard]] QAction* add(const char* name, const QString& text, const QString& explanation);
    void askWhereToWriteFrontiers();
    void writeFrontiers(const QString& path);
    void askWhereToWriteReport();
    void gatherReport(const QString& path);
    void writeReport(const Expected<Gathered>& gathered);
    void tell(const QString& message);
    void showWhatCanBeDone();

    Session& m_session;
    QMainWindow* m_window;
    QAction* m_frontiers;
    QAction* m_report;
    JobRunner<Expected<QString>> m_frontierJobs; ///< to what is said of what was written
    JobRunner<Expected<Gathered>> m_reportJobs;
};

} // namespace perimeter
