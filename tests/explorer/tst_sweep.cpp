// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "explorer/sessions_file.h"
#include "explorer/studies/sweep.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace perimeter;

/// Sweeps fit values side by side; nothing of that is to be seen in what they answer.
class TestSweep : public QObject {
    Q_OBJECT

private:
    static constexpr int steps = 9;
    QTemporaryDir m_folder;
    NoProgress m_progress;

    static SweepPlan plan(SweepPlan::Over over) { return {.over = over, .from = 0.02, .to = 0.2, .steps = steps}; }

    /// The points in the order in which they arrived, and the sweep.
    std::pair<std::vector<SweepPoint>, Expected<Sweep>> sweep(const SweepPlan& plan, Progress& progress,
                                                              std::int64_t mostHeld = mostHeldRows)
    {
        Pipeline pipeline(std::size_t{64} << 20, mostHeld);
        Exploration exploration = sessionsIn(m_folder);
        exploration.binning.threshold = mostHeld;
        std::vector<SweepPoint> arrived;
        Expected<Sweep> done =
            runSweep(pipeline, exploration, plan, progress, [&](const SweepPoint& point) { arrived.push_back(point); });
        return {arrived, std::move(done)};
    }

private Q_SLOTS:
    void pointsArriveInTheirOrder_data()
    {
        QTest::addColumn<int>("over");
        QTest::addColumn<std::int64_t>("mostHeld");
        QTest::newRow("nu") << int(SweepPlan::Over::Nu) << mostHeldRows;
        QTest::newRow("nu, rows not held") << int(SweepPlan::Over::Nu) << std::int64_t{1000};
        QTest::newRow("gamma") << int(SweepPlan::Over::Gamma) << mostHeldRows;
        QTest::newRow("contamination") << int(SweepPlan::Over::Contamination) << mostHeldRows;
    }

    void pointsArriveInTheirOrder()
    {
        QFETCH(int, over);
        QFETCH(std::int64_t, mostHeld);
        const SweepPlan swept = plan(static_cast<SweepPlan::Over>(over));
        const auto [arrived, done] = sweep(swept, m_progress, mostHeld);
        QVERIFY_EXPECTED(done);
        const std::vector<DetectorKind> detectors = sweptDetectors(swept.over);
        QCOMPARE(arrived.size(), steps * detectors.size());
        QCOMPARE(done->points.size(), arrived.size());
        const std::vector<double> values = swept.values();
        for (std::size_t point = 0; point < arrived.size(); ++point) {
            QCOMPARE(arrived[point].value, values[point / detectors.size()]);
            QCOMPARE(arrived[point].detector, detectors[point % detectors.size()]);
            QVERIFY(!arrived[point].error);
            QCOMPARE(done->points[point].outliers, arrived[point].outliers);
        }
    }

    void findsWhatFitsAloneFind()
    {
        const SweepPlan swept = plan(SweepPlan::Over::Nu);
        const auto [arrived, done] = sweep(swept, m_progress);
        QVERIFY_EXPECTED(done);
        for (const SweepPoint& point : arrived) {
            Pipeline alone;
            const Exploration exploration = withSwept(sessionsIn(m_folder), swept.over, point.value);
            const auto fit = alone.fit(exploration, DetectorKind::OneClassSvm, m_progress);
            QVERIFY_EXPECTED(fit);
            QVERIFY(std::abs(*point.level - (*fit)->svm()->rho) <= 1e-6 * (*fit)->svm()->rho);
            QVERIFY(std::abs(*point.outliers - (*fit)->classes->outliers) <= 2);
        }
    }

    void isTheSameEveryTime()
    {
        const auto [first, firstDone] = sweep(plan(SweepPlan::Over::Nu), m_progress);
        const auto [second, secondDone] = sweep(plan(SweepPlan::Over::Nu), m_progress);
        QVERIFY_EXPECTED(firstDone);
        QVERIFY_EXPECTED(secondDone);
        QVERIFY(std::ranges::equal(first, second, {}, &SweepPoint::level, &SweepPoint::level));
        QVERIFY(std::ranges::equal(first, second, {}, &SweepPoint::supportVectors, &SweepPoint::supportVectors));
        QVERIFY(firstDone->depth == secondDone->depth);
    }

    void cancelsAnywhere()
    {
        for (const double share : {0.05, 0.15, 0.5, 0.85}) {
            testing::StopAt progress(share);
            const auto [arrived, done] = sweep(plan(SweepPlan::Over::Nu), progress);
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::Cancelled);
            // What has arrived is the beginning, and stays.
            QVERIFY(arrived.size() < std::size_t{steps});
            QVERIFY(share < 0.5 || !arrived.empty());
            for (std::size_t point = 0; point < arrived.size(); ++point)
                QCOMPARE(arrived[point].value, plan(SweepPlan::Over::Nu).values()[point]);
        }
    }
};

PERIMETER_TEST(TestSweep, Core)
#include "tst_sweep.moc"
