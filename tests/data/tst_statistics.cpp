// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/statistics.h"
#include "data/table_text.h"
#include "detectors/rows/scaling.h"
#include "support/test_registry.h"

#include <cmath>
#include <random>

using namespace perimeter;

namespace {

bool near(double found, double expected)
{
    return std::abs(found - expected) <= 1e-12 * std::abs(expected);
}

QByteArray csv(const RowMatrix& points)
{
    QByteArray text = "a,b\n";
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        text += QByteArray::number(points(row, 0), 'g', 17) + ',' + QByteArray::number(points(row, 1), 'g', 17) + '\n';
    return text;
}

/// Bytes of sessions: heavy tails and ties; beside them a column far from zero.
RowMatrix sessions(Eigen::Index rows)
{
    std::mt19937_64 random(3);
    std::lognormal_distribution<double> bytes(6.5, 1.3);
    std::normal_distribution<double> time(1.7e9, 1e4);
    RowMatrix points(rows, 2);
    for (Eigen::Index row = 0; row < rows; ++row)
        points.row(row) << std::round(bytes(random)), time(random);
    return points;
}

const std::vector<ScaledColumn> columns = {{"a"}, {"b"}};

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asFitScaling_data();
    void asFitScaling();
    void logarithms();
    void constantColumn();
    void rowsThatDoNotCount();
    void noRows();
    void quartilesAmongExtremes();
};

void TestStatistics::asFitScaling_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("less");
    for (const int rows : {2, 3, 4, 5, 1000, 250'000})
        QTest::addRow("%d", rows) << rows << 0.0;
    // What a logarithm would leave out counts where none is taken.
    QTest::newRow("negative values") << 1000 << 700.0;
}

void TestStatistics::asFitScaling()
{
    QFETCH(int, rows);
    QFETCH(double, less);
    RowMatrix points = sessions(rows);
    points.col(0).array() -= less;
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), csv(points)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto statistics = summarise(*table, columns, Quartiles::Counted, progress);
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->rows, rows);
    QCOMPARE(statistics->leftOut, 0);
    const Scaling standard = *fitScaling(ScalingKind::Standard, points);
    const Scaling robust = *fitScaling(ScalingKind::Robust, points);
    const Scaling minMax = *fitScaling(ScalingKind::MinMax, points);
    for (Eigen::Index c = 0; c < 2; ++c) {
        const ColumnStatistics& column = statistics->columns[static_cast<std::size_t>(c)];
        QCOMPARE(column.undefined, 0);
        QVERIFY(near(column.mean, standard.center[c]));
        QVERIFY(near(column.deviation, standard.spread[c]));
        QVERIFY(near(column.median, robust.center[c]));
        QVERIFY(near(column.upperQuartile - column.lowerQuartile, robust.spread[c]));
        QCOMPARE(column.minimum, minMax.center[c]);
        QCOMPARE(column.maximum - column.minimum, minMax.spread[c]);
    }
}

void TestStatistics::logarithms()
{
    RowMatrix points = sessions(1000);
    points.col(1).array() = 1e-9 * (points.col(1).array() - 1.69e9);
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), csv(points)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto statistics =
        summarise(*table, std::vector<ScaledColumn>{{"a", true}, {"b", true}}, Quartiles::LeftOut, progress);
    VERIFY_RESULT(statistics);
    const RowMatrix logarithm = fitScaling(ScalingKind::Log1p, points)->toScaled(points);
    const Scaling standard = *fitScaling(ScalingKind::Standard, logarithm);
    for (Eigen::Index c = 0; c < 2; ++c) {
        const ColumnStatistics& column = statistics->columns[static_cast<std::size_t>(c)];
        QCOMPARE(column.undefined, 0);
        QVERIFY(near(column.mean, standard.center[c]));
        QVERIFY(near(column.deviation, standard.spread[c]));
    }
    const auto below = open(files.write(QStringLiteral("b.csv"), "a,b\n-1,1\n-3,2\n0,3\n"));
    VERIFY_RESULT(below);
    const auto undefined =
        summarise(*below, std::vector<ScaledColumn>{{"a", true}, {"b", true}}, Quartiles::LeftOut, progress);
    VERIFY_RESULT(undefined);
    QCOMPARE(undefined->rows, 3);
    QCOMPARE(undefined->columns[0].undefined, 2);
    QCOMPARE(undefined->columns[1].undefined, 0);
}

void TestStatistics::constantColumn()
{
    const Files files;
    QByteArray text = "a,b\n";
    for (int row = 0; row < 777; ++row)
        text += "0.1," + QByteArray::number(row) + '\n';
    const auto table = open(files.write(QStringLiteral("a.csv"), text));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto statistics = summarise(*table, columns, Quartiles::Counted, progress);
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->columns[0].mean, 0.1);
    QCOMPARE(statistics->columns[0].deviation, 0.0);
    QCOMPARE(statistics->columns[0].median, 0.1);
    QCOMPARE(statistics->columns[1].median, 388.0);
}

void TestStatistics::rowsThatDoNotCount()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,10\n2,\nnan,5\n3,30\n4,inf\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto statistics = summarise(*table, columns, Quartiles::Counted, progress);
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->rows, 2);
    QCOMPARE(statistics->leftOut, 3);
    QCOMPARE(statistics->columns[0].mean, 2.0);
    QCOMPARE(statistics->columns[0].maximum, 3.0);
    QCOMPARE(statistics->columns[1].median, 20.0);
}

void TestStatistics::noRows()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,nan\nnan,2\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto statistics = summarise(*table, columns, Quartiles::Counted, progress);
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->rows, 0);
    QCOMPARE(statistics->leftOut, 2);
}

void TestStatistics::quartilesAmongExtremes()
{
    // So many values, so far apart, that counting into equal bins has to go on for several rounds.
    RowMatrix points = sessions(250'000);
    points(0, 0) = 1e300;
    points(1, 0) = -1e300;
    points(2, 0) = 1e15;
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), csv(points)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto statistics = summarise(*table, columns, Quartiles::Counted, progress);
    VERIFY_RESULT(statistics);
    const Scaling robust = *fitScaling(ScalingKind::Robust, points);
    QCOMPARE(statistics->columns[0].median, robust.center[0]);
    QCOMPARE(statistics->columns[0].upperQuartile - statistics->columns[0].lowerQuartile, robust.spread[0]);
}

PERIMETER_TEST(TestStatistics, Core)
#include "tst_statistics.moc"
