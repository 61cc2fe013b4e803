// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline/memo.h"
#include "support/test_registry.h"

#include <QTest>

using perimeter::Memo;

class TestMemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasInserted()
    {
        Memo<int, int> memo(100);
        memo.insert(1, std::make_shared<const int>(10), 10);
        QVERIFY(memo.find(1));
        QCOMPARE(*memo.find(1), 10);
        QVERIFY(!memo.find(2));
    }

    void forgetsTheLeastRecentlyUsedFirst()
    {
        Memo<int, int> memo(30);
        for (int key = 1; key <= 3; ++key)
            memo.insert(key, std::make_shared<const int>(key), 10);
        QVERIFY(memo.find(1));
        memo.insert(4, std::make_shared<const int>(4), 10);
        QVERIFY(memo.find(1));
        QVERIFY(!memo.find(2));
        QCOMPARE(memo.bytes(), std::size_t{30});
    }

    void keepsTheNewestHoweverLarge()
    {
        Memo<int, int> memo(5);
        memo.insert(1, std::make_shared<const int>(1), 3);
        memo.insert(2, std::make_shared<const int>(2), 1000);
        QVERIFY(memo.find(2));
        QVERIFY(!memo.find(1));
    }
};

PERIMETER_TEST(TestMemo, Core)
#include "tst_memo.moc"
