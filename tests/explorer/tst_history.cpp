// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/history.h"
#include "support/test_registry.h"

#include <QTest>

using perimeter::History;

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoesAndRedoes()
    {
        History<int> history(1);
        QVERIFY(!history.canUndo());
        history.push(2);
        history.push(3);
        history.undo();
        QCOMPARE(history.current(), 2);
        history.undo();
        QCOMPARE(history.current(), 1);
        history.undo();
        QCOMPARE(history.current(), 1);
        history.redo();
        history.redo();
        QCOMPARE(history.current(), 3);
        QVERIFY(!history.canRedo());
    }

    void pushDropsWhatWasUndone()
    {
        History<int> history(1);
        history.push(2);
        history.undo();
        history.push(5);
        QVERIFY(!history.canRedo());
        history.undo();
        QCOMPARE(history.current(), 1);
    }

    void aDragIsOneStep()
    {
        History<int> history(1);
        history.push(2);
        for (int moved = 3; moved < 50; ++moved)
            history.amend(moved);
        QCOMPARE(history.current(), 49);
        history.undo();
        QCOMPARE(history.current(), 1);
    }

    void depthIsBounded()
    {
        History<int> history(0);
        for (int step = 1; step <= 5000; ++step)
            history.push(step);
        int steps = 0;
        while (history.canUndo()) {
            history.undo();
            ++steps;
        }
        QCOMPARE(steps, 999);
    }
};

PERIMETER_TEST(TestHistory, Core)
#include "tst_history.moc"
