// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

#include <functional>
#include <memory>

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

/// Runs one piece of work at a time on a thread of its own; the newest wins: starting cancels what runs, and nothing of
/// a superseded job arrives. Destruction cancels and waits. Callbacks come on the thread the runner lives in.
template <typename Result>
class JobRunner {
public:
    using Deliver = std::function<void(Result)>;
    /// Work hands over any number of results, the last one being its answer.
    using Work = std::function<void(Progress&, const Deliver&)>;

    struct Callbacks {
        Deliver arrived;
        std::function<void(double)> progressed;
        std::function<void()> finished; ///< of the newest job only, cancelled or not
    };

    explicit JobRunner(Callbacks callbacks, QThread::Priority priority = QThread::InheritPriority)
        : m_callbacks(std::move(callbacks))
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setThreadPriority(priority);
    }

    ~JobRunner()
    {
        if (m_watcher) {
            m_watcher->disconnect();
            m_watcher->cancel();
        }
        m_pool.waitForDone();
    }

    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    void start(Work work)
    {
        cancel();
        m_watcher = std::make_unique<QFutureWatcher<Result>>();
        QFutureWatcher<Result>* const watcher = m_watcher.get();
        QObject::connect(watcher, &QFutureWatcherBase::resultReadyAt, watcher, [this, watcher](int index) {
            if (watcher->future().resultCount() > index)
                m_callbacks.arrived(watcher->resultAt(index));
        });
        QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, watcher,
                         [this](int value) { m_callbacks.progressed(value / 1000.0); });
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [this] { m_callbacks.finished(); });
        watcher->setFuture(QtConcurrent::run(&m_pool, [work = std::move(work)](QPromise<Result>& promise) {
            PromiseProgress<Result> progress(promise);
            work(progress, [&promise](Result result) { promise.addResult(std::move(result)); });
        }));
    }

    /// Stops what runs; what it had still to deliver does not arrive.
    void cancel()
    {
        if (m_watcher) {
            m_watcher->disconnect();
            m_watcher->cancel();
            // The watcher may be the sender of the signal being handled.
            m_watcher.release()->deleteLater();
        }
    }

    [[nodiscard]] bool isRunning() const { return m_watcher && m_watcher->isRunning(); }

private:
    Callbacks m_callbacks;
    QThreadPool m_pool;
    std::unique_ptr<QFutureWatcher<Result>> m_watcher;
};

} // namespace perimeter
