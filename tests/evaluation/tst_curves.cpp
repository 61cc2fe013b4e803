// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/confusion.h"
#include "evaluation/curves.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>

using namespace perimeter;

class TestCurves : public QObject {
    Q_OBJECT

private:
    /// With ties across the classes. The areas are scikit-learn 1.2.1's roc_auc_score and average_precision_score:
    ///   scores = [.9, .8, .8, .7, .6, .6, .6, .5, .4, .1]; truth = [1, 0, 1, 1, 0, 1, 0, 0, 1, 0]
    const std::vector<double> m_scores = {.9, .8, .8, .7, .6, .6, .6, .5, .4, .1};
    const std::vector<std::uint8_t> m_truth = {1, 0, 1, 1, 0, 1, 0, 0, 1, 0};

private Q_SLOTS:
    void areasAreThoseOfScikitLearn()
    {
        const std::optional<Curve> roc = rocCurve(m_scores, m_truth);
        QVERIFY(roc);
        QVERIFY(std::abs(roc->area - 0.7) < 1e-12);
        QCOMPARE(roc->points.front().x, 0.0);
        QCOMPARE(roc->points.back().x, 1.0);
        QCOMPARE(roc->points.back().y, 1.0);
        const std::optional<Curve> precision = precisionRecallCurve(m_scores, m_truth);
        QVERIFY(precision);
        QVERIFY(std::abs(precision->area - 0.7087301587301587) < 1e-12);
    }

    void equalScoresAreFoundTogether()
    {
        const std::optional<Curve> roc = rocCurve(std::vector<double>(4, 1.0), std::vector<std::uint8_t>{1, 0, 0, 1});
        QVERIFY(roc);
        QCOMPARE(roc->points.size(), std::size_t{2});
        QCOMPARE(roc->area, 0.5);
    }

    void nothingToTellApart()
    {
        QVERIFY(!rocCurve(m_scores, std::vector<std::uint8_t>(10, 1)));
        QVERIFY(!rocCurve(m_scores, std::vector<std::uint8_t>(10, 0)));
        QVERIFY(!precisionRecallCurve(m_scores, std::vector<std::uint8_t>(10, 0)));
        QVERIFY(!rocCurve({}, {}));
    }

    void confusionHasTheStudysRatios()
    {
        const std::vector<std::uint8_t> found = {1, 1, 0, 1, 0, 0, 0, 1, 0, 0};
        const Confusion confusion = countConfusion(m_truth, found);
        QCOMPARE(confusion, (Confusion{2, 2, 3, 3}));
        QCOMPARE(*confusion.recall(), 0.4);
        QCOMPARE(*confusion.precision(), 0.5);
        QCOMPARE(*confusion.f1(), 4.0 / 9);
        const Confusion none = countConfusion(std::vector<std::uint8_t>{0, 0}, std::vector<std::uint8_t>{0, 0});
        QVERIFY(!none.recall() && !none.precision() && !none.f1());
    }
};

PERIMETER_TEST(TestCurves, Core)
#include "tst_curves.moc"
