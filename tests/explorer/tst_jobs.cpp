// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/jobs.h"
#include "support/test_registry.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>

using perimeter::JobRunner;
using perimeter::Progress;

class TestJobs : public QObject {
    Q_OBJECT

private:
    struct Seen {
        std::vector<int> arrived;
        double progress = -1;
        int finished = 0;
        JobRunner<int>::Callbacks callbacks()
        {
            return {.arrived = [this](int value) { arrived.push_back(value); },
                    .progressed = [this](double share) { progress = share; },
                    .finished = [this] { ++finished; }};
        }
    };

private Q_SLOTS:
    void finishes()
    {
        Seen seen;
        JobRunner<int> runner(seen.callbacks());
        runner.start([](Progress& progress, const JobRunner<int>::Deliver& deliver) {
            deliver(1);
            if (progress.advance(0.5))
                deliver(2);
        });
        QTRY_COMPARE(seen.finished, 1);
        QCOMPARE(seen.arrived, (std::vector<int>{1, 2}));
        QCOMPARE(seen.progress, 0.5);
    }

    void newestWins()
    {
        Seen seen;
        JobRunner<int> runner(seen.callbacks());
        std::atomic<bool> stopped = false;
        QSemaphore started;
        runner.start([&](Progress& progress, const JobRunner<int>::Deliver& deliver) {
            started.release();
            while (progress.advance(0))
                std::this_thread::yield();
            stopped = true;
            deliver(1);
        });
        started.acquire();
        runner.start([](Progress&, const JobRunner<int>::Deliver& deliver) { deliver(2); });
        QTRY_COMPARE(seen.finished, 1);
        QVERIFY(stopped);
        QCOMPARE(seen.arrived, std::vector<int>{2});
    }

    /// Answers that take a moment arrive although the next question is asked before.
    void handSeesAnswersOnTheWay()
    {
        Seen seen;
        JobRunner<int> runner(seen.callbacks());
        QSemaphore started, mayEnd;
        runner.start([&](Progress&, const JobRunner<int>::Deliver& deliver) {
            started.release();
            mayEnd.acquire();
            deliver(1);
        });
        started.acquire();
        for (const int question : {2, 3, 4})
            runner.start([question](Progress&, const JobRunner<int>::Deliver& deliver) { deliver(question); });
        mayEnd.release();
        QTRY_COMPARE(seen.finished, 1);
        QCOMPARE(seen.arrived, (std::vector<int>{1, 4}));
    }

    void cancelForgetsWhatWaits()
    {
        Seen seen;
        JobRunner<int> runner(seen.callbacks());
        QSemaphore started, stopped;
        runner.start([&](Progress& progress, const JobRunner<int>::Deliver&) {
            started.release();
            while (progress.advance(0))
                std::this_thread::yield();
            stopped.release();
        });
        started.acquire();
        runner.start([](Progress&, const JobRunner<int>::Deliver& deliver) { deliver(2); });
        runner.cancel();
        stopped.acquire();
        QVERIFY(!runner.isRunning());
        runner.start([](Progress&, const JobRunner<int>::Deliver& deliver) { deliver(3); });
        QTRY_COMPARE(seen.finished, 1);
        QCOMPARE(seen.arrived, std::vector<int>{3});
    }

    void cancels()
    {
        Seen seen;
        JobRunner<int> runner(seen.callbacks());
        QSemaphore started, stopped;
        runner.start([&](Progress& progress, const JobRunner<int>::Deliver& deliver) {
            started.release();
            while (progress.advance(0))
                std::this_thread::yield();
            deliver(1);
            stopped.release();
        });
        started.acquire();
        runner.cancel();
        stopped.acquire();
        QCoreApplication::processEvents();
        QVERIFY(seen.arrived.empty());
        QCOMPARE(seen.finished, 0);
    }

    void destroyedMidRun()
    {
        Seen seen;
        bool stopped = false;
        {
            JobRunner<int> runner(seen.callbacks());
            QSemaphore started;
            runner.start([&](Progress& progress, const JobRunner<int>::Deliver& deliver) {
                started.release();
                while (progress.advance(0))
                    std::this_thread::yield();
                stopped = true;
                deliver(1);
            });
            started.acquire();
        }
        QVERIFY(stopped);
        QCoreApplication::processEvents();
        QVERIFY(seen.arrived.empty());
    }
};

PERIMETER_TEST(TestJobs, Core)
#include "tst_jobs.moc"
