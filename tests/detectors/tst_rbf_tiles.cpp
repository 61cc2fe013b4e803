// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/kernel_gradient.h"
#include "detectors/kernels/near_gaussians.h"
#include "detectors/kernels/rbf_tiles.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;

/// Sums of kernels against the sum written out.
class TestRbfTiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tilesAreTheSum_data();
    void tilesAreTheSum();
    void gradientFollowsAlpha_data();
    void gradientFollowsAlpha();
    void scatteredCentresMakeNoTiles();
};

namespace {

/// Heavy-tailed, as byte counts are.
RowMatrix cloud(Eigen::Index rows, Eigen::Index columns, unsigned seed)
{
    std::mt19937 engine(seed);
    const auto uniform = [&] { return (static_cast<double>(engine()) + 0.5) / 4294967296.0; };
    RowMatrix points(rows, columns);
    for (double& value : points.reshaped())
        value = std::pow(uniform(), -0.6) - 1.5 + 0.2 * uniform();
    return points;
}

double sumAt(const Kernel& kernel, const RowMatrix& centres, const Eigen::VectorXd& alpha,
             const Eigen::RowVectorXd& point)
{
    double sum = 0;
    for (Eigen::Index i = 0; i < centres.rows(); ++i)
        sum += alpha[i] * kernel(centres.row(i), point);
    return sum;
}

} // namespace

void TestRbfTiles::tilesAreTheSum_data()
{
    QTest::addColumn<double>("gamma");
    for (const double gamma : {1e-4, 0.5, 7.0, 120.0})
        QTest::addRow("gamma %g", gamma) << gamma;
}

void TestRbfTiles::tilesAreTheSum()
{
    QFETCH(double, gamma);
    const RowMatrix centres = cloud(900, 2, 1);
    const Eigen::VectorXd alpha = cloud(900, 1, 2).cwiseAbs();
    const RbfTiles tiles(gamma, centres, alpha);
    const RowMatrix places = cloud(500, 2, 3);
    std::vector<double> xs(500);
    std::vector<double> ys(500);
    std::vector<double> values(500);
    for (std::size_t i = 0; i < 500; ++i) {
        xs[i] = places(static_cast<Eigen::Index>(i), 0);
        ys[i] = places(static_cast<Eigen::Index>(i), 1);
    }
    // Some tiles are there before the others.
    const double first = tiles.at(xs[17], ys[17]);
    tiles.evaluate(xs, ys, values);
    QCOMPARE(values[17], first);
    const Kernel kernel{.gamma = gamma};
    for (std::size_t i = 0; i < 500; ++i) {
        const double sum = sumAt(kernel, centres, alpha, places.row(static_cast<Eigen::Index>(i)));
        QVERIFY(std::abs(values[i] - sum) <= 2e-13 * alpha.sum());
        QCOMPARE(tiles.at(xs[i], ys[i]), values[i]);
    }
    QCOMPARE(tiles.at(1e6, 1e6), 0.0);
}

void TestRbfTiles::gradientFollowsAlpha_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("gamma");
    QTest::addColumn<int>("columns");
    for (const int columns : {1, 2, 3})
        for (const double gamma : {0.5, 3000.0})
            QTest::addRow("rbf gamma %g, %d features", gamma, columns)
                << static_cast<int>(KernelKind::Rbf) << gamma << columns;
    for (const KernelKind kind : {KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid})
        QTest::addRow("kernel %d", static_cast<int>(kind)) << static_cast<int>(kind) << 0.1 << 2;
}

void TestRbfTiles::gradientFollowsAlpha()
{
    QFETCH(int, kind);
    QFETCH(double, gamma);
    QFETCH(int, columns);
    const RowMatrix points = cloud(1500, columns, 5);
    const Kernel kernel{.kind = static_cast<KernelKind>(kind), .gamma = gamma, .degree = 3, .coef0 = 0.2};
    KernelGradient gradient(kernel, points);
    NoProgress progress;
    std::mt19937 engine(4);
    Eigen::VectorXd alpha = Eigen::VectorXd::Zero(points.rows());
    for (int change = 0; change < 20; ++change) {
        std::vector<Eigen::Index> chosen;
        std::vector<double> changes;
        for (int i = 0; i < 40; ++i) {
            chosen.push_back(static_cast<Eigen::Index>(engine() % 1500));
            changes.push_back(static_cast<double>(engine() % 1000) / 1000 - 0.4);
            alpha[chosen.back()] += changes.back();
        }
        QVERIFY(gradient.add(chosen, changes, progress));
        // Some values are brought up to date on the way, and the others lag behind as far as is said.
        QVERIFY(gradient.settle(std::vector<Eigen::Index>(chosen.begin(), chosen.begin() + 20), progress));
        QVERIFY(gradient.isSettled(static_cast<std::size_t>(chosen.front())));
    }
    double size = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        size = std::max(size, std::abs(kernel(points.row(row), points.row(row))));
    for (Eigen::Index row = 0; row < points.rows(); row += 7) {
        const double sum = sumAt(kernel, points, alpha, points.row(row));
        const auto point = static_cast<std::size_t>(row);
        const double rounding = 1e-12 * alpha.cwiseAbs().sum() * size;
        QVERIFY(gradient.low(point) - rounding <= sum && sum <= gradient.high(point) + rounding);
        QVERIFY(gradient.settle(std::vector<Eigen::Index>{row}, progress));
        QVERIFY(gradient.isSettled(point));
        QVERIFY(std::abs(gradient.values()[point] - sum) <= rounding);
    }
}

void TestRbfTiles::scatteredCentresMakeNoTiles()
{
    const RowMatrix centres = 1e6 * cloud(500, 2, 1);
    QVERIFY(!RbfTiles::over(0.5, centres, Eigen::VectorXd::Ones(500)));
    QVERIFY(RbfTiles::over(1e-12, centres, Eigen::VectorXd::Ones(500)));
    QVERIFY(!RbfTiles::over(1e300, centres, Eigen::VectorXd::Ones(500)));
}

PERIMETER_TEST(TestRbfTiles, Core)
#include "tst_rbf_tiles.moc"
