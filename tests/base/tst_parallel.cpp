// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace perimeter;

/// Work cut into pieces is all done, once.
class TestParallel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceIsVisitedOnce_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("least");
        for (const int count : {0, 1, 7, 64, 1000, 100'003})
            for (const int least : {1, 16, 200'000})
                QTest::addRow("%d by %d", count, least) << count << least;
    }

    void everyPlaceIsVisitedOnce()
    {
        QFETCH(int, count);
        QFETCH(int, least);
        std::vector<int> visits(static_cast<std::size_t>(count), 0);
        std::atomic<int> small = 0;
        inParallel(visits.size(), static_cast<std::size_t>(least), [&](std::size_t begin, std::size_t end) {
            QVERIFY(begin < end && end <= visits.size());
            small += end - begin < static_cast<std::size_t>(least) && end < visits.size() ? 1 : 0;
            for (std::size_t place = begin; place < end; ++place)
                ++visits[place];
        });
        QCOMPARE(std::accumulate(visits.begin(), visits.end(), 0), count);
        QVERIFY(std::ranges::all_of(visits, [](int each) { return each == 1; }));
        QCOMPARE(small.load(), 0);
    }

    void piecesOfPiecesStayOnTheirThread()
    {
        const std::size_t pieces = 8 * std::max(std::thread::hardware_concurrency(), 1U);
        std::atomic<std::size_t> elsewhere = 0;
        std::atomic<std::size_t> visits = 0;
        for (int turn = 0; turn < 2; ++turn)
            inParallel(pieces, 1, [&](std::size_t begin, std::size_t end) {
                for (std::size_t place = begin; place < end; ++place) {
                    const std::thread::id own = std::this_thread::get_id();
                    inParallel(100, 1, [&](std::size_t from, std::size_t to) {
                        elsewhere += std::this_thread::get_id() == own ? 0 : 1;
                        visits += to - from;
                    });
                }
            });
        QCOMPARE(visits.load(), 2 * pieces * 100);
        QCOMPARE(elsewhere.load(), std::size_t{0});
    }

    void throwingLeavesTheProcessorAsItWas()
    {
        // On one thread afterwards, work that waits for a second one would never end.
        const auto fails = [](std::size_t, std::size_t) { throw std::runtime_error("as wanted"); };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, inParallel(1000, 1, fails));
        if (std::thread::hardware_concurrency() < 2)
            QSKIP("One processor has no second thread.");
        std::barrier both(2);
        std::atomic<int> met = 0;
        inParallel(2, 1, [&](std::size_t, std::size_t) {
            both.arrive_and_wait();
            ++met;
        });
        QCOMPARE(met.load(), 2);
    }
};

PERIMETER_TEST(TestParallel, Core)
#include "tst_parallel.moc"
