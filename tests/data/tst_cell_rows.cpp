// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_rows.h"
#include "data/table/read.h"
#include "data/table_text.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <cmath>
#include <map>
#include <random>

using namespace perimeter;

namespace {

const CellGrid grid{{ScaledColumn{"a", false, 2, 3}, {"b", true, 0, 1}}, 0.5};

QByteArray manyRows(int rows)
{
    std::mt19937 random(3);
    QByteArray text = "a,b\n";
    for (int row = 0; row < rows; ++row)
        text += QByteArray::number(int(random() % 40)) + ',' + QByteArray::number(int(random() % 1000) / 10.0) + '\n';
    return text + ",1\n5,nan\n5,-1\n";
}

/// Every cell that holds rows.
std::vector<GridCell> cellsOf(const Table& table)
{
    NoProgress progress;
    std::vector<GridCell> cells;
    const auto counts = countCells(table, grid, 1'000'000, progress);
    if (!counts || !*counts)
        qFatal("cells cannot be counted");
    for (const CellCount& cell : (*counts)->cells)
        cells.push_back({cell.i, cell.j});
    return cells;
}

} // namespace

class TestCellRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsOfTheCellsAskedFor();
    void enoughIsEnough();
    void cancelled();
    void numbersInPieces();
};

void TestCellRows::rowsOfTheCellsAskedFor()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), manyRows(20'000)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto counts = countCells(*table, grid, 1'000'000, progress);
    VERIFY_RESULT(counts);
    std::vector<GridCell> asked;
    std::map<std::int64_t, std::int64_t> expected;
    for (std::size_t cell = 0; cell < (*counts)->cells.size(); cell += 3) {
        expected[std::int64_t(asked.size())] = (*counts)->cells[cell].rows;
        asked.push_back({(*counts)->cells[cell].i, (*counts)->cells[cell].j});
    }
    std::map<std::int64_t, std::int64_t> found;
    std::int64_t last = 0;
    bool inOrder = true;
    const auto visited =
        visitRowsOfCells(*table, grid, asked, CellVisit::InOrder, progress, [&](const RowsOfCells& rows) {
            for (std::size_t i = 0; i < rows.x.size(); ++i) {
                const GridCell& cell = asked[std::size_t(rows.cells[i])];
                inOrder = inOrder && rows.numbers[i] > last &&
                          std::floor((rows.x[i] - 2) / 3 / 0.5) == double(cell.i) &&
                          std::floor(std::log1p(rows.y[i]) / 0.5) == double(cell.j);
                last = rows.numbers[i];
                ++found[rows.cells[i]];
            }
            return true;
        });
    VERIFY_RESULT(visited);
    QVERIFY(inOrder);
    QVERIFY(found == expected);
    found.clear();
    const auto gathered =
        visitRowsOfCells(*table, grid, asked, CellVisit::Gathered, progress, [&](const RowsOfCells& rows) {
            for (const std::int64_t cell : rows.cells)
                ++found[cell];
            return true;
        });
    VERIFY_RESULT(gathered);
    QVERIFY(found == expected);
}

void TestCellRows::enoughIsEnough()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), manyRows(200'000)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<GridCell> all = cellsOf(*table);
    std::size_t rows = 0;
    const auto visited =
        visitRowsOfCells(*table, grid, all, CellVisit::InOrder, progress, [&](const RowsOfCells& some) {
            rows += some.x.size();
            return rows < 10'000;
        });
    VERIFY_RESULT(visited);
    QVERIFY(rows >= 10'000 && rows < 50'000);
    // The engine is free for the next.
    QVERIFY(countCells(*table, grid, 1'000'000, progress).has_value());
}

void TestCellRows::cancelled()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), manyRows(200'000)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<GridCell> all = cellsOf(*table);
    for (const int looks : {0, 1, 5, 20}) {
        testing::StopAfter stop(looks);
        for (const CellVisit how : {CellVisit::InOrder, CellVisit::Gathered}) {
            const auto visited =
                visitRowsOfCells(*table, grid, all, how, stop, [](const RowsOfCells&) { return true; });
            QVERIFY(!visited);
            QCOMPARE(visited.error().code, ErrorCode::Cancelled);
        }
    }
    QVERIFY(countCells(*table, grid, 1'000'000, progress).has_value());
}

void TestCellRows::numbersInPieces()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), manyRows(30'000)));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<std::string> names = {"a", "b"};
    const auto whole = readNumbers(*table, names, progress);
    VERIFY_RESULT(whole);
    std::size_t row = 0;
    std::size_t pieces = 0;
    bool same = true;
    const auto visited = visitNumbers(*table, names, progress, [&](const NumberColumns& piece) {
        ++pieces;
        for (std::size_t i = 0; i < piece.rows.size(); ++i, ++row) {
            same = same && piece.rows[i] == whole->rows[row];
            for (std::size_t c = 0; c < 2; ++c) {
                const double a = piece.values[c][i];
                const double b = whole->values[c][row];
                same = same && (a == b || (std::isnan(a) && std::isnan(b)));
            }
        }
        return true;
    });
    VERIFY_RESULT(visited);
    QVERIFY(same);
    QVERIFY(pieces > 1);
    QCOMPARE(row, whole->rows.size());
    const auto text =
        visitNumbers(*table, std::vector<std::string>{"c"}, progress, [](const NumberColumns&) { return true; });
    QVERIFY(!text);
    QCOMPARE(text.error().code, ErrorCode::UnknownColumn);
}

PERIMETER_TEST(TestCellRows, Core)
#include "tst_cell_rows.moc"
