// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrent/QtConcurrentRun>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace perimeter {

/// Reports progress to a promise, and stops when it was cancelled.
template <typename Result>
class PromiseProgress final : public Progress {
public:
    explicit PromiseProgress(QPromise<Result>& promise) : m_promise(promise) { promise.setProgressRange(0, 1000); }

    [[nodiscard]] bool advance(double share) override
    {
        m_promise.setProgressValue(static_cast<int>(share * 1000));
        return !m_promise.isCanceled();
    }

private:
    QPromise<Result>& m_promise;
};

/// Runs one piece of work at a time on a thread of its own; the newest wins. What runs only for a moment may finish
/// first, so that a hand that moves faster than answers come still sees them; after that moment it is cancelled, and
/// nothing of it arrives any more. Destruction cancels and waits. Callbacks come on the thread the runner lives in.
template <typename Result>
class JobRunner {
public:
    using Deliver = std::function<void(Result)>;
    /// Work hands over any number of results, the last one being its answer.
    using Work = std::function<void(Progress&, const Deliver&)>;

    struct Callbacks {
        Deliver arrived;
        std::function<void(double)> progressed;
        std::function<void()> finished; ///< of the newest job only
    };

    explicit JobRunner(Callbacks callbacks, QThread::Priority priority = QThread::InheritPriority)
        : m_callbacks(std::move(callbacks))
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setThreadPriority(priority);
        m_moment.setSingleShot(true);
        QObject::connect(&m_moment, &QTimer::timeout, &m_moment, [this] { runWaiting(); });
    }

    ~JobRunner()
    {
        stop();
        m_pool.waitForDone();
    }

    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    void start(Work work)
    {
        m_waiting = std::move(work);
        const std::chrono::milliseconds left =
            moment - std::chrono::milliseconds(m_watcher ? m_age.elapsed() : moment.count());
        if (left <= std::chrono::milliseconds::zero())
            runWaiting();
        else if (!m_moment.isActive())
            m_moment.start(left);
    }

    /// Stops what runs and forgets what waits; what they had to deliver does not arrive.
    void cancel()
    {
        m_waiting = nullptr;
        stop();
    }

    [[nodiscard]] bool isRunning() const { return bool(m_watcher); }

private:
    static constexpr std::chrono::milliseconds moment{40};

    void runWaiting()
    {
        if (!m_waiting)
            return;
        stop();
        m_age.start();
        m_watcher = std::make_unique<QFutureWatcher<Result>>();
        QFutureWatcher<Result>* const watcher = m_watcher.get();
        QObject::connect(watcher, &QFutureWatcherBase::resultReadyAt, watcher, [this, watcher](int index) {
            if (watcher->future().resultCount() > index)
                m_callbacks.arrived(watcher->resultAt(index));
        });
        QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, watcher,
                         [this](int value) { m_callbacks.progressed(value / 1000.0); });
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [this] { finish(); });
        m_callbacks.progressed(0);
        watcher->setFuture(
            QtConcurrent::run(&m_pool, [work = std::exchange(m_waiting, nullptr)](QPromise<Result>& promise) {
                PromiseProgress<Result> progress(promise);
                work(progress, [&promise](Result result) { promise.addResult(std::move(result)); });
            }));
    }

    void finish()
    {
        stop();
        if (m_waiting)
            runWaiting();
        else
            m_callbacks.finished();
    }

    void stop()
    {
        m_moment.stop();
        if (!m_watcher)
            return;
        m_watcher->disconnect();
        m_watcher->cancel();
        // The watcher may be the sender of the signal being handled.
        m_watcher.release()->deleteLater();
    }

    Callbacks m_callbacks;
    QThreadPool m_pool;
    std::unique_ptr<QFutureWatcher<Result>> m_watcher; ///< of the job that runs
    QElapsedTimer m_age;                               ///< of that job
    Work m_waiting;                                    ///< the newest, if another still runs
    QTimer m_moment;                                   ///< when the waiting one's patience ends
};

} // namespace perimeter
