// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/models/watch.h"
#include "explorer/session/jobs.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace perimeter {

class Appearance;
class SuspiciousModel;
class WatchChart;

/// Watches a log against a model: its suspicious rows as they come, the newest rows against the frozen frontiers, and
/// whether the data have drifted from those the model was trained on.
class WatchTab final : public QWidget {
    Q_OBJECT

public:
    explicit WatchTab(const Appearance& appearance, QWidget* parent = nullptr);

public Q_SLOTS:
    void setModel(const QString& path);
    void setLog(const QString& path);

private:
    void chooseModel();
    void chooseLog();
    void showPaths();
    void setWatching(bool watching);
    void take(const WatchState& state);
    [[nodiscard]] QString countsText(const WatchState& state) const;
    [[nodiscard]] QString driftText(const WatchState& state) const;

    QString m_modelPath;
    QString m_modelProblem; ///< of the file chosen last
    QString m_logPath;
    QPushButton* m_chooseModel;
    QPushButton* m_chooseLog;
    QPushButton* m_watch;
    QLabel* m_counts;
    QLabel* m_drift;
    WatchChart* m_chart;
    QTableView* m_table;
    SuspiciousModel* m_suspicious;
    JobRunner<WatchState> m_jobs;
};

} // namespace perimeter
