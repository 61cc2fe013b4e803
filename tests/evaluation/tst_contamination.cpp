// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/contamination.h"

#include "detectors/rows/random_source.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>

using namespace perimeter;

/// What the data say of ν without labels.
class TestContamination : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharesAboveAverage()
    {
        RowMatrix points(5, 2);
        // Means 4 and 2.
        points << 1, 1, 2, 1, 3, 5, 5, 1, 9, 2;
        const AboveAverage above = aboveAverage(points);
        QCOMPARE(above.perColumn[0], 0.4);
        QCOMPARE(above.perColumn[1], 0.2);
        QCOMPARE(above.either, 0.6);
        QCOMPARE(above.both, 0.0);
        QCOMPARE(aboveAverage(RowMatrix(0, 2)).either, 0.0);
    }

    void kneeIsWhereTheCurveBends()
    {
        const std::vector<double> x = {0, 1, 2, 3, 4, 5};
        QCOMPARE(kneeOf(x, std::vector<double>{0, 8, 9, 9.3, 9.6, 10}), std::optional(std::size_t{1}));
        // Below the line as well as above.
        QCOMPARE(kneeOf(x, std::vector<double>{0, 0.1, 0.2, 0.3, 3, 10}), std::optional(std::size_t{3}));
        QCOMPARE(kneeOf(x, std::vector<double>{0, 2.001, 4, 6, 8, 10}), std::nullopt);
        QCOMPARE(kneeOf(x, std::vector<double>{1, 1, 1, 1, 1, 1}), std::nullopt);
    }

    void clearOutliersAreFoundByEveryHalf()
    {
        // A crowd about (0, 0), and one row in ten far beside it.
        RowMatrix points(300, 2);
        RandomSource random(3);
        const auto uniform = [&] { return static_cast<double>(random.below(1000)) / 1000 - 0.5; };
        for (Eigen::Index row = 0; row < points.rows(); ++row) {
            const double beside = row % 10 == 0 ? 8 : 0;
            points.row(row) << uniform() + beside, uniform() + beside;
        }
        DetectorSettings settings;
        settings.svm.gamma = {GammaChoice::Rule::Value, 0.05};
        NoProgress progress;
        const Expected<std::vector<Stability>> stable = stabilityOver(points, {0.02, 0.3}, settings, 4, 1, progress);
        QVERIFY(stable);
        QCOMPARE(stable->size(), std::size_t{2});
        for (const Stability& each : *stable)
            QVERIFY(each.agreement > -1 && each.agreement <= 1);
        // The same seed draws the same halves.
        const Expected<std::vector<Stability>> again = stabilityOver(points, {0.02, 0.3}, settings, 4, 1, progress);
        QVERIFY(again);
        QCOMPARE((*again)[0].agreement, (*stable)[0].agreement);
    }
};

PERIMETER_TEST(TestContamination, Widgets)
#include "tst_contamination.moc"
