// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/chi_squared.h"
#include "detectors/covariance/covariance.h"
#include "detectors/covariance/robust_covariance.h"
#include "detectors/detector_checks.h"
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;
using namespace perimeter::testing;

class TestCovariance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsScikitLearn_data();
    void equalsScikitLearn();
    void percentileInterpolates();
    void outliersStayWithinContamination_data();
    void outliersStayWithinContamination();
    void unitsDoNotMatter();
    void collinearColumnsAreNamed();
    void constantColumnIsNamed();
    void badInput_data();
    void badInput();
    void chiSquaredEqualsR_data();
    void chiSquaredEqualsR();
    void extremesAreAnswered_data();
    void extremesAreAnswered();
};

namespace {

bool has(const CovarianceModel& model, const Notice& notice)
{
    return std::ranges::find(model.notices, notice) != model.notices.end();
}

} // namespace

void TestCovariance::equalsScikitLearn_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<QList<double>>("values");
    for (const std::vector<std::string>& line : testing::golden("sklearn_covariance.csv")) {
        QList<double> values;
        for (std::size_t i = 1; i < line.size(); ++i)
            values.append(testing::number(line[i]));
        QTest::addRow("%s", line[0].c_str()) << QString::fromStdString(line[0]) << values;
    }
}

void TestCovariance::equalsScikitLearn()
{
    QFETCH(QString, data);
    QFETCH(QList<double>, values);
    RowMatrix points = testing::sample(data.toStdString());
    if (data == QLatin1String("dns"))
        points = fitScaling(ScalingKind::Standard, points)->toScaled(points);
    const double contaminations[] = {0.05, 0.15, 0.25};
    for (int i = 0; i < 3; ++i) {
        const Expected<CovarianceModel> model = fitEmpiricalCovariance(points, {.contamination = contaminations[i]});
        QVERIFY(model.has_value());
        for (int j = 0; j < 2; ++j) // of standardised columns the mean is 0 but for rounding
            QVERIFY(std::abs(model->location[j] - values[j]) <= 1e-12 * std::max(1.0, std::abs(values[j])));
        QVERIFY(near(model->covariance(0, 0), values[2]));
        QVERIFY(near(model->covariance(0, 1), values[3]));
        QVERIFY(near(model->covariance(1, 0), values[3]));
        QVERIFY(near(model->covariance(1, 1), values[4]));
        QVERIFY(near(model->threshold, values[5 + i]));
        const Eigen::VectorXd distances = squaredDistances(*model, points);
        QVERIFY(near(distances[0], values[8]));
        QVERIFY(near(distances[distances.size() - 1], values[9]));
        QVERIFY(model->notices.empty());
    }
}

void TestCovariance::percentileInterpolates()
{
    const Eigen::VectorXd values = (Eigen::VectorXd(4) << 4, 1, 3, 2).finished();
    QCOMPARE(percentile(values, 0), 1.0);
    QCOMPARE(percentile(values, 1), 4.0);
    QCOMPARE(percentile(values, 0.5), 2.5);
    QCOMPARE(percentile(values, 0.25), 1.75);
    QVERIFY(std::isnan(percentile(Eigen::VectorXd(), 0.5)));
}

void TestCovariance::outliersStayWithinContamination_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<double>("contamination");
    for (const char* data : {"wine_0_1", "starsCYG", "dns"})
        for (const double contamination : {1e-6, 0.005, 0.05, 0.07, 0.15, 0.25, 0.29, 0.5})
            QTest::addRow("%s %g", data, contamination) << QString::fromLatin1(data) << contamination;
}

void TestCovariance::outliersStayWithinContamination()
{
    QFETCH(QString, data);
    QFETCH(double, contamination);
    const RowMatrix points = testing::sample(data.toStdString());
    const Expected<CovarianceModel> model = fitEmpiricalCovariance(points, {.contamination = contamination});
    QVERIFY(model.has_value());
    const double allowed = std::ceil(contamination * static_cast<double>(points.rows() - 1));
    const Eigen::Index found = outliers(*model, points);
    QVERIFY(static_cast<double>(found) <= allowed);
    // Only ties at the threshold make it fewer.
    const Eigen::VectorXd distances = squaredDistances(*model, points);
    QVERIFY(static_cast<double>((distances.array() >= model->threshold * (1 - 1e-12)).count()) >= allowed);
}

void TestCovariance::unitsDoNotMatter()
{
    const RowMatrix points = testing::sample("wine_4_12");
    RowMatrix other = points;
    other.col(0) *= 1e-12;
    other.col(1) *= 1e12;
    const Expected<CovarianceModel> model = fitEmpiricalCovariance(points, {});
    const Expected<CovarianceModel> scaled = fitEmpiricalCovariance(other, {});
    QVERIFY(model.has_value() && scaled.has_value());
    QVERIFY(near(scaled->threshold, model->threshold, 1e-10));
    QVERIFY(scaled->notices.empty());
}

void TestCovariance::collinearColumnsAreNamed()
{
    RowMatrix points = testing::sample("wine_4_12");
    points.col(1) = 0.3 * points.col(0).array() + 7;
    const Expected<CovarianceModel> model = fitEmpiricalCovariance(points, {});
    QVERIFY(model.has_value());
    QVERIFY(has(*model, {NoticeCode::SingularCovariance, {"1", "2"}}));
    QVERIFY(model->precision.allFinite());
    QVERIFY(model->threshold < 100);
}

void TestCovariance::constantColumnIsNamed()
{
    RowMatrix points = testing::sample("wine_4_12");
    points.col(1).setConstant(0.1);
    const Expected<CovarianceModel> model = fitEmpiricalCovariance(points, {});
    QVERIFY(model.has_value());
    QVERIFY(has(*model, {NoticeCode::ConstantColumn, {"1"}}));
    QVERIFY(has(*model, {NoticeCode::SingularCovariance, {"1", "2"}}));
}

void TestCovariance::badInput_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("equal");
    QTest::addColumn<double>("contamination");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* name, int rows, bool equal, double contamination, ErrorCode code,
                        const QStringList& arguments) {
        QTest::newRow(name) << rows << equal << contamination << static_cast<int>(code) << arguments;
    };
    const QString zero = QStringLiteral("0");
    row("no rows", 0, false, 0.1, ErrorCode::TooFewRows, {zero, QStringLiteral("3")});
    row("two rows", 2, false, 0.1, ErrorCode::TooFewRows, {QStringLiteral("2"), QStringLiteral("3")});
    row("equal rows", 9, true, 0.1, ErrorCode::RowsAllEqual, {QStringLiteral("9")});
    row("contamination 0", 9, false, 0, ErrorCode::ContaminationOutOfRange, {zero});
    row("contamination 0.6", 9, false, 0.6, ErrorCode::ContaminationOutOfRange, {QStringLiteral("0.6")});
    row("contamination nan", 9, false, std::nan(""), ErrorCode::ContaminationOutOfRange, {QStringLiteral("nan")});
}

void TestCovariance::badInput()
{
    QFETCH(int, rows);
    QFETCH(bool, equal);
    QFETCH(double, contamination);
    QFETCH(int, code);
    QFETCH(QStringList, arguments);
    RowMatrix points = testing::sample("wine_0_1").topRows(rows);
    if (equal)
        points.rowwise() = points.row(0).eval();
    const Expected<CovarianceModel> model = fitEmpiricalCovariance(points, {.contamination = contamination});
    QVERIFY(!model.has_value());
    QCOMPARE(static_cast<int>(model.error().code), code);
    QStringList given;
    for (const std::string& argument : model.error().arguments)
        given.append(QString::fromStdString(argument));
    QCOMPARE(given, arguments);
}

void TestCovariance::chiSquaredEqualsR_data()
{
    QTest::addColumn<double>("degrees");
    QTest::addColumn<double>("probability");
    QTest::addColumn<double>("quantile");
    for (const std::vector<std::string>& line : testing::golden("chi_squared.csv"))
        QTest::addRow("%s %s", line[0].c_str(), line[1].c_str())
            << testing::number(line[0]) << testing::number(line[1]) << testing::number(line[2]);
}

void TestCovariance::chiSquaredEqualsR()
{
    QFETCH(double, degrees);
    QFETCH(double, probability);
    QFETCH(double, quantile);
    QVERIFY(near(chiSquaredQuantile(probability, degrees), quantile, 1e-11));
    QVERIFY(near(chiSquaredCdf(quantile, degrees), probability, 1e-11));
}

void TestCovariance::extremesAreAnswered_data()
{
    QTest::addColumn<double>("unit");
    QTest::addColumn<int>("columns");
    QTest::addColumn<double>("far");
    for (const double unit : {1e-320, 1e-200, 1e-150, 1.0, 1e120, 1e200, 1e308})
        for (const int columns : {1, 2, 3})
            for (const double far : {1.0, 1e-150})
                QTest::addRow("%g, %d, %g", unit, columns, far) << unit << columns << far;
}

void TestCovariance::extremesAreAnswered()
{
    QFETCH(const double, unit);
    QFETCH(const int, columns);
    QFETCH(const double, far);
    RowMatrix points(12, columns);
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        for (Eigen::Index column = 0; column < columns; ++column)
            points(row, column) = unit * std::cos(static_cast<double>(row * (column + 3)));
    points.row(5) *= far;
    NoProgress progress;
    const auto isSound = [](const auto& fit, const CovarianceModel* model) {
        if (!fit)
            return fit.error().code == ErrorCode::ValuesTooLarge || fit.error().code == ErrorCode::ValuesTooClose ||
                   fit.error().code == ErrorCode::RowsAllEqual;
        return model->location.allFinite() && model->covariance.allFinite() && !std::isnan(model->threshold);
    };
    for (const bool scales : {false, true}) {
        const Expected<Scaling> scaling = fitScaling(scales ? ScalingKind::Standard : ScalingKind::None, points);
        if (!scaling || !points.allFinite())
            continue;
        const RowMatrix rows = scaling->toScaled(points);
        const auto empirical = fitEmpiricalCovariance(rows, {});
        QVERIFY(isSound(empirical, empirical ? &*empirical : nullptr));
        for (const McdConvention convention : {McdConvention::ScikitLearn, McdConvention::Robustbase}) {
            const auto robust = fitRobustCovariance(rows, {.convention = convention}, progress);
            QVERIFY(isSound(robust, robust ? &robust->model : nullptr));
        }
    }
}

PERIMETER_TEST(TestCovariance, Core)
#include "tst_covariance.moc"
