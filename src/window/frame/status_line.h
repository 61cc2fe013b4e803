// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/selection.h"
#include "explorer/session/session.h"
#include "window/frame/remaining_time.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace perimeter {

/// Rows, those selected, times and agreement in one line; progress and a way to cancel while something runs.
class StatusLine final : public QWidget {
    Q_OBJECT

public:
    StatusLine(Session& session, Selection& selection, QWidget* parent = nullptr);

private:
    void showOutcome();
    void showBusy(bool busy);
    void showSelection();
    void showProgress(double share);
    void showRemaining();
    [[nodiscard]] QString rowsText() const;
    [[nodiscard]] QString cellsText() const;
    [[nodiscard]] QString timesText() const;
    [[nodiscard]] QString agreementText() const;

    Session& m_session;
    Selection& m_selection;
    QLabel* m_rows;
    QLabel* m_selected;
    QLabel* m_cells;
    QLabel* m_times;
    QLabel* m_agreement;
    QLabel* m_left;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QTimer m_patience;    ///< work shorter than this shows no progress: it would only flicker
    QElapsedTimer m_busy; ///< since the work began that runs
    RemainingTime m_remaining;
    QTimer m_look; ///< tells of it
};

} // namespace perimeter
