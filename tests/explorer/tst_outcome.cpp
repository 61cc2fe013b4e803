// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "explorer/pipeline/outcome.h"
#include "support/paths.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace perimeter;

class TestOutcome : public QObject {
    Q_OBJECT

private:
    NoProgress m_progress;

    static Exploration stars()
    {
        Exploration exploration;
        exploration.source.path = testing::sourceFile("resources/samples/starsCYG.csv").toStdString();
        exploration.x.column = "log.Te";
        exploration.y.column = "log.light";
        return exploration;
    }

private Q_SLOTS:
    void threeFrontiersSideBySide()
    {
        Pipeline pipeline;
        const Expected<Outcome> outcome = explore(pipeline, stars(), {200, 200}, m_progress);
        QVERIFY_EXPECTED(outcome);
        QVERIFY(outcome->complete);
        QCOMPARE(outcome->panes.size(), std::size_t{3});
        for (const PaneOutcome& pane : outcome->panes) {
            const LineOutcome& line = pane.lines.front();
            QVERIFY(!line.error);
            QVERIFY(line.fit && line.fit->classes);
            QVERIFY(line.frontier && !line.frontier->frontier.empty());
        }
        const std::optional<double> agreed = agreement(*outcome);
        QVERIFY(agreed && *agreed > 0.5 && *agreed <= 1);
    }

    void arrivesStepByStepCheapestFirst()
    {
        Pipeline pipeline;
        std::vector<std::array<bool, 3>> fitted;
        const auto arrived = [&](const Outcome& outcome) {
            std::array<bool, 3> now{};
            for (std::size_t i = 0; i < 3; ++i)
                now[i] = outcome.panes[i].lines.front().fit != nullptr;
            fitted.push_back(now);
        };
        QVERIFY_EXPECTED(explore(pipeline, stars(), {100, 100}, m_progress, arrived));
        const std::vector<std::array<bool, 3>> expected = {
            {false, false, false}, {false, false, true}, {false, true, true}};
        QVERIFY(fitted == expected);
    }

    void anErrorOfOneDetectorStaysWithIt()
    {
        Pipeline pipeline;
        Exploration exploration = stars();
        exploration.scaling = ScalingKind::None;
        exploration.panes = {.aspect = Variation::Aspect::Scaling, .scalings = {ScalingKind::None}};
        exploration.x.column = "no such column";
        const Expected<Outcome> outcome = explore(pipeline, exploration, {100, 100}, m_progress);
        QVERIFY_EXPECTED(outcome);
        QVERIFY(outcome->panes.front().error);
        QCOMPARE(outcome->panes.front().error->code, ErrorCode::UnknownColumn);
    }

    void badSettingsFailBeforeTheFileIsTouched()
    {
        Pipeline pipeline;
        Exploration exploration = stars();
        exploration.source.path = "no such file.csv";
        exploration.settings.svm.nu = 1.5;
        const Expected<Outcome> outcome = explore(pipeline, exploration, {100, 100}, m_progress);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::NuOutOfRange);
    }

    void cancels()
    {
        Pipeline pipeline;
        testing::StopAt halfway(0.5);
        const Expected<Outcome> outcome = explore(pipeline, stars(), {100, 100}, halfway);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        // What was cancelled is not remembered as an answer.
        QVERIFY_EXPECTED(explore(pipeline, stars(), {100, 100}, m_progress));
    }

    void anExactFitShowsItsLineAndEquation()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("line.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b\n1,3\n2,5\n3,7\n4,9\n5,11\n6,13\n9,1\n8,3\n");
        file.close();
        Exploration exploration;
        exploration.source.path = file.fileName().toStdString();
        Pipeline pipeline;
        const Expected<Outcome> outcome = explore(pipeline, exploration, {100, 100}, m_progress);
        QVERIFY_EXPECTED(outcome);
        const LineOutcome& robust = outcome->panes[1].lines.front();
        QVERIFY(robust.fit && robust.fit->robust()->exactFit);
        QVERIFY(!robust.fit->classes);
        QCOMPARE(robust.fit->notices.front().arguments.back(), std::string("b = 2·a + 1"));
        QCOMPARE(robust.frontier->frontier.size(), std::size_t{1});
        for (const PlanePoint& point : robust.frontier->frontier.front().points)
            QVERIFY(std::abs(point.y - 2 * point.x - 1) < 1e-6);
    }

    void aViewBoundsThePlane()
    {
        Pipeline pipeline;
        Exploration exploration = stars();
        exploration.view = View{3, 5, 1, 8};
        exploration.y.scale = AxisScale::Log;
        const Expected<Outcome> outcome = explore(pipeline, exploration, {100, 100}, m_progress);
        QVERIFY_EXPECTED(outcome);
        QCOMPARE(outcome->panes.front().plane.xMin, 3.0);
        QCOMPARE(outcome->panes.front().plane.yMin, 0.0);
        QCOMPARE(outcome->panes.front().plane.yMax, std::log10(8.0));
    }
};

PERIMETER_TEST(TestOutcome, Core)
#include "tst_outcome.moc"
