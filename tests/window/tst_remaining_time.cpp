// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"
#include "window/frame/remaining_time.h"

#include <QTest>

using namespace perimeter;
using namespace std::chrono_literals;

/// What is told of how long work will still take.
class TestRemainingTime final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortWorkHasNone()
    {
        RemainingTime remaining;
        remaining.take(0ms, 0);
        remaining.take(1500ms, 0.5);
        QVERIFY(!remaining.at(1500ms));
        QVERIFY(remaining.at(2500ms));
    }

    void steadyWorkEndsWhenItIsSaidTo()
    {
        RemainingTime remaining;
        for (int second = 0; second <= 6; ++second)
            remaining.take(second * 1s, second / 20.0);
        const std::optional<std::chrono::milliseconds> left = remaining.at(6s);
        QVERIFY(left && std::chrono::abs(*left - 14s) < 100ms);
    }

    void whatWentFastBeforeSaysNothingOfNow()
    {
        RemainingTime remaining;
        remaining.take(0ms, 0);
        remaining.take(100ms, 0.7);
        for (int second = 1; second <= 20; ++second)
            remaining.take(second * 1s, 0.7 + 0.01 * second);
        const std::optional<std::chrono::milliseconds> left = remaining.at(20s);
        QVERIFY(left && std::chrono::abs(*left - 10s) < 1s);
    }

    void workThatHardlyMovesHasNone()
    {
        RemainingTime remaining;
        remaining.take(0ms, 0);
        remaining.take(8s, 0.29);
        for (int second = 9; second <= 24; ++second)
            remaining.take(second * 1s, 0.3 + 0.0003 * second);
        QVERIFY(!remaining.at(24s));
    }

    void workThatStandsStillHasNone()
    {
        RemainingTime remaining;
        for (int second = 0; second <= 9; ++second)
            remaining.take(second * 1s, 0.4);
        remaining.take(10s, 0.1); // never goes back
        QVERIFY(!remaining.at(10s));
    }
};

PERIMETER_TEST(TestRemainingTime, Core)
#include "tst_remaining_time.moc"
