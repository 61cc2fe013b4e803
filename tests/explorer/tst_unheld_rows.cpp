// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/sessions_file.h"
#include "explorer/stages/robust_rows.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <utility>

using namespace perimeter;

/// Tables whose rows are not held in memory answer as those whose rows are.
class TestUnheldRows : public QObject {
    Q_OBJECT

private:
    static constexpr std::int64_t rows = sessionRows;
    QTemporaryDir m_folder;
    NoProgress m_progress;

    Exploration sessions()
    {
        Exploration exploration = sessionsIn(m_folder, ",5\nnan,3\ninf,40\n70,-inf\n");
        exploration.binning.threshold = 1000;
        return exploration;
    }

    /// Two pipelines, of which one holds the rows.
    struct BothWays {
        Pipeline held;
        Pipeline notHeld{std::size_t{64} << 20, 1000};

        template <typename Ask>
        auto answers(Ask&& ask)
        {
            return std::pair(ask(held), ask(notHeld));
        }
    };

private Q_SLOTS:
    void countsRowsWithoutHoldingThem()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        const auto projection = pipeline.projection(sessions(), m_progress);
        QVERIFY_EXPECTED(projection);
        QVERIFY(!(*projection)->isHeld());
        QCOMPARE((*projection)->rowsRead, rows + 4);
        QCOMPARE((*projection)->rowsUsed, rows);
        QCOMPARE((*projection)->rowsLeftOut, 4);
        QCOMPARE((*projection)->points.rows(), 0);
        QVERIFY((*projection)->rows.empty());
    }

    void scalingIsThatOfTheRows_data()
    {
        QTest::addColumn<int>("scaling");
        for (const ScalingKind kind :
             {ScalingKind::None, ScalingKind::Standard, ScalingKind::Robust, ScalingKind::MinMax, ScalingKind::Log1p})
            QTest::addRow("%d", int(kind)) << int(kind);
    }

    void scalingIsThatOfTheRows()
    {
        QFETCH(int, scaling);
        Exploration exploration = sessions();
        exploration.scaling = static_cast<ScalingKind>(scaling);
        BothWays pipelines;
        const auto [held, notHeld] =
            pipelines.answers([&](Pipeline& pipeline) { return pipeline.scaled(exploration, m_progress); });
        QVERIFY_EXPECTED(held);
        QVERIFY_EXPECTED(notHeld);
        const auto near = [](double a, double b) { return std::abs(a - b) <= 1e-12 * std::abs(b); };
        for (Eigen::Index c = 0; c < 2; ++c) {
            QVERIFY(near((*notHeld)->scaling.center[c], (*held)->scaling.center[c]));
            QVERIFY(near((*notHeld)->scaling.spread[c], (*held)->scaling.spread[c]));
            QVERIFY(near((*notHeld)->deviation[c], (*held)->deviation[c]));
        }
        QVERIFY(near((*notHeld)->variance, (*held)->variance));
        QVERIFY(near((*notHeld)->reach, (*held)->reach));
    }

    void answersAreThoseOfHeldRows_data()
    {
        QTest::addColumn<int>("detector");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("scaling");
        QTest::newRow("rbf") << int(DetectorKind::OneClassSvm) << int(KernelKind::Rbf) << int(ScalingKind::Standard);
        QTest::newRow("rbf, log1p") << int(DetectorKind::OneClassSvm) << int(KernelKind::Rbf)
                                    << int(ScalingKind::Log1p);
        QTest::newRow("linear") << int(DetectorKind::OneClassSvm) << int(KernelKind::Linear)
                                << int(ScalingKind::MinMax);
        QTest::newRow("empirical") << int(DetectorKind::EmpiricalCovariance) << int(KernelKind::Rbf)
                                   << int(ScalingKind::Robust);
        QTest::newRow("robust") << int(DetectorKind::RobustCovariance) << int(KernelKind::Rbf)
                                << int(ScalingKind::Standard);
    }

    void answersAreThoseOfHeldRows()
    {
        QFETCH(int, detector);
        QFETCH(int, kernel);
        QFETCH(int, scaling);
        Exploration exploration = sessions();
        exploration.scaling = static_cast<ScalingKind>(scaling);
        exploration.settings.svm.kernel = static_cast<KernelKind>(kernel);
        // Not a round number, so that no row of the lattice is exactly on a cell's border in one way and off in
        // another.
        exploration.settings.svm.gamma = {GammaChoice::Rule::Value, 0.4567};
        const auto kind = static_cast<DetectorKind>(detector);
        BothWays pipelines;
        const auto [held, notHeld] =
            pipelines.answers([&](Pipeline& pipeline) { return pipeline.fit(exploration, kind, m_progress); });
        QVERIFY_EXPECTED(held);
        QVERIFY_EXPECTED(notHeld);
        QCOMPARE((*notHeld)->binned->places.size(), (*held)->binned->places.size());
        QCOMPARE((*notHeld)->classes->outliers, (*held)->classes->outliers);
        QCOMPARE((*notHeld)->classes->inliers, (*held)->classes->inliers);
        if (const CovarianceModel* const model = (*held)->covariance())
            QVERIFY(std::abs((*notHeld)->covariance()->threshold / model->threshold - 1) < 1e-9);
        else
            QVERIFY(std::abs((*notHeld)->svm()->rho / (*held)->svm()->rho - 1) < 1e-6);
        // A drawn point stands for the rows of a cell, and is an outlier where any of them is.
        const Projection& drawn = *(*notHeld)->binned->drawn;
        QCOMPARE(drawn.points.rows(), Eigen::Index((*notHeld)->binned->places.size()));
        QCOMPARE((*notHeld)->classes->outlier.size(), (*notHeld)->binned->places.size());
        std::vector<std::uint8_t> any((*held)->binned->places.size(), 0);
        for (std::size_t point = 0; point < (*held)->classes->outlier.size(); ++point)
            any[(*held)->binned->cellOf[point]] |= (*held)->classes->outlier[point];
        QVERIFY(any == (*notHeld)->classes->outlier);
    }

    void robustCovarianceIsThatOfTheRows_data()
    {
        QTest::addColumn<int>("convention");
        QTest::addColumn<double>("supportFraction"); // 0: the convention's
        QTest::addColumn<int>("scaling");
        QTest::newRow("scikit-learn") << int(McdConvention::ScikitLearn) << 0.0 << int(ScalingKind::Standard);
        QTest::newRow("scikit-learn, 0.8") << int(McdConvention::ScikitLearn) << 0.8 << int(ScalingKind::None);
        QTest::newRow("robustbase") << int(McdConvention::Robustbase) << 0.0 << int(ScalingKind::Log1p);
        QTest::newRow("robustbase, 0.75") << int(McdConvention::Robustbase) << 0.75 << int(ScalingKind::Standard);
        QTest::newRow("every row") << int(McdConvention::Robustbase) << 1.0 << int(ScalingKind::Standard);
    }

    /// A quarter of the rows tells nearly what all of them tell, and the others what is left.
    void robustCovarianceIsThatOfTheRows()
    {
        QFETCH(int, convention);
        QFETCH(double, supportFraction);
        QFETCH(int, scaling);
        Exploration exploration = sessions();
        exploration.scaling = static_cast<ScalingKind>(scaling);
        RobustOptions options{.convention = static_cast<McdConvention>(convention)};
        if (supportFraction > 0)
            options.supportFraction = supportFraction;
        BothWays pipelines;
        const auto [held, notHeld] =
            pipelines.answers([&](Pipeline& pipeline) { return pipeline.scaled(exploration, m_progress); });
        QVERIFY_EXPECTED(held);
        QVERIFY_EXPECTED(notHeld);
        const auto ofRows = learnRobustCovariance((*held)->points, options, m_progress);
        QVERIFY_EXPECTED(ofRows);
        for (const std::int64_t sampled : {rows / 4, rows / 10, rows}) {
            const auto ofTable = learnRobustOfTable(**notHeld, options, sampled, m_progress);
            QVERIFY_EXPECTED(ofTable);
            QVERIFY(*ofTable);
            const RobustCovariance& robust = **ofTable;
            QCOMPARE(robust.h, ofRows->h);
            QVERIFY2(std::abs(robust.logDeterminant - ofRows->logDeterminant) <= 1e-9,
                     qPrintable(QString::number(robust.logDeterminant - ofRows->logDeterminant)));
            const double scale = ofRows->rawCovariance.norm();
            QVERIFY((robust.rawLocation - ofRows->rawLocation).norm() <= 1e-9 * std::sqrt(scale));
            QVERIFY((robust.rawCovariance - ofRows->rawCovariance).norm() <= 1e-9 * scale);
            QVERIFY((robust.model.location - ofRows->model.location).norm() <= 1e-9 * std::sqrt(scale));
            QVERIFY((robust.model.covariance - ofRows->model.covariance).norm() <= 1e-9 * scale);
        }
    }

    /// Of a table of which only every other row counts, rows are drawn all the same.
    void robustCovarianceOfEveryOtherRow()
    {
        Exploration exploration = sessions();
        QFile both(m_folder.filePath("both.csv"));
        QFile file(QString::fromStdString(exploration.source.path));
        QVERIFY(both.open(QIODevice::WriteOnly) && file.open(QIODevice::ReadOnly));
        for (int line = 0; !file.atEnd(); ++line)
            both.write(file.readLine() + (line > 0 ? "nan,nan\n" : ""));
        both.close();
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        exploration.source.path = both.fileName().toStdString();
        const auto scaled = pipeline.scaled(exploration, m_progress);
        QVERIFY_EXPECTED(scaled);
        const auto robust = learnRobustOfTable(**scaled, {}, rows / 4, m_progress);
        QVERIFY_EXPECTED(robust);
        QVERIFY(*robust);
    }

    /// Where a line holds half of the rows there is no ellipse to look about; cells tell of it as before.
    void robustCovarianceOfALine()
    {
        Exploration exploration = sessions();
        exploration.preparation.steps = {Derive{"b", "if(a > 70, a, b)"}};
        BothWays pipelines;
        const auto [held, notHeld] = pipelines.answers(
            [&](Pipeline& pipeline) { return pipeline.fit(exploration, DetectorKind::RobustCovariance, m_progress); });
        QVERIFY_EXPECTED(held);
        QVERIFY((*held)->robust()->exactFit);
        QVERIFY_EXPECTED(notHeld);
        QVERIFY((*notHeld)->ofCellsAlone);
    }

    void onePassServesEveryDetector()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        const Exploration exploration = sessions();
        const auto first = pipeline.fit(exploration, DetectorKind::EmpiricalCovariance, m_progress);
        QVERIFY_EXPECTED(first);
        // What has to be looked for in the table stops at once.
        testing::StopAfter stop(0);
        for (const DetectorKind detector : allDetectors)
            QVERIFY_EXPECTED(pipeline.fit(exploration, detector, stop));
    }

    void explores()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        const Expected<Outcome> outcome = explore(pipeline, sessions(), {100, 100}, m_progress);
        QVERIFY_EXPECTED(outcome);
        for (const PaneOutcome& pane : outcome->panes) {
            QVERIFY(!pane.error);
            QVERIFY(pane.drawn->points.rows() > 0);
            QVERIFY(!pane.lines.front().frontier->frontier.empty());
            QVERIFY(pane.plane.xMin < pane.plane.xMax);
        }
        QVERIFY(!agreement(*outcome));
    }

    void everyRowOnItsOwnIsTooMuch()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        Exploration exploration = sessions();
        exploration.binning.mode = Binning::Mode::Exact;
        const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
        QVERIFY(!fit);
        QCOMPARE(fit.error(), (Error{ErrorCode::TooManyRowsExact, {"6000", "1000"}}));
    }

    void logarithmUndefinedNamesTheColumn()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        Exploration exploration = sessions();
        exploration.scaling = ScalingKind::Log1p;
        exploration.preparation.steps = {Derive{"b", "b - 60"}};
        const auto scaled = pipeline.scaled(exploration, m_progress);
        QVERIFY(!scaled);
        QCOMPARE(scaled.error().code, ErrorCode::LogarithmUndefined);
        QCOMPARE(scaled.error().arguments.front(), std::string("b"));
    }

    void cancelsAnywhere()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        const Exploration exploration = sessions();
        QVERIFY_EXPECTED(pipeline.prepared(exploration, m_progress));
        for (const int looks : {0, 1, 3, 10}) {
            testing::StopAfter stop(looks);
            const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, stop);
            QVERIFY(!fit);
            QCOMPARE(fit.error().code, ErrorCode::Cancelled);
        }
        QVERIFY_EXPECTED(pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress));
    }
};

PERIMETER_TEST(TestUnheldRows, Core)
#include "tst_unheld_rows.moc"
