// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session.h"

namespace perimeter {

Session::Session(std::shared_ptr<Pipeline> pipeline, QObject* parent) : QObject(parent), m_pipeline(std::move(pipeline))
{
    const auto arrived = [this](const Expected<Outcome>& outcome) {
        if (outcome) {
            m_outcome = *outcome;
            m_error.reset();
            Q_EMIT outcomeChanged();
        } else if (outcome.error().code != ErrorCode::Cancelled) {
            m_error = outcome.error();
            Q_EMIT failed(*m_error);
        }
    };
    m_jobs = std::make_unique<JobRunner<Expected<Outcome>>>(
        JobRunner<Expected<Outcome>>::Callbacks{.arrived = arrived,
                                                .progressed = [this](double share) { Q_EMIT progressed(share); },
                                                .finished = [this] { setBusy(false); }});
}

Session::~Session() = default;

void Session::edit(const Exploration& exploration, Step step)
{
    if (exploration == m_history.current())
        return;
    if (step == Step::New)
        m_history.push(exploration);
    else
        m_history.amend(exploration);
    Q_EMIT explorationChanged();
    restart();
}

void Session::open(const Exploration& exploration)
{
    m_pipeline->forget();
    m_history.push(exploration);
    Q_EMIT explorationChanged();
    restart();
}

void Session::undo()
{
    if (!canUndo())
        return;
    m_history.undo();
    Q_EMIT explorationChanged();
    restart();
}

void Session::redo()
{
    if (!canRedo())
        return;
    m_history.redo();
    Q_EMIT explorationChanged();
    restart();
}

void Session::cancel()
{
    m_jobs->cancel();
    setBusy(false);
}

void Session::setPaneSize(PaneSize size)
{
    if (size == m_paneSize)
        return;
    m_paneSize = size;
    if (!exploration().source.path.empty())
        restart();
}

void Session::restart()
{
    setBusy(true);
    m_jobs->start([pipeline = m_pipeline, exploration = m_history.current(),
                   size = m_paneSize](Progress& progress, const JobRunner<Expected<Outcome>>::Deliver& deliver) {
        deliver(explore(*pipeline, exploration, size, progress, [&](const Outcome& outcome) { deliver(outcome); }));
    });
}

void Session::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace perimeter
