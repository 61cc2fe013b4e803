// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/chi_squared.h"
#include "detectors/covariance/mcd_correction.h"
#include "detectors/covariance/robust_covariance.h"
#include "detectors/detector_checks.h"
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace perimeter;
using namespace perimeter::testing;

class TestRobustCovariance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsRobustbase_data();
    void equalsRobustbase();
    void objectiveAsScikitLearn_data();
    void objectiveAsScikitLearn();
    void smallSampleFactors_data();
    void smallSampleFactors();
    void reweightedAsScikitLearn_data();
    void reweightedAsScikitLearn();
    void sameSeedSameRows();
    void outliersStayWithinContamination_data();
    void outliersStayWithinContamination();
    void unitsDoNotMatter();
    void exactFitOfALine_data();
    void exactFitOfALine();
    void exactFitOfAPlane();
    void equalRowsAreAnExactFit();
    void tiedColumnIsAnExactFit();
    void nearLineIsNoExactFit();
    void oneColumn();
    void moreColumns();
    void badInput_data();
    void badInput();
    void cancels();
    void fastEnough();
};

namespace {

RowMatrix standardised(const std::string& name)
{
    const RowMatrix points = testing::sample(name);
    return fitScaling(ScalingKind::Standard, points)->toScaled(points);
}

/// The best of ten seeds of scikit-learn, to be met from each of ours.
void addScikitLearnRows(const std::vector<std::string>& names)
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<int>("seed");
    for (const std::vector<std::string>& golden : testing::golden("sklearn_mcd.csv")) {
        if (std::ranges::find(names, golden[0]) == names.end())
            continue;
        QStringList line;
        for (const std::string& field : golden)
            line.append(QString::fromStdString(field));
        for (const int seed : {0, 1, 2, 3})
            QTest::addRow("%s seed %d", golden[0].c_str(), seed) << line << seed;
    }
}

} // namespace

void TestRobustCovariance::equalsRobustbase_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<int>("seed");
    for (const std::vector<std::string>& golden : testing::golden("robustbase_mcd.csv")) {
        QStringList line;
        for (const std::string& field : golden)
            line.append(QString::fromStdString(field));
        for (const int seed : {0, 1, 2})
            QTest::addRow("%s %s seed %d", golden[0].c_str(), golden[1].c_str(), seed) << line << seed;
    }
}

void TestRobustCovariance::equalsRobustbase()
{
    QFETCH(QStringList, line);
    QFETCH(int, seed);
    const RowMatrix points = testing::sample(line[0].toStdString());
    RobustOptions options{.convention = McdConvention::Robustbase, .seed = static_cast<std::uint64_t>(seed)};
    if (line[1] != QLatin1String("0.5"))
        options.supportFraction = line[1].toDouble();
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(points, options, progress);
    QVERIFY(fit.has_value());
    QVERIFY(!fit->exactFit);
    QCOMPARE(fit->h, line[2].toLong());
    QVERIFY2(fit->logDeterminant <= line[3].toDouble() + 1e-9, qPrintable(QString::number(fit->logDeterminant)));
    QVERIFY(near(fit->rawCovariance(0, 0), line[4].toDouble(), 1e-10));

    const double cut = chiSquaredQuantile(0.975, static_cast<double>(points.cols()));
    const Eigen::VectorXd distances = squaredDistances(fit->model, points);
    QStringList flagged;
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        if (distances[row] >= cut)
            flagged.append(QString::number(row + 1));
    QCOMPARE(flagged.join(u' '), line[5]);

    const Eigen::VectorXd location = testing::numbers(line[6].toStdString());
    const Eigen::VectorXd covariance = testing::numbers(line[7].toStdString());
    for (Eigen::Index i = 0; i < points.cols(); ++i) {
        QVERIFY(near(fit->model.location[i], location[i], 1e-10));
        for (Eigen::Index j = 0; j < points.cols(); ++j)
            QVERIFY(near(fit->model.covariance(i, j), covariance[i * points.cols() + j], 1e-10));
    }
}

void TestRobustCovariance::objectiveAsScikitLearn_data()
{
    addScikitLearnRows({"wine_0_1", "wine_4_12", "starsCYG", "dns"});
}

void TestRobustCovariance::objectiveAsScikitLearn()
{
    QFETCH(QStringList, line);
    QFETCH(int, seed);
    const RowMatrix points = testing::ordered(standardised(line[0].toStdString()));
    NoProgress progress;
    QElapsedTimer timer;
    timer.start();
    const Expected<RobustCovariance> fit =
        fitRobustCovariance(points, {.seed = static_cast<std::uint64_t>(seed)}, progress);
    const qint64 elapsed = timer.elapsed();
    QVERIFY(fit.has_value());
    QCOMPARE(fit->h, line[1].toLong());
    const double best = line[2].toDouble();
    qInfo("log det %.12g, scikit-learn's best %.12g, difference %.3g; %lld ms", fit->logDeterminant, best,
          fit->logDeterminant - best, elapsed);
    QVERIFY(fit->logDeterminant <= best + 1e-9);
}

void TestRobustCovariance::smallSampleFactors_data()
{
    QTest::addColumn<QStringList>("line");
    for (const std::vector<std::string>& golden : testing::golden("robustbase_cnp2.csv")) {
        QStringList line;
        for (const std::string& field : golden)
            line.append(QString::fromStdString(field));
        QTest::addRow("p %s n %s alpha %s", golden[0].c_str(), golden[1].c_str(), golden[2].c_str()) << line;
    }
}

void TestRobustCovariance::smallSampleFactors()
{
    QFETCH(QStringList, line);
    const Eigen::Index p = line[0].toLong();
    const Eigen::Index n = line[1].toLong();
    const double alpha = line[2].toDouble();
    QVERIFY(near(rawSmallSampleFactor(p, n, alpha), line[3].toDouble(), 1e-12));
    QVERIFY(near(reweightedSmallSampleFactor(p, n, alpha), line[4].toDouble(), 1e-12));
}

void TestRobustCovariance::reweightedAsScikitLearn_data()
{
    addScikitLearnRows({"wine_0_1", "wine_4_12", "dns"});
}

/// Where the objective is scikit-learn's best, so are location, covariance and threshold. (For starsCYG it is smaller.)
void TestRobustCovariance::reweightedAsScikitLearn()
{
    QFETCH(QStringList, line);
    QFETCH(int, seed);
    const RowMatrix points = testing::ordered(standardised(line[0].toStdString()));
    NoProgress progress;
    const Expected<RobustCovariance> fit =
        fitRobustCovariance(points, {.contamination = 0.15, .seed = static_cast<std::uint64_t>(seed)}, progress);
    QVERIFY(fit.has_value());
    const double values[] = {fit->model.location[0],      fit->model.location[1],      fit->model.covariance(0, 0),
                             fit->model.covariance(0, 1), fit->model.covariance(1, 1), fit->model.threshold};
    for (int i = 0; i < 6; ++i)
        QVERIFY(near(values[i], line[3 + i].toDouble(), 1e-9));
}

void TestRobustCovariance::sameSeedSameRows()
{
    const RowMatrix points = testing::ordered(standardised("dns"));
    NoProgress progress;
    const Expected<RobustCovariance> one = fitRobustCovariance(points, {.seed = 7}, progress);
    const Expected<RobustCovariance> other = fitRobustCovariance(points, {.seed = 7}, progress);
    QVERIFY(one.has_value() && other.has_value());
    QVERIFY(one->support == other->support);
    QCOMPARE(static_cast<Eigen::Index>(one->support.size()), one->h);
    QVERIFY(std::ranges::is_sorted(one->support));
    QCOMPARE(one->model.threshold, other->model.threshold);
}

void TestRobustCovariance::outliersStayWithinContamination_data()
{
    QTest::addColumn<double>("contamination");
    for (const double contamination : {0.005, 0.05, 0.15, 0.25, 0.5})
        QTest::addRow("%g", contamination) << contamination;
}

void TestRobustCovariance::outliersStayWithinContamination()
{
    QFETCH(double, contamination);
    const RowMatrix points = testing::ordered(standardised("dns"));
    for (const McdConvention convention : {McdConvention::ScikitLearn, McdConvention::Robustbase}) {
        NoProgress progress;
        const Expected<RobustCovariance> fit =
            fitRobustCovariance(points, {.contamination = contamination, .convention = convention}, progress);
        QVERIFY(fit.has_value());
        const double allowed = std::ceil(contamination * static_cast<double>(points.rows() - 1));
        const double found = static_cast<double>(outliers(fit->model, points));
        QVERIFY(found <= allowed);
        // Only ties at the threshold make it fewer.
        const Eigen::VectorXd distances = squaredDistances(fit->model, points);
        QVERIFY(static_cast<double>((distances.array() >= fit->model.threshold * (1 - 1e-12)).count()) >= allowed);
    }
}

void TestRobustCovariance::unitsDoNotMatter()
{
    const RowMatrix points = testing::sample("wine_4_12");
    RowMatrix other = points;
    other.col(0) *= 1e-12;
    other.col(1) = other.col(1).array() * 1e9 + 1e12;
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(points, {}, progress);
    const Expected<RobustCovariance> scaled = fitRobustCovariance(other, {}, progress);
    QVERIFY(fit.has_value() && scaled.has_value());
    QVERIFY(!scaled->exactFit);
    QVERIFY(fit->support == scaled->support);
    QVERIFY(near(scaled->model.threshold, fit->model.threshold, 1e-8));
}

void TestRobustCovariance::exactFitOfALine_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("exact");
    for (const int rows : {60, 700, 4000})
        for (const double scale : {1e-6, 1.0, 1e9})
            for (const double share : {0.3, 0.6, 0.9, 1.0})
                QTest::addRow("%d rows, %g on the line, in %g", rows, share, scale)
                    << share << scale << rows << (share > 0.5);
}

void TestRobustCovariance::exactFitOfALine()
{
    QFETCH(double, share);
    QFETCH(double, scale);
    QFETCH(int, rows);
    QFETCH(bool, exact);
    std::mt19937_64 generator(5);
    RowMatrix points(rows, 2);
    const int onLine = static_cast<int>(share * rows);
    for (int row = 0; row < rows; ++row) {
        points(row, 0) = uniform(generator) * 10;
        points(row, 1) = row < onLine ? 2 * points(row, 0) + 1 : uniform(generator) * 30;
    }
    points.col(1) *= scale;
    for (const McdConvention convention : {McdConvention::ScikitLearn, McdConvention::Robustbase}) {
        NoProgress progress;
        const Expected<RobustCovariance> fit =
            fitRobustCovariance(testing::ordered(points), {.convention = convention}, progress);
        QVERIFY(fit.has_value());
        QCOMPARE(fit->exactFit.has_value(), exact);
        if (!exact)
            continue;
        QCOMPARE(fit->exactFit->rows, static_cast<Eigen::Index>(onLine));
        const Eigen::VectorXd& normal = fit->exactFit->normal;
        QVERIFY(near(normal[0] / normal[1], -2 * scale, 1e-6));
        QVERIFY(near(fit->exactFit->offset / normal[1], scale, 1e-6));
        QVERIFY(std::ranges::any_of(fit->model.notices,
                                    [](const Notice& notice) { return notice.code == NoticeCode::ExactFit; }));
        QVERIFY(std::isinf(fit->logDeterminant) && fit->logDeterminant < 0);
        const Eigen::Index off = rows - onLine;
        const Eigen::Index allowed = static_cast<Eigen::Index>(std::ceil(0.15 * (rows - 1)));
        QVERIFY(outliers(fit->model, testing::ordered(points)) <= allowed);
        QVERIFY(outliers(fit->model, testing::ordered(points)) >= std::min(off, allowed) - 1);
    }
}

void TestRobustCovariance::exactFitOfAPlane()
{
    std::mt19937_64 generator(9);
    RowMatrix points(300, 3);
    for (int row = 0; row < 300; ++row) {
        points(row, 0) = uniform(generator);
        points(row, 1) = uniform(generator);
        points(row, 2) = row < 200 ? points(row, 0) - 3 * points(row, 1) + 5 : uniform(generator) * 20;
    }
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(testing::ordered(points), {}, progress);
    QVERIFY(fit.has_value() && fit->exactFit);
    QCOMPARE(fit->exactFit->rows, Eigen::Index(200));
    const Eigen::VectorXd normal = fit->exactFit->normal / fit->exactFit->normal[2];
    QVERIFY(near(normal[0], -1, 1e-6) && near(normal[1], 3, 1e-6));
    QVERIFY(near(fit->exactFit->offset / fit->exactFit->normal[2], 5, 1e-6));
}

void TestRobustCovariance::equalRowsAreAnExactFit()
{
    std::mt19937_64 generator(3);
    RowMatrix points(100, 2);
    for (int row = 0; row < 100; ++row) {
        points(row, 0) = row < 70 ? 0.1 : uniform(generator);
        points(row, 1) = row < 70 ? 0.7 : uniform(generator);
    }
    for (const McdConvention convention : {McdConvention::ScikitLearn, McdConvention::Robustbase}) {
        NoProgress progress;
        const Expected<RobustCovariance> fit =
            fitRobustCovariance(testing::ordered(points), {.convention = convention}, progress);
        QVERIFY(fit.has_value() && fit->exactFit);
        QVERIFY(fit->exactFit->rows >= 70);
        QVERIFY(near(fit->exactFit->normal.dot(Eigen::Vector2d(0.1, 0.7)), fit->exactFit->offset, 1e-12));
        QVERIFY(squaredDistances(fit->model, testing::ordered(points)).allFinite());
    }
}

void TestRobustCovariance::tiedColumnIsAnExactFit()
{
    std::mt19937_64 generator(4);
    RowMatrix points(1000, 2);
    for (int row = 0; row < 1000; ++row) {
        points(row, 0) = row < 700 ? 0.1 : uniform(generator);
        points(row, 1) = uniform(generator);
    }
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(testing::ordered(points), {}, progress);
    QVERIFY(fit.has_value() && fit->exactFit);
    QCOMPARE(fit->exactFit->rows, Eigen::Index(700));
    QVERIFY(near(std::abs(fit->exactFit->normal[0]), 1, 1e-12) && near(fit->exactFit->normal[1], 0, 1e-12));
    QVERIFY(near(fit->exactFit->offset / fit->exactFit->normal[0], 0.1, 1e-12));
}

void TestRobustCovariance::nearLineIsNoExactFit()
{
    std::mt19937_64 generator(11);
    RowMatrix points(500, 2);
    for (int row = 0; row < 500; ++row) {
        points(row, 0) = uniform(generator);
        points(row, 1) = points(row, 0) + 1e-5 * uniform(generator);
    }
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(testing::ordered(points), {}, progress);
    QVERIFY(fit.has_value());
    QVERIFY(!fit->exactFit);
}

void TestRobustCovariance::oneColumn()
{
    RowMatrix points(9, 1);
    points << 1, 2, 3, 4, 5, 6, 7, 100, 1000;
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(points, {.contamination = 0.25}, progress);
    QVERIFY(fit.has_value());
    QCOMPARE(fit->h, Eigen::Index(6));
    QCOMPARE(fit->rawLocation[0], 4.0); // scikit-learn's, as are the next two
    QVERIFY(near(fit->rawCovariance(0, 0), 35.0 / 12, 1e-12));
    QVERIFY(near(fit->model.location[0], 4, 1e-12));
    QCOMPARE(outliers(fit->model, points), Eigen::Index(2));

    points << 5, 5, 5, 5, 5, 5, 7, 8, 9;
    const Expected<RobustCovariance> tied = fitRobustCovariance(points, {}, progress);
    QVERIFY(tied.has_value() && tied->exactFit);
    QCOMPARE(tied->exactFit->rows, Eigen::Index(6));
    QCOMPARE(tied->exactFit->offset, 5.0);
}

void TestRobustCovariance::moreColumns()
{
    std::mt19937_64 generator(2);
    RowMatrix points(2000, 5);
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        for (Eigen::Index column = 0; column < points.cols(); ++column)
            points(row, column) = uniform(generator) + uniform(generator) + (row < 400 ? 5 : 0);
    NoProgress progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(points, {.contamination = 0.2}, progress);
    QVERIFY(fit.has_value() && !fit->exactFit);
    const Eigen::VectorXd distances = squaredDistances(fit->model, points);
    for (Eigen::Index row = 0; row < 400; ++row)
        QVERIFY(isOutlier(fit->model, distances[row]) || distances[row] >= distances.tail(1600).maxCoeff());
}

void TestRobustCovariance::badInput_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("contamination");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<bool>("robustbase");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, int rows, double contamination, double fraction, bool robustbase,
                        ErrorCode code) {
        QTest::newRow(name) << rows << contamination << fraction << robustbase << static_cast<int>(code);
    };
    row("two rows", 2, 0.1, 0.7, false, ErrorCode::TooFewRows);
    row("three rows, robustbase", 3, 0.1, 0.7, true, ErrorCode::TooFewRows);
    row("contamination", 9, 0.51, 0.7, false, ErrorCode::ContaminationOutOfRange);
    row("fraction 0.5", 9, 0.1, 0.5, false, ErrorCode::SupportFractionOutOfRange);
    row("fraction 1.1", 9, 0.1, 1.1, true, ErrorCode::SupportFractionOutOfRange);
}

void TestRobustCovariance::badInput()
{
    QFETCH(int, rows);
    QFETCH(double, contamination);
    QFETCH(double, fraction);
    QFETCH(bool, robustbase);
    QFETCH(int, code);
    const RobustOptions options{.contamination = contamination,
                                .supportFraction = fraction,
                                .convention = robustbase ? McdConvention::Robustbase : McdConvention::ScikitLearn};
    NoProgress progress;
    const Expected<RobustCovariance> fit =
        fitRobustCovariance(testing::sample("wine_0_1").topRows(rows), options, progress);
    QVERIFY(!fit.has_value());
    QCOMPARE(static_cast<int>(fit.error().code), code);
}

void TestRobustCovariance::cancels()
{
    class Stops final : public Progress {
    public:
        bool advance(double share) override
        {
            QTest::qVerify(share >= m_last && share <= 1, "shares rise", "", __FILE__, __LINE__);
            m_last = share;
            return share < 0.5;
        }

    private:
        double m_last = 0;
    } progress;
    const Expected<RobustCovariance> fit = fitRobustCovariance(standardised("dns"), {}, progress);
    QVERIFY(!fit.has_value());
    QCOMPARE(static_cast<int>(fit.error().code), static_cast<int>(ErrorCode::Cancelled));
}

void TestRobustCovariance::fastEnough()
{
    const RowMatrix points = testing::ordered(standardised("dns"));
    NoProgress progress;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(fitRobustCovariance(points, {}, progress).has_value());
    qInfo("scikit-learn's convention: %lld ms", timer.restart());
    QVERIFY(fitRobustCovariance(points, {.convention = McdConvention::Robustbase}, progress).has_value());
    qInfo("robustbase's convention: %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 3000);
}

PERIMETER_TEST(TestRobustCovariance, Core)
#include "tst_robust_covariance.moc"
