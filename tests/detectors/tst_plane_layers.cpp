// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_exchange.h"
#include "detectors/covariance/plane/plane_layers.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace perimeter;

/// The shortcuts of the MCD in two dimensions, against the long way.
class TestPlaneLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreThoseOfAllRows_data();
    void stepsAreThoseOfAllRows();
    void nearestBreaksTiesByRow();
    void exchangeIsTheBestOne();
    void exchangeOfRowsForMany();
};

namespace {

/// Heavy tails, with ties where rounded; weighted rows stand for up to nine each, spread a little.
PlaneRows makeRows(std::size_t size, bool rounded, bool weighted)
{
    std::mt19937_64 generator(size);
    const auto uniform = [&] { return static_cast<double>(generator() >> 11) / 9007199254740992.0; };
    PlaneRows rows;
    for (std::size_t row = 0; row < size; ++row) {
        const double x = std::exp(2 * (uniform() + uniform() + uniform() - 1.5));
        const double y = x * (0.7 + uniform());
        rows.x.push_back(rounded ? std::round(8 * x) / 8 : x);
        rows.y.push_back(rounded ? std::round(8 * y) / 8 : y);
        if (!weighted)
            continue;
        rows.weights.push_back(static_cast<double>(1 + generator() % 9));
        rows.spreads.push_back({1e-4 * uniform(), 0, 1e-4 * uniform()});
    }
    return rows;
}

bool alike(double a, double b)
{
    return std::abs(a - b) <= 1e-11 * std::max(1.0, std::abs(b));
}

bool alike(const PlaneShape& a, const PlaneShape& b)
{
    return alike(a.x, b.x) && alike(a.y, b.y) && alike(a.xx, b.xx) && alike(a.xy, b.xy) && alike(a.yy, b.yy) &&
           alike(a.logDeterminant, b.logDeterminant);
}

} // namespace

void TestPlaneLayers::stepsAreThoseOfAllRows_data()
{
    QTest::addColumn<bool>("rounded");
    QTest::addColumn<bool>("weighted");
    for (const bool rounded : {false, true})
        for (const bool weighted : {false, true})
            QTest::addRow("%s, %s", rounded ? "ties" : "no ties", weighted ? "weighted" : "single")
                << rounded << weighted;
}

void TestPlaneLayers::stepsAreThoseOfAllRows()
{
    QFETCH(bool, rounded);
    QFETCH(bool, weighted);
    const PlaneRows rows = makeRows(5000, rounded, weighted);
    const double total = weighted ? std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0) : 5000;
    const double h = std::floor(total / 2) + 1;
    PlaneLayers layers(rows, h);
    std::mt19937_64 generator(3);
    PlaneShape shape = planeShape({.x = 1.5, .y = 1.5, .xx = 2, .xy = 1, .yy = 3});
    for (int step = 0; step < 200; ++step) {
        const PlaneShape next = layers.step(shape);
        // One that has met no shape before knows no shortcut.
        QVERIFY(alike(next, PlaneLayers(rows, h).step(shape)));
        // Now and then off the way that steps take: a little, or far.
        const double push = step % 20 == 19 ? 0.5 : step % 5 == 4 ? 0.01 : 0;
        const double sign = generator() % 2 == 0 ? 1 : -1;
        shape = planeShape({.x = next.x * (1 + sign * push),
                            .y = next.y,
                            .xx = next.xx * (1 + push),
                            .xy = next.xy,
                            .yy = next.yy * (1 + push)});
    }
}

void TestPlaneLayers::nearestBreaksTiesByRow()
{
    PlaneRows rows;
    rows.x = {1, 0, -1, 0, 5, 1, 0};
    rows.y = {0, 1, 0, -1, 5, 0, 0};
    const PlaneShape round = planeShape({.xx = 1, .xy = 0, .yy = 1});
    QCOMPARE(PlaneLayers(rows, 4).nearest(round).rows, (std::vector<Eigen::Index>{0, 1, 2, 6}));
    QCOMPARE(PlaneLayers(rows, 7).nearest(round).rows, (std::vector<Eigen::Index>{0, 1, 2, 3, 4, 5, 6}));

    rows.weights = {2, 3, 2, 2, 9, 1, 4};
    rows.spreads.resize(7);
    const ChosenRows chosen = PlaneLayers(rows, 8).nearest(round);
    QCOMPARE(chosen.rows, (std::vector<Eigen::Index>{0, 1, 6}));
    QCOMPARE(chosen.weights, (std::vector<double>{2, 2, 4}));
}

void TestPlaneLayers::exchangeIsTheBestOne()
{
    int exchanges = 0;
    for (std::size_t size = 20; size < 60; ++size) {
        const PlaneRows rows = makeRows(size, false, false);
        const double h = std::floor(static_cast<double>(size) / 2) + 1;
        PlaneLayers layers(rows, h);
        PlaneShape shape = planeShape({.x = 1, .y = 1, .xx = 1, .xy = 0.5, .yy = 1});
        for (PlaneShape next = layers.step(shape); next.logDeterminant < shape.logDeterminant || shape.xx == 1;
             next = layers.step(shape))
            shape = next;

        const std::vector<Eigen::Index> inside = layers.nearest(shape).rows;
        double least = shape.logDeterminant;
        for (std::size_t out = 0; out < inside.size(); ++out) {
            for (Eigen::Index in = 0; in < static_cast<Eigen::Index>(size); ++in) {
                ChosenRows other{inside, {}};
                if (std::ranges::find(inside, in) != inside.end())
                    continue;
                other.rows[out] = in;
                least = std::min(least, planeShape(momentsOf(rows, other)).logDeterminant);
            }
        }
        const std::optional<PlaneShape> better = layers.exchange(shape);
        QCOMPARE(better.has_value(), least < shape.logDeterminant - 1e-11);
        exchanges += better ? 1 : 0;
        if (better)
            QVERIFY(alike(better->logDeterminant, least));
    }
    QVERIFY(exchanges > 5);
}

void TestPlaneLayers::exchangeOfRowsForMany()
{
    const PlaneRows rows = makeRows(50, false, true);
    PlaneLayers layers(rows, 100);
    const PlaneShape shape = layers.step(planeShape({.x = 1, .y = 1, .xx = 1, .xy = 0, .yy = 1}));
    QVERIFY(alike(layers.step(shape), PlaneLayers(rows, 100).step(shape)));
    QVERIFY(!layers.exchange(shape).has_value());
}

PERIMETER_TEST(TestPlaneLayers, Core)
#include "tst_plane_layers.moc"
