// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>

using namespace perimeter;

class TestScaling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsScikitLearn_data();
    void equalsScikitLearn();
    void constantColumnKeepsItsUnit_data();
    void constantColumnKeepsItsUnit();
    void log1pIsTheLogarithmAndBack();
    void log1pNamesWhatItCannotTake();
    void roundTrip_data();
    void roundTrip();
    void valuesWhoseSquaresAreNone();
};

namespace {

const std::map<std::string, ScalingKind> Kinds = {{"standard", ScalingKind::Standard},
                                                  {"robust", ScalingKind::Robust},
                                                  {"minmax", ScalingKind::MinMax},
                                                  {"none", ScalingKind::None},
                                                  {"log1p", ScalingKind::Log1p}};

void near(double actual, double expected)
{
    if (std::abs(actual - expected) > 1e-13 * std::max(1.0, std::abs(expected)))
        QFAIL(qPrintable(QString::number(actual, 'g', 17) + QLatin1String(" is not ") +
                         QString::number(expected, 'g', 17)));
}

} // namespace

void TestScaling::equalsScikitLearn_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("column");
    QTest::addColumn<double>("center");
    QTest::addColumn<double>("spread");
    for (const std::vector<std::string>& line : testing::golden("sklearn_scaling.csv"))
        QTest::addRow("%s %s %s", line[0].c_str(), line[1].c_str(), line[2].c_str())
            << QString::fromStdString(line[0]) << QString::fromStdString(line[1]) << std::stoi(line[2])
            << testing::number(line[3]) << testing::number(line[4]);
}

void TestScaling::equalsScikitLearn()
{
    QFETCH(QString, data);
    QFETCH(QString, kind);
    QFETCH(int, column);
    QFETCH(double, center);
    QFETCH(double, spread);
    const Expected<Scaling> scaling = fitScaling(Kinds.at(kind.toStdString()), testing::sample(data.toStdString()));
    QVERIFY(scaling.has_value());
    near(scaling->center[column], center);
    near(scaling->spread[column], spread);
}

void TestScaling::constantColumnKeepsItsUnit_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("kind");
    for (const auto& [name, kind] : Kinds)
        for (const double value : {0.1, 1e9 + 0.1, 1e-300})
            QTest::addRow("%s %g", name.c_str(), value) << value << static_cast<int>(kind);
}

void TestScaling::constantColumnKeepsItsUnit()
{
    QFETCH(double, value);
    QFETCH(int, kind);
    const RowMatrix points = RowMatrix::Constant(1001, 1, value);
    const Expected<Scaling> scaling = fitScaling(static_cast<ScalingKind>(kind), points);
    QVERIFY(scaling.has_value());
    QCOMPARE(scaling->spread[0], 1.0);
}

void TestScaling::log1pIsTheLogarithmAndBack()
{
    RowMatrix points(2, 1);
    points << 0, 1e-20;
    const Expected<Scaling> scaling = fitScaling(ScalingKind::Log1p, points);
    QVERIFY(scaling.has_value());
    QCOMPARE(scaling->toScaled(0, 0), 0.0);
    near(scaling->toScaled(0, 1e-20) * 1e20, 1);
    near(scaling->toOriginal(0, scaling->toScaled(0, 123456)), 123456);
}

void TestScaling::log1pNamesWhatItCannotTake()
{
    RowMatrix points(3, 2);
    points << 1, -1, 2, -7, 3, 0;
    const Expected<Scaling> scaling = fitScaling(ScalingKind::Log1p, points);
    QVERIFY(!scaling.has_value());
    QVERIFY((scaling.error() == Error{ErrorCode::LogarithmUndefined, {"1", "2"}}));
}

void TestScaling::roundTrip_data()
{
    QTest::addColumn<int>("kind");
    for (const auto& [name, kind] : Kinds)
        QTest::addRow("%s", name.c_str()) << static_cast<int>(kind);
}

void TestScaling::roundTrip()
{
    QFETCH(int, kind);
    const RowMatrix points = testing::sample("dns").topRows(500);
    const Expected<Scaling> scaling = fitScaling(static_cast<ScalingKind>(kind), points);
    QVERIFY(scaling.has_value());
    const RowMatrix scaled = scaling->toScaled(points);
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        for (Eigen::Index column = 0; column < points.cols(); ++column)
            near(scaling->toOriginal(column, scaled(row, column)), points(row, column));
}

void TestScaling::valuesWhoseSquaresAreNone()
{
    for (const double unit : {1e-310, 1e-200, 1e200, 3e307}) {
        const RowMatrix points = unit * RowMatrix{{1}, {2}, {3}, {4}};
        const Expected<Scaling> scaling = fitScaling(ScalingKind::Standard, points);
        QVERIFY(scaling.has_value());
        QVERIFY(std::abs(scaling->toScaled(0, points(3, 0)) - std::sqrt(1.8)) < 1e-9);
    }
    const RowMatrix points{{-1.7e308}, {0}, {1.7e308}};
    QCOMPARE(fitScaling(ScalingKind::MinMax, points).error().code, ErrorCode::ValuesTooLarge);
}

PERIMETER_TEST(TestScaling, Core)
#include "tst_scaling.moc"
