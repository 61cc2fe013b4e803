// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/stand_ins.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;

namespace {

struct Group {
    double count = 0;
    Eigen::RowVector2d mean = Eigen::RowVector2d::Zero();
    Eigen::RowVector3d scatter = Eigen::RowVector3d::Zero();
};

Group groupOf(const RowMatrix& rows, const Eigen::VectorXd& weights)
{
    Group group;
    group.count = weights.sum();
    group.mean = (weights.transpose() * rows) / group.count;
    for (Eigen::Index row = 0; row < rows.rows(); ++row) {
        const Eigen::RowVector2d off = rows.row(row) - group.mean;
        group.scatter += weights[row] * Eigen::RowVector3d(off[0] * off[0], off[0] * off[1], off[1] * off[1]);
    }
    return group;
}

Group groupOf(const RowMatrix& rows)
{
    return groupOf(rows, Eigen::VectorXd::Ones(rows.rows()));
}

StandIns standInsOf(const RowMatrix& rows)
{
    const Group group = groupOf(rows);
    StandIns standIns;
    standIns.add(group.count, group.mean, group.scatter);
    return standIns;
}

} // namespace

class TestStandIns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void momentsAreThoseOfTheRows_data()
    {
        QTest::addColumn<double>("xy");
        QTest::addColumn<double>("height");
        QTest::addColumn<int>("points");
        QTest::newRow("cloud") << 0.6 << 0.3 << 4;
        QTest::newRow("round cloud") << 0.0 << 1.0 << 4;
        QTest::newRow("line") << 0.7 << 0.0 << 2;
        QTest::newRow("level line") << 0.0 << 0.0 << 2;
    }

    void momentsAreThoseOfTheRows()
    {
        QFETCH(double, xy);
        QFETCH(double, height);
        QFETCH(int, points);
        std::mt19937 random(3);
        std::normal_distribution<double> normal;
        RowMatrix rows(50, 2);
        for (Eigen::Index row = 0; row < rows.rows(); ++row) {
            const double x = normal(random);
            rows.row(row) << 3 + x, -1 + xy * x + height * normal(random);
        }
        const Group group = groupOf(rows);
        const StandIns standIns = standInsOf(rows);
        QCOMPARE(standIns.counts().size(), Eigen::Index(points));
        const Group same = groupOf(standIns.points(), standIns.counts());
        QCOMPARE(same.count, group.count);
        QVERIFY((same.mean - group.mean).norm() <= 1e-14 * group.mean.norm());
        QVERIFY((same.scatter - group.scatter).norm() <= 1e-12 * group.scatter.norm());
    }

    void fewRowsAreThemselves()
    {
        RowMatrix two(2, 2);
        two << 1, 2, 1.5, 1;
        const StandIns pair = standInsOf(two);
        QCOMPARE(pair.counts(), Eigen::VectorXd::Ones(2));
        QVERIFY((pair.points().row(0) - two.row(1)).norm() < 1e-14);
        QVERIFY((pair.points().row(1) - two.row(0)).norm() < 1e-14);
        const StandIns equal = standInsOf(RowMatrix::Constant(7, 2, 0.125));
        QCOMPARE(equal.counts(), Eigen::VectorXd::Constant(1, 7));
    }

    /// Half the width, an eighth of the error or less.
    void sumsAreOffByTheThirdOrder()
    {
        std::mt19937 random(5);
        std::exponential_distribution<double> skewed;
        RowMatrix shape(200, 2);
        for (Eigen::Index row = 0; row < shape.rows(); ++row)
            shape.row(row) << skewed(random), skewed(random);
        const auto sum = [](const RowMatrix& points, const Eigen::VectorXd& weights) {
            const Eigen::RowVector2d place(0.7, 0.4);
            return weights.dot((-(points.rowwise() - place).rowwise().squaredNorm().array() / 2).exp().matrix());
        };
        const auto error = [&](double width) {
            const RowMatrix rows = width * shape;
            const StandIns standIns = standInsOf(rows);
            return std::abs(sum(standIns.points(), standIns.counts()) - sum(rows, Eigen::VectorXd::Ones(200)));
        };
        QVERIFY(error(0.02) > 0);
        QVERIFY(error(0.01) < error(0.02) / 7);
        QVERIFY(error(0.02) < 200 * 1e-5);
    }
};

PERIMETER_TEST(TestStandIns, Core)
#include "tst_stand_ins.moc"
