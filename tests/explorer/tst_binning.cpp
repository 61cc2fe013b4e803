// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "explorer/pipeline/pipeline.h"
#include "explorer/sessions_file.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace perimeter;

class TestBinning : public QObject {
    Q_OBJECT

private:
    static constexpr int rows = sessionRows;
    QTemporaryDir m_folder;
    NoProgress m_progress;

    Exploration sessions()
    {
        Exploration exploration = sessionsIn(m_folder);
        exploration.binning.mode = Binning::Mode::Always;
        return exploration;
    }

private Q_SLOTS:
    void equalRowsAreOfOneClassInCellsToo()
    {
        // Sixteen places, whose frontier goes through some of them: cells' means are those places but for rounding.
        const QTemporaryDir folder;
        QFile file(folder.filePath("ties.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b\n");
        for (int row = 0; row < 4000; ++row) {
            const int place = row * row % 61 % 16;
            file.write(QByteArray::number(place % 4) + ',' + QByteArray::number(place / 4) + '\n');
        }
        file.close();
        Exploration exploration;
        exploration.source.path = file.fileName().toStdString();
        exploration.x.column = "a";
        exploration.y.column = "b";
        for (const double nu : {0.05, 0.15, 0.4}) {
            exploration.settings.svm.nu = nu;
            Pipeline pipeline;
            exploration.binning.mode = Binning::Mode::Exact;
            const auto exact = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
            exploration.binning.mode = Binning::Mode::Always;
            const auto binned = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
            QVERIFY_EXPECTED(exact);
            QVERIFY_EXPECTED(binned);
            QCOMPARE((*binned)->classes->outlier, (*exact)->classes->outlier);
        }
    }

    void cellsHoldEveryRow()
    {
        Pipeline pipeline;
        const auto binned = pipeline.binned(sessions(), DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(binned);
        const Binned& cells = **binned;
        QCOMPARE(cells.cells.counts.sum(), double(rows));
        QVERIFY(cells.cells.counts.size() < rows / 2);
        QCOMPARE(cells.cellOf.size(), std::size_t(rows));
        // γ = scale of standardised data is 1/2, so the kernel is 1 long.
        QVERIFY(std::abs(cells.length - 1) < 1e-12);
        QVERIFY(std::abs(cells.cells.width - 0.02) < 1e-12);
        QVERIFY(cells.notices.empty());
        Eigen::Index fullest = 0;
        cells.cells.counts.maxCoeff(&fullest);
        Eigen::RowVector2d mean = Eigen::RowVector2d::Zero();
        for (std::size_t point = 0; point < cells.cellOf.size(); ++point)
            if (cells.cellOf[point] == fullest)
                mean += cells.scaled->points.row(static_cast<Eigen::Index>(point));
        mean /= cells.cells.counts[fullest];
        QVERIFY((cells.cells.means.row(fullest) - mean).norm() < 1e-9);
    }

    void onlyAboveTheThreshold_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("threshold");
        QTest::addColumn<bool>("binned");
        QTest::newRow("few rows") << int(Binning::Mode::Auto) << 50'000 << false;
        QTest::newRow("as many as the threshold") << int(Binning::Mode::Auto) << rows << false;
        QTest::newRow("one more") << int(Binning::Mode::Auto) << rows - 1 << true;
        QTest::newRow("exact") << int(Binning::Mode::Exact) << 0 << false;
        QTest::newRow("always") << int(Binning::Mode::Always) << 50'000 << true;
    }

    void onlyAboveTheThreshold()
    {
        QFETCH(int, mode);
        QFETCH(int, threshold);
        QFETCH(bool, binned);
        Pipeline pipeline;
        Exploration exploration = sessions();
        exploration.binning = {static_cast<Binning::Mode>(mode), threshold};
        const auto fit = pipeline.fit(exploration, DetectorKind::EmpiricalCovariance, m_progress);
        QVERIFY_EXPECTED(fit);
        QCOMPARE((*fit)->binned != nullptr, binned);
    }

    void classesAreThoseRowByRow_data()
    {
        QTest::addColumn<int>("detector");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("scaling");
        QTest::addColumn<double>("nu");
        const auto add = [](const char* name, DetectorKind detector, KernelKind kernel, ScalingKind scaling,
                            double nu = 0.15) {
            QTest::newRow(name) << int(detector) << int(kernel) << int(scaling) << nu;
        };
        add("rbf", DetectorKind::OneClassSvm, KernelKind::Rbf, ScalingKind::Standard);
        add("rbf, few outliers", DetectorKind::OneClassSvm, KernelKind::Rbf, ScalingKind::Standard, 0.005);
        add("rbf, half", DetectorKind::OneClassSvm, KernelKind::Rbf, ScalingKind::Robust, 0.5);
        add("rbf, log1p", DetectorKind::OneClassSvm, KernelKind::Rbf, ScalingKind::Log1p);
        add("rbf, unscaled", DetectorKind::OneClassSvm, KernelKind::Rbf, ScalingKind::None);
        add("linear", DetectorKind::OneClassSvm, KernelKind::Linear, ScalingKind::MinMax);
        add("polynomial", DetectorKind::OneClassSvm, KernelKind::Polynomial, ScalingKind::MinMax);
        add("sigmoid", DetectorKind::OneClassSvm, KernelKind::Sigmoid, ScalingKind::MinMax);
        add("robust", DetectorKind::RobustCovariance, KernelKind::Rbf, ScalingKind::Standard);
        add("robust, log1p", DetectorKind::RobustCovariance, KernelKind::Rbf, ScalingKind::Log1p, 0.005);
        add("empirical", DetectorKind::EmpiricalCovariance, KernelKind::Rbf, ScalingKind::Standard);
        add("empirical, unscaled", DetectorKind::EmpiricalCovariance, KernelKind::Linear, ScalingKind::None, 0.3);
    }

    void classesAreThoseRowByRow()
    {
        QFETCH(int, detector);
        QFETCH(int, kernel);
        QFETCH(int, scaling);
        QFETCH(double, nu);
        Pipeline pipeline;
        Exploration exploration = sessions();
        exploration.scaling = static_cast<ScalingKind>(scaling);
        exploration.settings.svm.kernel = static_cast<KernelKind>(kernel);
        exploration.settings.svm.nu = nu;
        const auto fitted = pipeline.fit(exploration, static_cast<DetectorKind>(detector), m_progress);
        QVERIFY_EXPECTED(fitted);
        const DetectorFit& fit = **fitted;
        QVERIFY(fit.binned);
        QVERIFY(fit.classes);
        QCOMPARE(fit.classes->outlier.size(), std::size_t(rows));
        Eigen::Index outliers = 0;
        for (std::size_t point = 0; point < rows; ++point) {
            const Verdict verdict = fit.verdict(point);
            QCOMPARE(verdict.outlier, fit.classes->outlier[point] != 0);
            outliers += verdict.outlier ? 1 : 0;
        }
        QCOMPARE(fit.classes->outliers, outliers);
        QCOMPARE(fit.classes->outliers + fit.classes->inliers, Eigen::Index(rows));
        QVERIFY(outliers > 0);
    }

    void thresholdIsThatOfEveryRow()
    {
        for (const double contamination : {0.0003, 0.05, 0.15, 0.37, 0.5}) {
            for (const DetectorKind detector : {DetectorKind::EmpiricalCovariance, DetectorKind::RobustCovariance}) {
                Pipeline pipeline;
                Exploration exploration = sessions();
                exploration.settings.contamination = contamination;
                const auto fit = pipeline.fit(exploration, detector, m_progress);
                QVERIFY_EXPECTED(fit);
                const CovarianceModel& model = *(*fit)->covariance();
                QCOMPARE(model.threshold,
                         contaminationThreshold(squaredDistances(model, (*fit)->scaled->points), contamination));
            }
        }
    }

    void decisionsAreThoseOfTheDetector()
    {
        Pipeline pipeline;
        Exploration exploration = sessions();
        for (const Binning::Mode mode : {Binning::Mode::Exact, Binning::Mode::Always}) {
            exploration.binning.mode = mode;
            const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
            QVERIFY_EXPECTED(fit);
            const auto values = decisionFunction(*(*fit)->svm(), (*fit)->scaled->points, m_progress);
            QVERIFY_EXPECTED(values);
            for (std::size_t point = 0; point < rows; point += 7) {
                const Verdict verdict = (*fit)->verdict(point);
                QVERIFY(verdict.decision == (*values)[static_cast<Eigen::Index>(point)]);
                QCOMPARE(verdict.outlier, (*fit)->classes->outlier[point] != 0);
            }
        }
    }

    void exactIsAsWithoutBinning()
    {
        Pipeline pipeline;
        Exploration exact = sessions();
        exact.binning.mode = Binning::Mode::Exact;
        exact.binning.threshold = 10;
        Exploration few = sessions();
        few.binning = {};
        for (const DetectorKind detector : allDetectors) {
            const auto one = pipeline.fit(exact, detector, m_progress);
            const auto other = pipeline.fit(few, detector, m_progress);
            QVERIFY_EXPECTED(one);
            QVERIFY_EXPECTED(other);
            QCOMPARE(one->get(), other->get());
        }
    }

    void outliersOfCellsStayWithinTheirShare()
    {
        for (const double nu : {0.005, 0.05, 0.15, 0.4, 0.9, 1.0}) {
            Pipeline pipeline;
            Exploration exploration = sessions();
            exploration.settings.svm.nu = nu;
            const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
            QVERIFY_EXPECTED(fit);
            QVERIFY(double((*fit)->classes->outliers) <= nu * rows);
            // Of the rows on the frontier the exact fit leaves some too.
            exploration.binning.mode = Binning::Mode::Exact;
            const auto exact = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
            QVERIFY_EXPECTED(exact);
            QVERIFY(double((*fit)->classes->outliers) >= 0.98 * double((*exact)->classes->outliers) - 1);
        }
    }

    void libsvmLearnsFromRows()
    {
        Pipeline pipeline;
        Exploration exploration = sessions();
        exploration.settings.svm.solver = Solver::Libsvm;
        exploration.settings.svm.nu = 0.01;
        const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(fit);
        QVERIFY(!(*fit)->binned);
    }

    void cellsAnswerWhatRowsAnswer_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("scaling");
        QTest::addColumn<double>("gamma");
        QTest::addColumn<double>("nu");
        const auto add = [](const char* name, ScalingKind scaling, double gamma, double nu,
                            KernelKind kernel = KernelKind::Rbf) {
            QTest::newRow(name) << int(kernel) << int(scaling) << gamma << nu;
        };
        add("standard", ScalingKind::Standard, 0.5, 0.15);
        add("few outliers", ScalingKind::Standard, 0.5, 0.003);
        add("most are outliers", ScalingKind::Standard, 0.5, 0.9);
        add("narrow", ScalingKind::Standard, 20, 0.15);
        add("wide", ScalingKind::Standard, 0.01, 0.15);
        add("log1p", ScalingKind::Log1p, 0.5, 0.15);
        add("log1p, narrow", ScalingKind::Log1p, 5, 0.05);
        add("robust", ScalingKind::Robust, 0.5, 0.4);
        add("min–max", ScalingKind::MinMax, 5, 0.05);
        add("linear", ScalingKind::MinMax, 1, 0.15, KernelKind::Linear);
        add("polynomial", ScalingKind::MinMax, 1, 0.15, KernelKind::Polynomial);
    }

    /// Whether two fits agree on every row but those within the tolerance of the frontier.
    void cellsAnswerWhatRowsAnswer()
    {
        QFETCH(int, kernel);
        QFETCH(int, scaling);
        QFETCH(double, gamma);
        QFETCH(double, nu);
        Pipeline pipeline;
        Exploration exploration = sessions();
        exploration.scaling = static_cast<ScalingKind>(scaling);
        exploration.settings.svm.kernel = static_cast<KernelKind>(kernel);
        exploration.settings.svm.gamma = {GammaChoice::Rule::Value, gamma};
        exploration.settings.svm.nu = nu;
        const auto binned = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
        exploration.binning.mode = Binning::Mode::Exact;
        const auto exact = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(binned);
        QVERIFY_EXPECTED(exact);
        QVERIFY((*binned)->binned);
        QVERIFY(!(*binned)->ofCellsAlone);
        const OneClassSvm& svm = *(*exact)->svm();
        QVERIFY(std::abs((*binned)->svm()->rho / svm.rho - 1) <= 1e-6);
        const auto f = decisionFunction(svm, (*exact)->scaled->points, m_progress);
        QVERIFY_EXPECTED(f);
        const double band = 1e-6 * std::abs(svm.rho) + svm.tau;
        Eigen::Index apart = 0;
        for (std::size_t point = 0; point < rows; ++point) {
            if ((*binned)->classes->outlier[point] == (*exact)->classes->outlier[point])
                continue;
            ++apart;
            QVERIFY(std::abs((*f)[static_cast<Eigen::Index>(point)]) <= band);
        }
        QVERIFY(apart <= (*binned)->classes->mayDiffer);
        QVERIFY((*binned)->classes->mayDiffer < rows / 50);
        QCOMPARE((*exact)->classes->mayDiffer, Eigen::Index{0});
    }

    void whatIsNotDividedSaysSo()
    {
        Pipeline pipeline;
        Exploration exploration = sessions();
        exploration.scaling = ScalingKind::MinMax;
        exploration.settings.svm.kernel = KernelKind::Sigmoid;
        const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(fit);
        QVERIFY((*fit)->ofCellsAlone);
        QVERIFY((*fit)->classes->mayDiffer > 0);
    }

    void covariancesOfCellsAreThoseOfRows_data()
    {
        QTest::addColumn<int>("scaling");
        QTest::newRow("standard") << int(ScalingKind::Standard);
        QTest::newRow("log1p") << int(ScalingKind::Log1p);
        QTest::newRow("none") << int(ScalingKind::None);
    }

    void covariancesOfCellsAreThoseOfRows()
    {
        QFETCH(int, scaling);
        Pipeline pipeline;
        Exploration exploration = sessions();
        exploration.scaling = static_cast<ScalingKind>(scaling);
        const auto fitted = [&](Binning::Mode mode, DetectorKind detector) {
            exploration.binning.mode = mode;
            return pipeline.fit(exploration, detector, m_progress);
        };
        const auto cells = fitted(Binning::Mode::Always, DetectorKind::EmpiricalCovariance);
        const auto points = fitted(Binning::Mode::Exact, DetectorKind::EmpiricalCovariance);
        QVERIFY_EXPECTED(cells);
        QVERIFY_EXPECTED(points);
        const CovarianceModel& one = *(*cells)->covariance();
        const CovarianceModel& other = *(*points)->covariance();
        const double size = other.covariance.norm();
        QVERIFY((one.covariance - other.covariance).norm() <= 1e-10 * size);
        QVERIFY((one.location - other.location).norm() <= 1e-10 * std::sqrt(size));
        QVERIFY(std::abs(one.threshold / other.threshold - 1) <= 1e-9);
        QVERIFY(std::abs((*cells)->classes->outliers - (*points)->classes->outliers) <= 1);

        const auto robustCells = fitted(Binning::Mode::Always, DetectorKind::RobustCovariance);
        const auto robustPoints = fitted(Binning::Mode::Exact, DetectorKind::RobustCovariance);
        QVERIFY_EXPECTED(robustCells);
        QVERIFY_EXPECTED(robustPoints);
        QCOMPARE((*robustCells)->covariance()->covariance, (*robustPoints)->covariance()->covariance);
        QCOMPARE((*robustCells)->covariance()->threshold, (*robustPoints)->covariance()->threshold);
        QCOMPARE((*robustCells)->classes->outlier, (*robustPoints)->classes->outlier);
    }

    void sparseCellsAreMadeOneWhereTheyAreMany()
    {
        Pipeline pipeline;
        const auto scaled = pipeline.scaled(sessions(), m_progress);
        QVERIFY_EXPECTED(scaled);
        const auto fine = bin(*scaled, 1, 0.02, mostCells, m_progress);
        QVERIFY_EXPECTED(fine);
        const auto fewer = bin(*scaled, 1, 0.02, 300, m_progress);
        QVERIFY_EXPECTED(fewer);
        QVERIFY(fine->places.size() > 300);
        QVERIFY(fine->notices.empty());
        QVERIFY(fewer->places.size() <= 300);
        QCOMPARE(fewer->cells.counts.sum(), double(rows));
        QCOMPARE(fewer->notices.size(), std::size_t{1});
        QCOMPARE(fewer->notices.front().code, NoticeCode::SparseCellsMerged);
        for (std::size_t point = 0; point < fewer->cellOf.size(); ++point) {
            const CellPlace& place = fewer->places[fewer->cellOf[point]];
            const double x = fewer->scaled->points(static_cast<Eigen::Index>(point), 0) / 0.02;
            QVERIFY(std::floor(x) >= double(place.i) && std::floor(x) < double(place.i + place.size));
        }
    }

    void classesOfMergedCellsAreThoseRowByRow()
    {
        Pipeline pipeline;
        const auto scaled = pipeline.scaled(sessions(), m_progress);
        QVERIFY_EXPECTED(scaled);
        Expected<Binned> merged = bin(*scaled, 1, 0.02, 300, m_progress);
        QVERIFY_EXPECTED(merged);
        const TrainingPoints training{*scaled, std::make_shared<const Binned>(std::move(*merged))};
        std::vector<LearnedBy> all;
        for (const DetectorKind detector : allDetectors) {
            WarmStart cold;
            Expected<Learned> learned = learn(training, detector, {}, cold, m_progress);
            QVERIFY_EXPECTED(learned);
            all.push_back({detector, std::make_shared<const Learned>(std::move(*learned))});
        }
        const auto fits = conclude(training, all, 0.15, m_progress);
        QVERIFY_EXPECTED(fits);
        for (const DetectorFit& fit : *fits)
            for (std::size_t point = 0; point < rows; ++point)
                QCOMPARE(fit.classes->outlier[point] != 0, fit.verdict(point).outlier);
    }

    void coarseCellsAnswerWhatRowsAnswer()
    {
        // So few cells are allowed that most rows are in cells of many squares.
        Pipeline pipeline;
        Exploration exploration = sessions();
        const auto scaled = pipeline.scaled(exploration, m_progress);
        QVERIFY_EXPECTED(scaled);
        Expected<Binned> merged = bin(*scaled, 1, 0.02, 100, m_progress);
        QVERIFY_EXPECTED(merged);
        const TrainingPoints training{*scaled, std::make_shared<const Binned>(std::move(*merged))};
        WarmStart cold;
        Expected<Learned> learned = learn(training, DetectorKind::OneClassSvm, exploration.settings, cold, m_progress);
        QVERIFY_EXPECTED(learned);
        const auto fits = conclude(training, {{DetectorKind::OneClassSvm, std::make_shared<const Learned>(*learned)}},
                                   0.15, m_progress);
        QVERIFY_EXPECTED(fits);
        exploration.binning.mode = Binning::Mode::Exact;
        const auto exact = pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(exact);
        QVERIFY(std::abs(fits->front().svm()->rho / (*exact)->svm()->rho - 1) <= 1e-6);
        QCOMPARE(fits->front().classes->outlier, (*exact)->classes->outlier);
    }

    void cancelsInTheMiddle()
    {
        const Exploration exploration = sessions();
        for (const double share : {0.0, 0.02, 0.3, 0.5, 0.65, 0.85}) {
            Pipeline pipeline;
            testing::StopAt stop(share);
            const auto fit = pipeline.fit(exploration, DetectorKind::OneClassSvm, stop);
            QVERIFY(!fit);
            QCOMPARE(fit.error().code, ErrorCode::Cancelled);
            QVERIFY_EXPECTED(pipeline.fit(exploration, DetectorKind::OneClassSvm, m_progress));
        }
    }
};

PERIMETER_TEST(TestBinning, Core)
#include "tst_binning.moc"
