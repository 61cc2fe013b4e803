// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/progress.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;

/// Parts of a computation report as shares of the whole.
class TestProgress final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAreSharesOfTheWhole()
    {
        Recorded whole;
        ProgressPart half(whole, 0.5, 1);
        ProgressPart quarter(half, 0, 0.5);
        QVERIFY(half.advance(0.5));
        QCOMPARE(whole.share, 0.75);
        QVERIFY(quarter.advance(1));
        QCOMPARE(whole.share, 0.75);
        QVERIFY(quarter.advance(0));
        QCOMPARE(whole.share, 0.5);
    }

    void cancellingReachesTheParts()
    {
        Recorded whole;
        whole.isWanted = false;
        ProgressPart part(whole, 0, 1);
        QVERIFY(!part.advance(0.1));
        QVERIFY(NoProgress().advance(0.1));
    }

    void partsThatDoNotKnowLeaveTheShare()
    {
        Recorded whole;
        StillProgress still(whole);
        QVERIFY(still.moveTo(0.4));
        QVERIFY(still.advance(0.9));
        QCOMPARE(whole.share, 0.4);
        // Once stopped it stays so, for whoever asks next.
        whole.isWanted = false;
        QVERIFY(!still.advance(0));
        whole.isWanted = true;
        QVERIFY(!still.advance(0));
        QVERIFY(!still.moveTo(0.5));
    }

private:
    struct Recorded final : Progress {
        [[nodiscard]] bool advance(double now) override
        {
            share = now;
            return isWanted;
        }
        double share = 0;
        bool isWanted = true;
    };
};

PERIMETER_TEST(TestProgress, Core)
#include "tst_progress.moc"
