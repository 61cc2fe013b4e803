// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/variations.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;
using Aspect = Variation::Aspect;

class TestVariations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void detectorsSideBySide()
    {
        const std::vector<PanePlan> panes = planPanes({});
        QCOMPARE(panes.size(), std::size_t{3});
        for (std::size_t i = 0; i < panes.size(); ++i) {
            QCOMPARE(panes[i].lines.size(), std::size_t{1});
            QCOMPARE(panes[i].lines.front().detector, allDetectors[i]);
        }
    }

    void detectorsOverEachOther()
    {
        Exploration exploration;
        exploration.panes = {};
        exploration.lines = {.aspect = Aspect::Detector};
        const std::vector<PanePlan> panes = planPanes(exploration);
        QCOMPARE(panes.size(), std::size_t{1});
        QCOMPARE(panes.front().lines.size(), std::size_t{3});
        QCOMPARE(panes.front().lines[1].detector, DetectorKind::RobustCovariance);
    }

    void scalingsAgainstNus()
    {
        Exploration exploration;
        exploration.panes = {.aspect = Aspect::Scaling, .scalings = {ScalingKind::None, ScalingKind::Robust}};
        exploration.lines = {.aspect = Aspect::Nu, .nus = {0.1, 0.2, 0.3}};
        const std::vector<PanePlan> panes = planPanes(exploration);
        QCOMPARE(panes.size(), std::size_t{2});
        QCOMPARE(panes[1].lines.size(), std::size_t{3});
        QCOMPARE(panes[1].lines[2].exploration.scaling, ScalingKind::Robust);
        QCOMPARE(panes[1].lines[2].exploration.settings.svm.nu, 0.3);
        QCOMPARE(panes[1].lines[2].detector, DetectorKind::OneClassSvm);
    }

    void emptyListStandsForTheUsualValues()
    {
        Exploration exploration;
        exploration.panes = {.aspect = Aspect::Kernel};
        QCOMPARE(planPanes(exploration).size(), std::size_t{4});
    }

    void axesSwapWhereNoneAreNamed()
    {
        Exploration exploration;
        exploration.x.column = "a";
        exploration.y.column = "b";
        exploration.panes = {.aspect = Aspect::Axes};
        const std::vector<PanePlan> panes = planPanes(exploration);
        QCOMPARE(panes[1].exploration.x.column, std::string("b"));
        QCOMPARE(panes[1].exploration.y.column, std::string("a"));
    }
};

PERIMETER_TEST(TestVariations, Core)
#include "tst_variations.moc"
