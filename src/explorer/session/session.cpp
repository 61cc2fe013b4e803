// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/session.h"

#include "base/stopwatch.h"
#include "explorer/wording/change_names.h"

#include <algorithm>

namespace perimeter {

namespace {

/// Between two states of a picture on its way, in milliseconds.
constexpr double moment = 40;

bool isSketched(const Outcome& outcome)
{
    return std::ranges::any_of(outcome.panes, [](const PaneOutcome& pane) {
        return std::ranges::any_of(pane.lines, [](const LineOutcome& line) { return line.rough; });
    });
}

} // namespace

Session::Session(std::shared_ptr<Pipeline> pipeline, QObject* parent) : QObject(parent), m_pipeline(std::move(pipeline))
{
    const auto arrived = [this](const Expected<Outcome>& outcome) {
        if (outcome) {
            take(*outcome);
        } else if (outcome.error().code != ErrorCode::Cancelled) {
            dropFormer();
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

void Session::edit(const Exploration& exploration, EditStep step)
{
    if (exploration == m_history.current())
        return;
    const Source former = m_history.current().source;
    if (step == EditStep::New)
        m_history.push(exploration);
    else
        m_history.amend(exploration);
    follow(former);
}

void Session::open(const Exploration& exploration)
{
    m_pipeline->forget();
    if (m_history.current().source.path.empty())
        m_history.amend(exploration);
    else
        m_history.push(exploration);
    follow({});
}

QString Session::undoName() const
{
    return nameOfChange(m_history.previous(), m_history.current());
}

QString Session::redoName() const
{
    return nameOfChange(m_history.current(), m_history.next());
}

void Session::undo()
{
    if (!canUndo())
        return;
    const Source former = m_history.current().source;
    m_history.undo();
    follow(former);
}

void Session::redo()
{
    if (!canRedo())
        return;
    const Source former = m_history.current().source;
    m_history.redo();
    follow(former);
}

void Session::cancel()
{
    m_jobs->cancel();
    dropFormer();
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

void Session::follow(const Source& former)
{
    const bool isOther = former != m_history.current().source;
    m_isFormer = m_isFormer || isOther;
    Q_EMIT explorationChanged();
    if (isOther)
        Q_EMIT sourceChanged();
    restart();
}

void Session::dropFormer()
{
    if (!m_isFormer)
        return;
    m_isFormer = false;
    m_outcome = {.exploration = m_history.current(), .table = {}, .panes = {}};
    Q_EMIT outcomeChanged();
}

void Session::restart()
{
    setBusy(true);
    m_jobs->start([pipeline = m_pipeline, exploration = m_history.current(),
                   size = m_paneSize](Progress& progress, const JobRunner<Expected<Outcome>>::Deliver& deliver) {
        // What comes within a moment comes at once, in one picture; but after a sketch the rest takes long.
        Stopwatch sinceLast;
        deliver(explore(*pipeline, exploration, size, progress, [&](const Outcome& outcome) {
            if (sinceLast.milliseconds() < moment && !isSketched(outcome))
                return;
            sinceLast = Stopwatch();
            deliver(outcome);
        }));
    });
}

void Session::take(const Outcome& outcome)
{
    m_outcome = outcome;
    m_isFormer = m_isFormer && outcome.exploration.source != exploration().source;
    m_error.reset();
    Q_EMIT outcomeChanged();
}

void Session::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace perimeter
