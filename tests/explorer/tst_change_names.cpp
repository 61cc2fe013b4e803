// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/change_names.h"

#include "random_exploration.h"
#include "support/test_registry.h"

#include <QtTest>

using namespace perimeter;

/// What undo says it takes back.
class TestChangeNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneChangeIsNamedWithItsValues()
    {
        Exploration before;
        before.settings.svm.nu = 0.15;
        Exploration after = before;
        after.settings.svm.nu = 0.05;
        QCOMPARE(nameOfChange(before, after), QStringLiteral("ν 0.15 → 0.05"));
        after = before;
        after.scaling = ScalingKind::Robust;
        QCOMPARE(nameOfChange(before, after), QStringLiteral("scaling standard → robust"));
        after = before;
        after.preparation.steps = {Where{"a > 1"}};
        QCOMPARE(nameOfChange(before, after), QStringLiteral("step added"));
        after.source.path = "elsewhere/other.csv";
        QCOMPARE(nameOfChange(before, after), QStringLiteral("open other.csv"));
    }

    void everyChangeHasAName()
    {
        RandomExploration random(11);
        for (int i = 0; i < 200; ++i) {
            const Exploration before = random.make("a.csv");
            const Exploration after = random.make("a.csv");
            QVERIFY(!nameOfChange(before, after).isEmpty());
            QVERIFY(nameOfChange(before, before).isEmpty());
        }
    }
};

PERIMETER_TEST(TestChangeNames, Core)
#include "tst_change_names.moc"
