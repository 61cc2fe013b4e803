// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/split.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>

using namespace perimeter;

class TestSplit : public QObject {
    Q_OBJECT

private:
    static bool isWhole(const Split& split, std::size_t rows)
    {
        std::vector<std::size_t> all = split.train;
        all.insert(all.end(), split.test.begin(), split.test.end());
        std::ranges::sort(all);
        std::vector<std::size_t> expected(rows);
        std::iota(expected.begin(), expected.end(), std::size_t{0});
        return all == expected && std::ranges::is_sorted(split.train) && std::ranges::is_sorted(split.test);
    }

private Q_SLOTS:
    void theStudysShareOfItsRows()
    {
        const Split split = splitFirst(20'668, 0.75);
        QCOMPARE(split.train.size(), std::size_t{15'501});
        QCOMPARE(split.test.size(), std::size_t{5'167});
        QCOMPARE(split.train.back(), std::size_t{15'500});
        QCOMPARE(split.test.front(), std::size_t{15'501});
    }

    void shuffledByItsSeed()
    {
        const Split split = splitShuffled(1000, 0.3, 7);
        QVERIFY(isWhole(split, 1000));
        QCOMPARE(split.train.size(), std::size_t{300});
        QVERIFY(split == splitShuffled(1000, 0.3, 7));
        QVERIFY(split != splitShuffled(1000, 0.3, 8));
        // About as many from the second half as from the first.
        const auto late = std::ranges::count_if(split.train, [](std::size_t row) { return row >= 500; });
        QVERIFY(late > 110 && late < 190);
    }

    void thePastTrains()
    {
        const std::vector<double> times = {5, 1, 4, 1, 3, 2};
        const Split split = splitByKey(times, 0.5);
        QCOMPARE(split.train, (std::vector<std::size_t>{1, 3, 5}));
        QCOMPARE(split.test, (std::vector<std::size_t>{0, 2, 4}));
    }

    void groupsComeNearestToTheShare()
    {
        // 80 of 100 rows are one group, which 75 rows cannot hold.
        std::vector<std::string> groups(80, "most");
        for (int row = 0; row < 20; ++row)
            groups.push_back(std::to_string(row % 2));
        for (const std::uint64_t seed : {1, 2, 3}) {
            const Split split = splitByGroup(groups, 0.75, seed);
            QVERIFY(isWhole(split, groups.size()));
            QCOMPARE(split.train.size(), std::size_t{80});
        }
        // What fits is not the nearest: three small groups beside one of 86 rows.
        groups.assign(86, "most");
        for (int row = 0; row < 14; ++row)
            groups.push_back(std::to_string(row % 3));
        for (const std::uint64_t seed : {1, 2, 3})
            QCOMPARE(splitByGroup(groups, 0.75, seed).train.size(), std::size_t{86});
    }

    void noGroupOnBothSides()
    {
        std::vector<std::string> groups;
        for (int row = 0; row < 500; ++row)
            groups.push_back(std::to_string(row * row % 37));
        const Split split = splitByGroup(groups, 0.6, 3);
        QVERIFY(isWhole(split, groups.size()));
        QVERIFY(split.train.size() <= 300 && split.train.size() > 200);
        std::set<std::string> training;
        for (const std::size_t row : split.train)
            training.insert(groups[row]);
        for (const std::size_t row : split.test)
            QVERIFY(!training.contains(groups[row]));
    }
};

PERIMETER_TEST(TestSplit, Core)
#include "tst_split.moc"
