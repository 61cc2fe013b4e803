// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/profile.h"
#include "explorer/session/jobs.h"
#include "explorer/session/session.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace perimeter {

class Appearance;
class ColumnsModel;
class Histogram;

/// Every column with its profile, and the distribution of the chosen one. Profiles are counted in the background, once
/// per table, when somebody looks.
class ColumnsTab final : public QWidget {
    Q_OBJECT

public:
    ColumnsTab(Session& session, const Appearance& appearance, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    /// Nothing is left of another source.
    void startOver();
    void takeProfiles(const Expected<std::vector<ColumnProfile>>& profiles);
    void showHistogram();

    Session& m_session;
    ColumnsModel* m_model;
    QTableView* m_table;
    Histogram* m_histogram;
    QLabel* m_state;
    const Table::Content* m_profiled = nullptr; ///< identity of the table whose profiles are shown or on their way
    JobRunner<Expected<std::vector<ColumnProfile>>> m_jobs;
};

} // namespace perimeter
