// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/chi_squared.h"
#include "detectors/golden_table.h"
#include "detectors/mcd_correction.h"
#include "detectors/robust_covariance.h"
#include "detectors/scaling.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace perimeter;

class TestRobustCovariance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsRobustbase_data();
    void equalsRobustbase();
    void objectiveAsScikitLearn_data();
    void objectiveAsScikitLearn();
};

namespace {

bool near(double actual, double expected, double relative)
{
    const bool equal = std::abs(actual - expected) <= relative * std::max(1e-3, std::abs(expected));
    if (!equal)
        qWarning("%.17g is not %.17g", actual, expected);
    return equal;
}

RowMatrix standardised(const std::string& name)
{
    const RowMatrix points = testing::sample(name);
    return fitScaling(ScalingKind::Standard, points)->toScaled(points);
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
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<int>("seed");
    for (const std::vector<std::string>& golden : testing::golden("sklearn_mcd.csv")) {
        QStringList line;
        for (const std::string& field : golden)
            line.append(QString::fromStdString(field));
        for (const int seed : {0, 1, 2, 3})
            QTest::addRow("%s seed %d", golden[0].c_str(), seed) << line << seed;
    }
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

QTEST_GUILESS_MAIN(TestRobustCovariance)
#include "tst_robust_covariance.moc"
