// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/studies/evaluation.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace perimeter;

/// Labels from a column and by hand, and detectors held against them.
class TestLabels : public QObject {
    Q_OBJECT

private:
    NoProgress m_progress;
    QTemporaryDir m_folder;

    /// Six rows, of which the fifth has no y; the column's label of the fourth is missing.
    [[nodiscard]] Exploration sixRows() const
    {
        QFile file(m_folder.filePath(QStringLiteral("six.csv")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("The file cannot be written.");
        file.write("x,y,label\n3,1,0\n1,2,1\n2,3,0\n5,1,\n4,,1\n9,9,1\n");
        Exploration exploration;
        exploration.source.path = file.fileName().toStdString();
        exploration.x.column = "x";
        exploration.y.column = "y";
        return exploration;
    }

    [[nodiscard]] static std::vector<std::pair<std::int64_t, int>> rowsOf(const Labels& labels, const Projection& of)
    {
        std::vector<std::pair<std::int64_t, int>> rows;
        for (std::size_t i = 0; i < labels.points.size(); ++i)
            rows.emplace_back(of.rows[labels.points[i]].value, labels.outlier[i]);
        std::ranges::sort(rows);
        return rows;
    }

    /// The first fourteen rows are outliers by construction; the others are not.
    [[nodiscard]] static Exploration labelledHbk()
    {
        Exploration exploration;
        exploration.source.path = testing::sourceFile("resources/samples/hbk.csv").toStdString();
        exploration.x.column = "X1";
        exploration.y.column = "X2";
        exploration.settings.svm.nu = 0.2;
        std::vector<RowNumber> outliers, inliers;
        for (std::int64_t row = 1; row <= 75; ++row)
            (row <= 14 ? outliers : inliers).push_back({row});
        exploration.labels.byHand = RowLabels().with(outliers, RowLabel::Outlier).with(inliers, RowLabel::Inlier);
        return exploration;
    }

private Q_SLOTS:
    void changingLabelsMakesAnotherValue()
    {
        const RowLabels none;
        const std::vector<RowNumber> rows = {{7}, {2}};
        const RowLabels two = none.with(rows, RowLabel::Outlier);
        QVERIFY(none.isEmpty());
        QCOMPARE(two.entries().size(), std::size_t{2});
        QVERIFY(two.of({2}) == RowLabel::Outlier && two.of({7}) == RowLabel::Outlier && !two.of({3}));
        const std::vector<RowNumber> seven = {{7}};
        const RowLabels changed = two.with(seven, RowLabel::Inlier);
        QVERIFY(changed.of({7}) == RowLabel::Inlier && two.of({7}) == RowLabel::Outlier);
        QVERIFY(changed.with(seven, RowLabel::Outlier) == two);
        QVERIFY(changed != two);
        QVERIFY(two.without(rows) == none);
    }

    void aHandGoesBeforeTheColumn()
    {
        Pipeline pipeline;
        Exploration exploration = sixRows();
        exploration.labels.column = "label";
        const auto projection = pipeline.projection(exploration, m_progress);
        QVERIFY_EXPECTED(projection);
        const auto column = pipeline.labels(exploration, m_progress);
        QVERIFY_EXPECTED(column);
        const std::vector<std::pair<std::int64_t, int>> ofColumn = {{1, 0}, {2, 1}, {3, 0}, {6, 1}};
        QVERIFY(rowsOf(**column, **projection) == ofColumn);
        QCOMPARE((*column)->unlabelled, std::int64_t{1});

        const std::vector<RowNumber> outliers = {{1}, {4}};
        const std::vector<RowNumber> inliers = {{5}, {6}};
        exploration.labels.byHand = exploration.labels.byHand.with(outliers, RowLabel::Outlier);
        exploration.labels.byHand = exploration.labels.byHand.with(inliers, RowLabel::Inlier);
        const auto both = pipeline.labels(exploration, m_progress);
        QVERIFY_EXPECTED(both);
        const std::vector<std::pair<std::int64_t, int>> ofBoth = {{1, 1}, {2, 1}, {3, 0}, {4, 1}, {6, 0}};
        QVERIFY(rowsOf(**both, **projection) == ofBoth);
        QCOMPARE((*both)->unlabelled, std::int64_t{0});
        // The fifth row has no y.
        QCOMPARE((*both)->notUsed, std::int64_t{1});
    }

    void whatIsNoLabelIsAnError()
    {
        Pipeline pipeline;
        Exploration exploration = sixRows();
        QVERIFY(pipeline.labels(exploration, m_progress).error() == (Error{ErrorCode::NothingLabelled, {""}}));
        exploration.labels.column = "x";
        QVERIFY(pipeline.labels(exploration, m_progress).error().code == ErrorCode::LabelNotBinary);
        exploration.labels = {};
        const std::vector<RowNumber> left = {{5}};
        exploration.labels.byHand = exploration.labels.byHand.with(left, RowLabel::Outlier);
        QVERIFY(pipeline.labels(exploration, m_progress).error().code == ErrorCode::NothingLabelled);
    }

    void everyDetectorIsEvaluatedWhateverThePanesVary()
    {
        Pipeline pipeline;
        Exploration exploration = labelledHbk();
        exploration.panes = {.aspect = Variation::Aspect::Scaling};
        const Expected<EvaluationReport> report = evaluateDetectors(pipeline, exploration, m_progress);
        QVERIFY_EXPECTED(report);
        QCOMPARE(report->detectors.size(), std::size_t{3});
        for (const EvaluatedDetector& each : report->detectors) {
            QVERIFY(each.evaluation);
            const Confusion& confusion = each.evaluation->confusion;
            QCOMPARE(confusion.truePositives + confusion.falseNegatives, std::int64_t{14});
            QCOMPARE(confusion.falsePositives + confusion.trueNegatives, std::int64_t{61});
            QCOMPARE(confusion.truePositives + confusion.falsePositives,
                     static_cast<std::int64_t>(each.fit->classes->outliers));
            QVERIFY(each.evaluation->roc && each.evaluation->precisionRecall);
        }
        // The robust covariance does not let the fourteen pull its ellipse.
        QCOMPARE(report->detectors[1].evaluation->confusion.recall(), std::optional(1.0));
        QCOMPARE(report->detectors[1].evaluation->roc->area, 1.0);
    }

    void theTwoClassSvmHasAFrontierOfItsOwn()
    {
        Pipeline pipeline;
        Exploration exploration = labelledHbk();
        exploration.detectors.push_back(DetectorKind::TwoClassSvm);
        const Expected<Outcome> outcome = explore(pipeline, exploration, {200, 200}, m_progress);
        QVERIFY_EXPECTED(outcome);
        QCOMPARE(outcome->panes.size(), std::size_t{4});
        const LineOutcome& line = outcome->panes.back().lines.front();
        QVERIFY(line.fit && line.fit->twoClass() && line.frontier);
        QCOMPARE(line.fit->classes->outliers, Eigen::Index{14});
        const OneClassSvm& function = *line.fit->svm();
        std::size_t vertices = 0;
        for (const Polyline& polyline : line.frontier->frontier) {
            for (const PlanePoint& point : polyline.points) {
                const double f = function.decision(line.frontier->plane.toScaled(point.x, point.y));
                QVERIFY(std::abs(f) < 1e-5 * function.alpha.cwiseAbs().sum());
                ++vertices;
            }
        }
        QVERIFY(vertices > 20);
    }

    void theTwoClassSvmIsCrossValidated()
    {
        Pipeline pipeline;
        Exploration exploration = labelledHbk();
        exploration.detectors = {DetectorKind::TwoClassSvm};
        const Expected<EvaluationReport> report = evaluateDetectors(pipeline, exploration, m_progress);
        QVERIFY_EXPECTED(report);
        const EvaluatedDetector& evaluated = report->detectors.front();
        QVERIFY(evaluated.evaluation && evaluated.crossValidated);
        QCOMPARE(evaluated.folds, std::size_t{5});
        QCOMPARE(evaluated.crossValidated->found.size(), std::size_t{75});
        QCOMPARE(evaluated.crossValidated->confusion.recall(), std::optional(1.0));
        // ν moves nothing that learns from labels.
        const auto before = pipeline.crossValidation(exploration, m_progress);
        exploration.settings.svm.nu = 0.4;
        QVERIFY(*pipeline.crossValidation(exploration, m_progress) == *before);
    }

    void theTwoClassSvmNeedsBothClasses()
    {
        Pipeline pipeline;
        Exploration exploration = labelledHbk();
        exploration.detectors.push_back(DetectorKind::TwoClassSvm);
        exploration.labels = {};
        const auto errorOf = [&] {
            const Expected<Outcome> outcome = explore(pipeline, exploration, {100, 100}, m_progress);
            return outcome ? outcome->panes.back().lines.front().error : std::optional<Error>();
        };
        QVERIFY(errorOf() && errorOf()->code == ErrorCode::NothingLabelled);
        const std::vector<RowNumber> some = {{1}, {2}};
        exploration.labels.byHand = RowLabels().with(some, RowLabel::Outlier);
        QVERIFY(errorOf() == (Error{ErrorCode::OneClassLabelled, {"2", "0"}}));
    }
};

PERIMETER_TEST(TestLabels, Core)
#include "tst_labels.moc"
