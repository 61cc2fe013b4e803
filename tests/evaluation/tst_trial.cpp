// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/trial.h"

#include "expected_test.h"
#include "support/test_registry.h"

#include <QTest>

#include <random>

using namespace perimeter;

class TestTrial : public QObject {
    Q_OBJECT

private:
    NoProgress m_progress;

    static RowMatrix cloud(Eigen::Index rows, Eigen::Index columns, double shift, unsigned seed)
    {
        std::mt19937_64 random(seed);
        std::normal_distribution<double> normal(shift, 1);
        RowMatrix points(rows, columns);
        for (double& value : points.reshaped())
            value = normal(random);
        return points;
    }

private Q_SLOTS:
    void trainingRowsObeyNu_data()
    {
        QTest::addColumn<int>("columns");
        for (const int columns : {1, 2, 3, 5})
            QTest::addRow("%d features", columns) << columns;
    }

    void trainingRowsObeyNu()
    {
        QFETCH(int, columns);
        const RowMatrix points = cloud(800, columns, 0, 3);
        const Expected<ScaledTrial> scaled =
            scaleTrial({points, points}, ScalingKind::Standard, TestScaling::AsTraining);
        QVERIFY_EXPECTED(scaled);
        for (const DetectorKind detector : allDetectors) {
            DetectorSettings settings;
            settings.svm.nu = 0.1;
            WarmStart warm;
            const Expected<TrialResult> result = runTrial(*scaled, detector, settings, warm, m_progress);
            QVERIFY_EXPECTED(result);
            QVERIFY(result->test);
            QVERIFY(result->test->outliers() <= 80);
            QVERIFY(result->test->outliers() > 50);
        }
    }

    void scalingOfTheTestRows()
    {
        // Test rows that all lie elsewhere are outliers, unless they are scaled by themselves.
        const TrialRows rows{cloud(500, 2, 0, 1), cloud(300, 2, 50, 2)};
        DetectorSettings settings;
        settings.svm.nu = 0.05;
        const auto outliers = [&](TestScaling testScaling) {
            const Expected<ScaledTrial> scaled = scaleTrial(rows, ScalingKind::Standard, testScaling);
            WarmStart warm;
            const Expected<TrialResult> result =
                runTrial(*scaled, DetectorKind::OneClassSvm, settings, warm, m_progress);
            return result->test->outliers();
        };
        QCOMPARE(outliers(TestScaling::AsTraining), Eigen::Index{300});
        QVERIFY(outliers(TestScaling::Own) < 60);
    }

    void orderOfTrainingRowsIsNothing()
    {
        const RowMatrix points = cloud(400, 2, 0, 5);
        DetectorSettings settings;
        NoProgress progress;
        for (const DetectorKind detector : allDetectors) {
            WarmStart first;
            WarmStart second;
            const Expected<TrainedDetector> forwards = trainDetector(points, detector, settings, first, progress);
            const Expected<TrainedDetector> backwards =
                trainDetector(points.colwise().reverse().eval(), detector, settings, second, progress);
            QVERIFY_EXPECTED(forwards);
            QVERIFY_EXPECTED(backwards);
            QCOMPARE(judge(*forwards, points, progress)->decision, judge(*backwards, points, progress)->decision);
        }
    }

    void noFrontierNoCounts()
    {
        const RowMatrix points = cloud(300, 2, 0, 6);
        const Expected<ScaledTrial> scaled =
            scaleTrial({points, points}, ScalingKind::Standard, TestScaling::AsTraining);
        DetectorSettings settings;
        settings.svm.kernel = KernelKind::Linear;
        WarmStart warm;
        const Expected<TrialResult> result = runTrial(*scaled, DetectorKind::OneClassSvm, settings, warm, m_progress);
        QVERIFY_EXPECTED(result);
        QVERIFY(!result->test);
        QVERIFY(!result->notices.empty());
    }

    void deviationOfRepeats()
    {
        QCOMPARE(spreadOf({2, 4, 4, 4, 5, 5, 7, 9}).mean, 5.0);
        QVERIFY(std::abs(spreadOf({2, 4, 4, 4, 5, 5, 7, 9}).deviation - 2.138089935299395) < 1e-12);
        QCOMPARE(spreadOf({3}).deviation, 0.0);
    }
};

PERIMETER_TEST(TestTrial, Core)
#include "tst_trial.moc"
