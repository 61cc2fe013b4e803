// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "field/cell_bounds.h"
#include "field/models.h"
#include "support/test_registry.h"

#include <Eigen/LU>

#include <set>

using namespace perimeter;

class TestCellBounds : public QObject {
    Q_OBJECT

private:
    /// All cells of a square about the origin.
    static std::vector<CellPlace> square(std::int64_t half)
    {
        std::vector<CellPlace> cells;
        for (std::int64_t i = -half; i < half; ++i)
            for (std::int64_t j = -half; j < half; ++j)
                cells.push_back({i, j});
        return cells;
    }

    /// Places within a cell, its corners and edges among them.
    static std::vector<Eigen::RowVector2d> placesIn(const CellPlace& cell, double width)
    {
        std::vector<Eigen::RowVector2d> places;
        for (const double right : {0.0, 0.25, 0.5, 0.75, 1.0})
            for (const double up : {0.0, 0.25, 0.5, 0.75, 1.0})
                places.push_back({(double(cell.i) + right * double(cell.size)) * width,
                                  (double(cell.j) + up * double(cell.size)) * width});
        return places;
    }

private Q_SLOTS:
    void cornersStandOnce()
    {
        const std::vector<CellPlace> cells = {{0, 0}, {0, 1}, {1, 0}, {5, -3}, {2, 0, 2}};
        const CellCorners corners(cells);
        QCOMPARE(corners.cells(), cells.size());
        QVERIFY(std::set(corners.corners().begin(), corners.corners().end()).size() == corners.corners().size());
        // The large cell shares one corner.
        QCOMPARE(corners.corners().size(), std::size_t{8 + 4 + 3});
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            const auto& [i, j, size] = cells[cell];
            const std::array<GridCorner, 4> expected = {{{i, j}, {i, j + size}, {i + size, j}, {i + size, j + size}}};
            for (std::size_t corner = 0; corner < 4; ++corner)
                QVERIFY(corners.corners()[corners.of(cell)[corner]] == expected[corner]);
        }
    }

    void sumsAreWithinTheirRange_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("gamma");
        QTest::addColumn<double>("width");
        QTest::newRow("rbf") << int(KernelKind::Rbf) << 0.5 << 0.1;
        QTest::newRow("rbf, coarse cells") << int(KernelKind::Rbf) << 0.5 << 0.3;
        QTest::newRow("rbf, islands") << int(KernelKind::Rbf) << 20.0 << 0.03;
        QTest::newRow("linear") << int(KernelKind::Linear) << 0.5 << 0.1;
        QTest::newRow("polynomial") << int(KernelKind::Polynomial) << 0.5 << 0.1;
        QTest::newRow("sigmoid") << int(KernelKind::Sigmoid) << 0.3 << 0.1;
    }

    void sumsAreWithinTheirRange()
    {
        QFETCH(int, kind);
        QFETCH(double, gamma);
        QFETCH(double, width);
        const Kernel kernel{static_cast<KernelKind>(kind), gamma, 3, 0.5};
        const OneClassSvm model = modelThrough(kernel, cloud(60, 0.7, 0.9, 0.6, 4), Eigen::RowVector2d(1.6, 1.1));
        const std::vector<CellPlace> cells = square(static_cast<std::int64_t>(3 / width));
        NoProgress progress;
        const auto ranges = sumRanges(model, CellCorners(cells), width, progress);
        QVERIFY_EXPECTED(ranges);
        OneClassSvm sum = model;
        sum.rho = 0;
        const DecisionFunction value(sum);
        std::size_t inside = 0;
        std::size_t outside = 0;
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            const ValueRange& range = (*ranges)[cell];
            inside += range.least > model.rho ? 1 : 0;
            outside += range.most < model.rho ? 1 : 0;
            for (const Eigen::RowVector2d& place : placesIn(cells[cell], width))
                QVERIFY(value(place) >= range.least && value(place) <= range.most);
        }
        // The ranges are of use: cells are found on both sides, and few stay undecided.
        QVERIFY(inside > 0);
        QVERIFY(outside > 0);
        QVERIFY(cells.size() - inside - outside < cells.size() / (width > 0.2 ? 2 : 5));
    }

    void changesAreWithinTheirRange_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("rbf") << int(KernelKind::Rbf);
        QTest::newRow("polynomial") << int(KernelKind::Polynomial);
        QTest::newRow("sigmoid") << int(KernelKind::Sigmoid);
    }

    void changesAreWithinTheirRange()
    {
        QFETCH(int, kind);
        constexpr double width = 0.1;
        const Kernel kernel{static_cast<KernelKind>(kind), 0.5, 3, 0.5};
        const OneClassSvm first = modelThrough(kernel, cloud(60, 0.7, 0.9, 0.6, 4), Eigen::RowVector2d(1.6, 1.1));
        const OneClassSvm second = modelThrough(kernel, cloud(50, 0.6, 0.8, 0.7, 5), Eigen::RowVector2d(1.5, 1.2));
        const std::vector<CellPlace> cells = square(20);
        NoProgress progress;
        const auto ranges = changeRanges(first, second, CellCorners(cells), width, progress);
        QVERIFY_EXPECTED(ranges);
        const DecisionFunction before(first), after(second);
        double widest = 0, largest = 0;
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            const ValueRange& range = (*ranges)[cell];
            widest = std::max(widest, range.most - range.least);
            for (const Eigen::RowVector2d& place : placesIn(cells[cell], width)) {
                const double change = after(place) - before(place);
                largest = std::max(largest, std::abs(change));
                QVERIFY(change >= range.least && change <= range.most);
            }
        }
        QVERIFY(widest < largest);
    }

    void distancesAreWithinTheirRange_data()
    {
        QTest::addColumn<double>("correlation");
        QTest::addColumn<double>("spread");
        QTest::newRow("round") << 0.0 << 1.0;
        QTest::newRow("slanted") << 0.8 << 1.0;
        QTest::newRow("needle") << -0.999 << 1.0;
        QTest::newRow("flat") << 0.0 << 1e-4;
    }

    void distancesAreWithinTheirRange()
    {
        QFETCH(double, correlation);
        QFETCH(double, spread);
        Eigen::Matrix2d covariance;
        covariance << 1, correlation * spread, correlation * spread, spread * spread;
        const CovarianceModel model{.location = Eigen::Vector2d(0.33, -0.21),
                                    .covariance = covariance,
                                    .precision = covariance.inverse(),
                                    .threshold = 2};
        constexpr double width = 0.1;
        const std::vector<CellPlace> cells = square(20);
        const std::vector<ValueRange> ranges = distanceRanges(model, cells, width);
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            double least = HUGE_VAL;
            double most = 0;
            for (const Eigen::RowVector2d& place : placesIn(cells[cell], width)) {
                const double distance = squaredDistances(model, place)[0];
                QVERIFY(distance >= ranges[cell].least && distance <= ranges[cell].most);
                least = std::min(least, distance);
                most = std::max(most, distance);
            }
            // The largest is at a corner.
            QVERIFY(ranges[cell].most <= most * (1 + 1e-9));
            QVERIFY(ranges[cell].least <= least);
        }
    }

    void cancels()
    {
        class Stopped final : public Progress {
        public:
            [[nodiscard]] bool advance(double) override { return false; }
        } stopped;
        const OneClassSvm model = modelThrough({KernelKind::Rbf, 0.5}, cloud(10, 0, 0, 1, 4), Eigen::RowVector2d(1, 1));
        const auto ranges = sumRanges(model, CellCorners(square(3)), 0.1, stopped);
        QVERIFY(!ranges);
        QCOMPARE(ranges.error().code, ErrorCode::Cancelled);
    }
};

PERIMETER_TEST(TestCellBounds, Core)
#include "tst_cell_bounds.moc"
