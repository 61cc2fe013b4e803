// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <numeric>
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
};

PERIMETER_TEST(TestParallel, Core)
#include "tst_parallel.moc"
