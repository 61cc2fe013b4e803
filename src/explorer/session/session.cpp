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

/// The explorations whose one-class SVM learned from cells, each once per fit.
std::vector<Exploration> learnedFromCells(const Outcome& outcome)
{
    std::vector<const DetectorFit*> fits;
    std::vector<Exploration> explorations;
    for (const PaneOutcome& pane : outcome.panes) {
        for (const LineOutcome& line : pane.lines) {
            const DetectorFit* const fit = line.fit.get();
            if (!fit || !fit->svm() || !fit->binned || !fit->classes || std::ranges::find(fits, fit) != fits.end())
                continue;
            fits.push_back(fit);
            explorations.push_back(line.plan.exploration);
        }
    }
    return explorations;
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
    const auto measured = [this](const BinnedError& error) {
        m_binnedError = error;
        Q_EMIT binnedErrorChanged();
    };
    m_measuring = std::make_unique<JobRunner<BinnedError>>(
        JobRunner<BinnedError>::Callbacks{.arrived = measured, .progressed = [](double) {}, .finished = [] {}},
        QThread::LowestPriority);
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
    m_measuring->cancel();
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
    m_measuring->cancel();
    if (m_binnedError) {
        m_binnedError.reset();
        Q_EMIT binnedErrorChanged();
    }
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
    if (m_outcome.complete)
        measure();
}

void Session::measure()
{
    const std::vector<Exploration> explorations = learnedFromCells(m_outcome);
    if (explorations.empty())
        return;
    m_measuring->start([pipeline = m_pipeline, explorations](Progress& progress, const auto& deliver) {
        BinnedError worst;
        for (const Exploration& exploration : explorations) {
            const Expected<std::shared_ptr<const BinnedError>> error = pipeline->binnedError(exploration, progress);
            if (!error || !*error)
                return;
            if ((*error)->ofRho >= worst.ofRho)
                worst = **error;
        }
        deliver(worst);
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
