// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/free_inverse.h"
#include "detectors/dual/free_step.h"
#include "detectors/dual/regions.h"
#include "support/test_registry.h"

#include <QTest>

#include <Eigen/LU>

#include <cmath>
#include <random>

using namespace perimeter;

namespace {

const Kernel kernel{.kind = KernelKind::Rbf, .gamma = 0.5};

RowMatrix scattered(Eigen::Index rows, Eigen::Index columns)
{
    std::mt19937_64 engine(3);
    RowMatrix points(rows, columns);
    for (Eigen::Index row = 0; row < rows; ++row)
        for (Eigen::Index column = 0; column < columns; ++column)
            points(row, column) = 12 * static_cast<double>(engine() >> 11) / 9007199254740992.0;
    return points;
}

FreeRows freeRows(Eigen::Index count)
{
    FreeRows rows;
    rows.points = VectorPoints(scattered(count, 2));
    rows.alpha = Eigen::VectorXd::Constant(count, 0.5);
    rows.bounds = Eigen::VectorXd::Ones(count);
    rows.excess = Eigen::VectorXd::LinSpaced(count, -0.01, 0.02);
    return rows;
}

} // namespace

/// The linear algebra below the solver's regions.
class TestFreeRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inverseFollowsRows();
    void stepsEndLevel_data();
    void stepsEndLevel();
    void rowsThatMeetABoundStayThere();
    void regionsAreWithinTheirRadius_data();
    void regionsAreWithinTheirRadius();
};

void TestFreeRows::inverseFollowsRows()
{
    const VectorPoints points(scattered(60, 2));
    const Eigen::MatrixXd all = kernelMatrix(kernel, points);
    FreeInverse inverse;
    std::vector<Eigen::Index> rows;
    std::mt19937_64 engine(5);
    for (Eigen::Index next = 0; next < all.rows(); ++next) {
        const Eigen::VectorXd beside = all(rows, next);
        const Eigen::VectorXd solved = inverse.matrix() * beside;
        inverse.append(solved, all(next, next) - beside.dot(solved));
        rows.push_back(next);
        if (next % 3 == 2) {
            const auto place = static_cast<Eigen::Index>(engine() % rows.size());
            inverse.remove(place);
            rows[static_cast<std::size_t>(place)] = rows.back();
            rows.pop_back();
        }
        const Eigen::MatrixXd product = inverse.matrix() * all(rows, rows);
        const auto size = static_cast<Eigen::Index>(rows.size());
        QCOMPARE(inverse.size(), size);
        QVERIFY((product - Eigen::MatrixXd::Identity(size, size)).cwiseAbs().maxCoeff() < 1e-6);
    }
    QCOMPARE(inverse.changes(), 80);
    inverse.become(all);
    QCOMPARE(inverse.changes(), 0);
    QVERIFY((inverse.matrix() * all - Eigen::MatrixXd::Identity(60, 60)).cwiseAbs().maxCoeff() < 1e-6);
}

void TestFreeRows::stepsEndLevel_data()
{
    QTest::addColumn<bool>("keepsSum");
    QTest::newRow("level held") << false;
    QTest::newRow("sum moved") << true;
}

void TestFreeRows::stepsEndLevel()
{
    QFETCH(bool, keepsSum);
    FreeRows rows = freeRows(20);
    const Eigen::VectorXd before = rows.alpha;
    const double moved = stepFreeRows(kernel, rows, keepsSum ? std::optional(0.05) : std::nullopt);
    const Eigen::VectorXd change = rows.alpha - before;
    QVERIFY((rows.alpha.array() > 0 && rows.alpha.array() < 1).all());
    const Eigen::VectorXd excess = rows.excess + kernelMatrix(kernel, rows.points) * change;
    QVERIFY((excess.array() - moved).abs().maxCoeff() < 1e-10);
    if (keepsSum)
        QVERIFY(std::abs(change.sum() - 0.05) < 1e-10);
    else
        QCOMPARE(moved, 0.0);
}

void TestFreeRows::rowsThatMeetABoundStayThere()
{
    FreeRows rows = freeRows(20);
    rows.excess *= 60;
    const Eigen::VectorXd before = rows.alpha;
    const double moved = stepFreeRows(kernel, rows, 0.0);
    QVERIFY(std::abs((rows.alpha - before).sum()) < 1e-9);
    const Eigen::VectorXd excess = rows.excess + kernelMatrix(kernel, rows.points) * (rows.alpha - before);
    int bound = 0;
    for (Eigen::Index row = 0; row < 20; ++row) {
        QVERIFY(rows.alpha[row] >= 0 && rows.alpha[row] <= 1);
        if (rows.alpha[row] == 0 || rows.alpha[row] == 1)
            ++bound;
        else
            QVERIFY(std::abs(excess[row] - moved) < 1e-9);
    }
    QVERIFY(bound > 0 && bound < 20);
}

void TestFreeRows::regionsAreWithinTheirRadius_data()
{
    QTest::addColumn<int>("columns");
    for (const int columns : {1, 2, 4})
        QTest::addRow("%d columns", columns) << columns;
}

void TestFreeRows::regionsAreWithinTheirRadius()
{
    QFETCH(int, columns);
    const RowMatrix rows = scattered(500, columns);
    const VectorPoints points(rows);
    const Regions regions(0.5, points); // a kernel length of 1
    for (const Eigen::Index middle : {0, 137, 499}) {
        const Region region = regions.around(static_cast<std::size_t>(middle), {.all = 5, .core = 2});
        std::vector<Eigen::Index> within;
        std::vector<Eigen::Index> core;
        for (Eigen::Index row = 0; row < rows.rows(); ++row) {
            const double distance = (rows.row(row) - rows.row(middle)).norm();
            if (distance <= 5)
                within.push_back(row);
            if (distance <= 2)
                core.push_back(row);
        }
        QCOMPARE(region.rows, within);
        std::vector<Eigen::Index> found = region.core;
        std::ranges::sort(found);
        QCOMPARE(found, core);
    }
}

PERIMETER_TEST(TestFreeRows, Core)
#include "tst_free_rows.moc"
