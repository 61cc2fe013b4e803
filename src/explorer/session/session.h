// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/session/edit_step.h"
#include "explorer/session/history.h"
#include "explorer/session/jobs.h"

#include <QObject>

#include <memory>
#include <optional>

namespace perimeter {

/// One exploration at work: its value, its history, and the outcome that follows from it in the background. Controls
/// call edit(); what is on screen follows outcomeChanged().
class Session final : public QObject {
    Q_OBJECT

public:
    explicit Session(std::shared_ptr<Pipeline> pipeline, QObject* parent = nullptr);
    ~Session() override;

    [[nodiscard]] const Exploration& exploration() const { return m_history.current(); }
    [[nodiscard]] const Outcome& outcome() const { return m_outcome; }
    [[nodiscard]] const std::shared_ptr<Pipeline>& pipeline() const { return m_pipeline; }
    /// The error that kept the newest exploration from any picture.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool canUndo() const { return m_history.canUndo(); }
    [[nodiscard]] bool canRedo() const { return m_history.canRedo(); }
    /// What undo() would take back and redo() make again; empty where there is nothing.
    [[nodiscard]] QString undoName() const;
    [[nodiscard]] QString redoName() const;

public Q_SLOTS:
    /// Takes a new value; nothing happens where it equals the current one.
    void edit(const perimeter::Exploration& exploration, perimeter::EditStep step = perimeter::EditStep::New);
    /// Opens a source anew: axes, preparation and view start over, detectors stay as they are. The first one opened is
    /// where undoing ends.
    void open(const perimeter::Exploration& exploration);
    void undo();
    void redo();
    void cancel();
    void setPaneSize(perimeter::PaneSize size);

Q_SIGNALS:
    void explorationChanged();
    /// Another source, or the same read anew: what was worked out of the former is of no use any more.
    void sourceChanged();
    /// A new state of the outcome, complete or on its way.
    void outcomeChanged();
    void failed(const perimeter::Error& error);
    void progressed(double share);
    void busyChanged(bool busy);

private:
    /// Carries out a change of the exploration.
    void follow(const Source& former);
    void restart();
    /// Leaves no outcome of a source that is no longer the exploration's.
    void dropFormer();
    void take(const Outcome& outcome);
    void setBusy(bool busy);

    std::shared_ptr<Pipeline> m_pipeline;
    History<Exploration> m_history;
    Outcome m_outcome;
    std::optional<Error> m_error;
    PaneSize m_paneSize;
    bool m_busy = false;
    bool m_isFormer = false; ///< the outcome is of a source before the present one
    std::unique_ptr<JobRunner<Expected<Outcome>>> m_jobs;
};

} // namespace perimeter
