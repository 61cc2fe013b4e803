// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/cell_tree.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;

class TestCellTree : public QObject {
    Q_OBJECT

private:
    /// A dense middle and a wide, thin tail on both sides of zero, counted at width 1.
    static std::vector<double> rows()
    {
        std::mt19937_64 random(4);
        std::normal_distribution<double> normal;
        std::vector<double> values;
        for (int row = 0; row < 20'000; ++row)
            for (int axis = 0; axis < 2; ++axis)
                values.push_back((row % 10 == 0 ? 100.0 : 4.0) * normal(random));
        return values;
    }

    static RowsInCells counted(const std::vector<double>& values)
    {
        NoProgress progress;
        return *countCells(values, 1.0, progress);
    }

private Q_SLOTS:
    void fewCellsStayAsTheyAre()
    {
        const RowsInCells cells = counted(rows());
        const MergedCells merged = mergeSparseCells(cells.counts.cells, cells.counts.cells.size());
        QCOMPARE(merged.fewRows, 0);
        QVERIFY(merged.counts == cells.counts.cells);
        for (std::size_t cell = 0; cell < merged.into.size(); ++cell)
            QCOMPARE(merged.into[cell], std::uint32_t(cell));
    }

    void sparseCellsAreMadeOne_data()
    {
        QTest::addColumn<int>("most");
        for (const int most : {1500, 600, 100, 10})
            QTest::addRow("%d", most) << most;
    }

    void sparseCellsAreMadeOne()
    {
        QFETCH(int, most);
        const RowsInCells cells = counted(rows());
        const MergedCells merged = mergeSparseCells(cells.counts.cells, std::size_t(most));
        QVERIFY(merged.places.size() <= std::size_t(most));
        QVERIFY(merged.places.size() > std::size_t(most) / 3);
        QVERIFY(merged.fewRows > 0);
        for (std::size_t cell = 0; cell < merged.into.size(); ++cell) {
            const CellPlace& place = merged.places[merged.into[cell]];
            const CellCount& square = cells.counts.cells[cell];
            QVERIFY(place.i <= square.i && square.i < place.i + place.size);
            QVERIFY(place.j <= square.j && square.j < place.j + place.size);
        }
        for (std::size_t place = 0; place < merged.places.size(); ++place)
            QVERIFY(merged.places[place].size == 1 || merged.counts[place].rows <= merged.fewRows);
    }

    void momentsAreThoseOfTheRows()
    {
        const std::vector<double> values = rows();
        const RowsInCells cells = counted(values);
        const MergedCells merged = mergeSparseCells(cells.counts.cells, 200);
        std::vector<std::vector<std::size_t>> members(merged.places.size());
        for (std::size_t row = 0; row < cells.cellOf.size(); ++row)
            members[merged.into[cells.cellOf[row]]].push_back(row);
        for (std::size_t place = 0; place < members.size(); ++place) {
            const CellCount& count = merged.counts[place];
            const double n = double(members[place].size());
            QCOMPARE(double(count.rows), n);
            double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
            for (const std::size_t row : members[place]) {
                x += values[2 * row] / n;
                y += values[2 * row + 1] / n;
            }
            for (const std::size_t row : members[place]) {
                const double dx = values[2 * row] - x;
                const double dy = values[2 * row + 1] - y;
                xx += dx * dx;
                xy += dx * dy;
                yy += dy * dy;
            }
            QVERIFY(std::abs(count.meanX - x) < 1e-7 && std::abs(count.meanY - y) < 1e-7);
            QVERIFY(std::abs(count.xx - xx) < 1e-6 * (1 + xx) && std::abs(count.yy - yy) < 1e-6 * (1 + yy));
            QVERIFY(std::abs(count.xy - xy) < 1e-6 * (1 + xx + yy));
        }
    }
};

PERIMETER_TEST(TestCellTree, Core)
#include "tst_cell_tree.moc"
