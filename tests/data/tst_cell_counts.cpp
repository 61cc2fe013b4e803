// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_counts.h"
#include "data/steps/prepare.h"
#include "data/table_text.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <cmath>
#include <map>
#include <random>

using namespace perimeter;

namespace {

using Rows = std::vector<std::array<double, 2>>;

/// Cells as one would count them by hand.
std::map<std::pair<double, double>, Rows> byHand(const Rows& rows, double width)
{
    std::map<std::pair<double, double>, Rows> cells;
    for (const auto& row : rows)
        cells[{std::floor(row[0] / width), std::floor(row[1] / width)}].push_back(row);
    return cells;
}

double mean(const Rows& rows, std::size_t column)
{
    double sum = 0;
    for (const auto& row : rows)
        sum += row[column] - rows.front()[column];
    return rows.front()[column] + sum / static_cast<double>(rows.size());
}

double scatter(const Rows& rows, std::size_t a, std::size_t b)
{
    double sum = 0;
    for (const auto& row : rows)
        sum += (row[a] - mean(rows, a)) * (row[b] - mean(rows, b));
    return sum;
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 17);
}

QByteArray csv(const Rows& rows)
{
    QByteArray text = "a,b\n";
    for (const auto& row : rows)
        text += number(row[0]) + ',' + number(row[1]) + '\n';
    return text;
}

double scaled(double value, const ScaledColumn& column)
{
    return ((column.logarithm ? std::log1p(value) : value) - column.center) / column.spread;
}

constexpr std::size_t anyNumber = 10'000'000;

} // namespace

class TestCellCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asByHand_data();
    void asByHand();
    void inMemoryAsInTheEngine();
    void partsOfAStepAreCut();
    void rowsThatDoNotCount();
    void tiesHaveNoScatter();
    void tooManyCells();
    void rowsKnowTheirCells();
    void preparedRows();
    void textIsNoAxis();
    void cancelled();
};

void TestCellCounts::asByHand_data()
{
    QTest::addColumn<double>("size");
    QTest::addColumn<double>("offset");
    QTest::addColumn<double>("width");
    QTest::addColumn<bool>("logarithm");
    QTest::newRow("around zero") << 1.0 << 0.0 << 0.25 << false;
    QTest::newRow("one cell") << 1.0 << 0.0 << 100.0 << false;
    QTest::newRow("a cell per row") << 1.0 << 0.0 << 1e-6 << false;
    QTest::newRow("huge") << 1e200 << 0.0 << 0.2 << false;
    QTest::newRow("tiny") << 1e-200 << 0.0 << 0.2 << false;
    QTest::newRow("far from zero") << 1.0 << 1e9 << 0.2 << false;
    QTest::newRow("logarithm") << 300.0 << 5000.0 << 0.05 << true;
    QTest::newRow("logarithm of small values") << 1e-5 << 0.0 << 0.05 << true;
}

void TestCellCounts::asByHand()
{
    QFETCH(double, size);
    QFETCH(double, offset);
    QFETCH(double, width);
    QFETCH(bool, logarithm);
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    Rows rows;
    for (int row = 0; row < 2000; ++row)
        rows.push_back({offset + size * normal(random), offset - size * normal(random)});
    // Ties, and rows on the borders of cells.
    for (int row = 0; row < 200; ++row)
        rows.push_back({offset + size * std::floor(4 * normal(random)), offset + size * width});
    const CellGrid grid{{ScaledColumn{"a", logarithm, logarithm ? 0 : offset, size}, {"b", logarithm, 0, 2 * size}},
                        width};
    Rows inSpace;
    for (const auto& row : rows)
        inSpace.push_back({scaled(row[0], grid.columns[0]), scaled(row[1], grid.columns[1])});
    const auto expected = byHand(inSpace, width);

    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), csv(rows)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto counts = countCells(*table, grid, anyNumber, progress);
    VERIFY_RESULT(counts);
    QVERIFY(counts->has_value());
    QCOMPARE((*counts)->rows, std::int64_t(rows.size()));
    QCOMPARE((*counts)->leftOut, 0);
    QCOMPARE((*counts)->cells.size(), expected.size());
    auto hand = expected.begin();
    for (const CellCount& cell : (*counts)->cells) {
        QCOMPARE(double(cell.i), hand->first.first);
        QCOMPARE(double(cell.j), hand->first.second);
        const Rows& inside = hand->second;
        QCOMPARE(cell.rows, std::int64_t(inside.size()));
        // Near to what a double can tell of values of this size.
        const double fine = 1e-9 * width + 1e-15 * (std::abs(inside[0][0]) + std::abs(inside[0][1]));
        QVERIFY(std::abs(cell.meanX - mean(inside, 0)) <= fine);
        QVERIFY(std::abs(cell.meanY - mean(inside, 1)) <= fine);
        const double fineProduct = 2 * double(inside.size()) * fine * width;
        QVERIFY(std::abs(cell.xx - scatter(inside, 0, 0)) <= fineProduct);
        QVERIFY(std::abs(cell.xy - scatter(inside, 0, 1)) <= fineProduct);
        QVERIFY(std::abs(cell.yy - scatter(inside, 1, 1)) <= fineProduct);
        ++hand;
    }
}

void TestCellCounts::inMemoryAsInTheEngine()
{
    std::mt19937 random(6);
    std::normal_distribution<double> normal;
    Rows rows;
    std::vector<double> inSpace;
    const CellGrid grid{{ScaledColumn{"a", false, 3, 7}, {"b", false, -1, 0.3}}, 0.1};
    for (int row = 0; row < 5000; ++row) {
        rows.push_back({std::round(20 * normal(random)), normal(random)});
        for (std::size_t c = 0; c < 2; ++c)
            inSpace.push_back(scaled(rows.back()[c], grid.columns[c]));
    }
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), csv(rows)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto counts = countCells(*table, grid, anyNumber, progress);
    VERIFY_RESULT(counts);
    const auto memory = countCells(inSpace, grid.width, progress);
    VERIFY_RESULT(memory);
    QCOMPARE((*counts)->cells.size(), memory->counts.cells.size());
    for (std::size_t place = 0; place < memory->counts.cells.size(); ++place) {
        // Sums of squares are whole numbers beyond 2⁵³; only their last digits may be rounded differently.
        CellCount cell = memory->counts.cells[place];
        const CellCount& counted = (*counts)->cells[place];
        QVERIFY(std::abs(cell.xx - counted.xx) <= 1e-14 * cell.xx);
        QVERIFY(std::abs(cell.xy - counted.xy) <= 1e-14 * (cell.xx + cell.yy));
        QVERIFY(std::abs(cell.yy - counted.yy) <= 1e-14 * cell.yy);
        cell.xx = counted.xx;
        cell.xy = counted.xy;
        cell.yy = counted.yy;
        QVERIFY(counted == cell);
    }
}

/// Not rounded: what is half, engines round up, down or to the even one.
void TestCellCounts::partsOfAStepAreCut()
{
    const double step = 1 / stepsPerCell;
    const Rows rows = {{3 + 2.5 * step, -5 + 3.5 * step}};
    const CellGrid grid{{ScaledColumn{"a", false, 0, 1}, {"b", false, 0, 1}}, 1};
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), csv(rows)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto counts = countCells(*table, grid, anyNumber, progress);
    VERIFY_RESULT(counts);
    const auto memory = countCells(std::vector{rows[0][0], rows[0][1]}, grid.width, progress);
    VERIFY_RESULT(memory);
    for (const CellCount& cell : {(*counts)->cells.at(0), memory->counts.cells.at(0)}) {
        QCOMPARE(cell.i, std::int64_t(3));
        QCOMPARE(cell.j, std::int64_t(-5));
        QCOMPARE((cell.meanX - 3) / step, 2.0);
        QCOMPARE((cell.meanY + 5) / step, 3.0);
    }
}

void TestCellCounts::rowsThatDoNotCount()
{
    const Files files;
    const auto table =
        open(files.write(QStringLiteral("a.csv"), "a,b\n1,1\n,1\n1,\nnan,1\n1,inf\n-inf,nan\n1,1\n-1,0\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto plain = countCells(*table, {{ScaledColumn{"a"}, {"b"}}, 10}, anyNumber, progress);
    VERIFY_RESULT(plain);
    QCOMPARE((*plain)->rows, 3);
    QCOMPARE((*plain)->leftOut, 5);
    const auto logarithms = countCells(*table, {{ScaledColumn{"a", true}, {"b", true}}, 10}, anyNumber, progress);
    VERIFY_RESULT(logarithms);
    QCOMPARE((*logarithms)->rows, 2);
    QCOMPARE((*logarithms)->leftOut, 6);
}

void TestCellCounts::tiesHaveNoScatter()
{
    const Files files;
    QByteArray text = "a,b\n";
    for (int row = 0; row < 1000; ++row)
        text += "0.1,0.7\n";
    const auto table = open(files.write(QStringLiteral("a.csv"), text));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto counts = countCells(*table, {{ScaledColumn{"a"}, {"b"}}, 0.03}, anyNumber, progress);
    VERIFY_RESULT(counts);
    QCOMPARE((*counts)->cells.size(), std::size_t{1});
    const CellCount& cell = (*counts)->cells.front();
    QCOMPARE(cell.rows, 1000);
    QCOMPARE(cell.xx, 0.0);
    QCOMPARE(cell.xy, 0.0);
    QCOMPARE(cell.yy, 0.0);
}

void TestCellCounts::tooManyCells()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,1\n2,2\n3,3\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const CellGrid grid{{ScaledColumn{"a"}, {"b"}}, 0.5};
    const auto enough = countCells(*table, grid, 3, progress);
    VERIFY_RESULT(enough);
    QVERIFY(enough->has_value());
    const auto tooMany = countCells(*table, grid, 2, progress);
    VERIFY_RESULT(tooMany);
    QVERIFY(!tooMany->has_value());
}

void TestCellCounts::rowsKnowTheirCells()
{
    std::mt19937 random(8);
    std::normal_distribution<double> normal;
    std::vector<double> rows;
    for (int value = 0; value < 20'000; ++value)
        rows.push_back(normal(random));
    NoProgress progress;
    const auto counted = countCells(rows, 0.01, progress);
    VERIFY_RESULT(counted);
    for (std::size_t row = 0; row < counted->cellOf.size(); ++row) {
        const CellCount& cell = counted->counts.cells[counted->cellOf[row]];
        QCOMPARE(double(cell.i), std::floor(rows[2 * row] / 0.01));
        QCOMPARE(double(cell.j), std::floor(rows[2 * row + 1] / 0.01));
    }
}

void TestCellCounts::preparedRows()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,1\n2,2\n3,3\n4,4\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto prepared = prepare(*table, {{Where{"a > 1"}, Derive{"c", "a * 10"}}}, progress);
    VERIFY_RESULT(prepared);
    const auto counts = countCells(*prepared, {{ScaledColumn{"c"}, {"b"}}, 25}, anyNumber, progress);
    VERIFY_RESULT(counts);
    QCOMPARE((*counts)->cells.size(), std::size_t{2});
    QCOMPARE((*counts)->cells[1].rows, 2);
    QVERIFY(std::abs((*counts)->cells[1].meanX - 35.0) < 1e-7);
}

void TestCellCounts::textIsNoAxis()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\nx,1\ny,2\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto counts = countCells(*table, {{ScaledColumn{"a"}, {"b"}}, 1}, anyNumber, progress);
    QVERIFY(!counts);
    QCOMPARE(counts.error(), (Error{ErrorCode::ColumnIsText, {"a"}}));
}

void TestCellCounts::cancelled()
{
    const std::vector<double> rows(100, 1.0);
    testing::StopAfter stopped(0);
    const auto counts = countCells(rows, 1, stopped);
    QVERIFY(!counts);
    QCOMPARE(counts.error().code, ErrorCode::Cancelled);
}

PERIMETER_TEST(TestCellCounts, Core)
#include "tst_cell_counts.moc"
