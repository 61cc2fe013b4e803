// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/region_descent.h"
#include "detectors/rows/rounding.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

using namespace perimeter;

/// The optimum is found from wherever α stands, and Σ α leaves no row a trace.
class TestRegionDescent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void farStartsEndOptimal_data();
    void farStartsEndOptimal();
    void wholeMassesStayWhole();
};

namespace {

/// Skewed in both features, with ties: most rows crowd where f hardly varies.
RowMatrix crowd(Eigen::Index rows)
{
    std::mt19937_64 engine(5);
    const auto uniform = [&] { return (static_cast<double>(engine() >> 11) + 0.5) / 9007199254740992.0; };
    RowMatrix points(rows, 2);
    for (double& value : points.reshaped<Eigen::RowMajor>()) {
        const double normal = std::sqrt(-2 * std::log(uniform())) * std::cos(2 * M_PI * uniform());
        value = std::floor(20 * std::exp(1.2 * normal)) / 20;
    }
    return points;
}

/// α at its bound on the rows with the largest x + slant·y.
[[nodiscard]] bool fillFarthest(OneClassState& state, double mass, double slant, Progress& progress)
{
    const RowMatrix& points = state.rows.points;
    std::vector<Eigen::Index> order(static_cast<std::size_t>(points.rows()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](Eigen::Index row) { return points(row, 0) + slant * points(row, 1); });
    std::vector<double> alpha(order.size(), 0);
    (void)shiftAlong(order, state.rows.weights, mass, alpha);
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    return state.set(order, alpha, progress);
}

} // namespace

void TestRegionDescent::farStartsEndOptimal_data()
{
    QTest::addColumn<double>("gamma");
    QTest::addColumn<double>("nu");
    QTest::addColumn<double>("slant");
    for (const double gamma : {0.1, 0.5})
        for (const double nu : {0.05, 0.15})
            for (const double slant : {0.0, 0.2, 1.0})
                QTest::addRow("gamma %g, nu %g, slant %g", gamma, nu, slant) << gamma << nu << slant;
}

void TestRegionDescent::farStartsEndOptimal()
{
    QFETCH(const double, gamma);
    QFETCH(const double, nu);
    QFETCH(const double, slant);
    constexpr Eigen::Index rows = 20'000;
    const OneClassProblem problem{.kernel = {.gamma = gamma}, .nu = nu, .tolerance = 1e-6};
    OneClassState state(DistinctRows(crowd(rows), Eigen::VectorXd::Ones(rows)), problem.kernel);
    NoProgress progress;
    QVERIFY(fillFarthest(state, outlierMass(nu, rows), slant, progress));
    RegionDescent descent(state, problem, progress);
    QVERIFY(descent.run(problem.tolerance));
    QVERIFY(state.gradient.settleAll(progress));
    const double gap = optimalityGap(state).size();
    QVERIFY2(gap <= 2 * problem.tolerance, qPrintable(QString::number(gap)));
    QVERIFY(std::abs(std::accumulate(state.alpha.begin(), state.alpha.end(), 0.0) - nu * rows) <= 1e-9 * rows);
}

void TestRegionDescent::wholeMassesStayWhole()
{
    for (int rows = 1; rows <= 700; ++rows)
        for (int outliers = 1; outliers <= rows; ++outliers) {
            QCOMPARE(outlierMass(static_cast<double>(outliers) / rows, rows) - outliers, 0.0);
        }
    QCOMPARE(outlierMass(0.29, 100) - 29, 0.0);
    QCOMPARE(outlierMass(0.07, 1'100'000) - 77'000, 0.0);
    QCOMPARE(outlierMass(0.2003, 1001), 0.2003 * 1001);
    QCOMPARE(outlierMass(1e-9, 1000), 1e-9 * 1000);
}

PERIMETER_TEST(TestRegionDescent, Core)
#include "tst_region_descent.moc"
