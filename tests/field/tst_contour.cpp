// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/contour.h"
#include "lines.h"
#include "models.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>
#include <map>
#include <set>

using namespace perimeter;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// Values from the bottom row up, nodes at whole coordinates.
Field gridOf(std::initializer_list<std::initializer_list<double>> rows)
{
    const Eigen::Index columns = static_cast<Eigen::Index>(rows.begin()->size());
    Field field{plainPlane(0, double(columns - 1), 0, double(rows.size() - 1)),
                RowMatrix(static_cast<Eigen::Index>(rows.size()), columns)};
    Eigen::Index row = 0;
    for (const auto& values : rows) {
        Eigen::Index column = 0;
        for (const double value : values)
            field.values(row, column++) = value;
        ++row;
    }
    return field;
}

template <typename Function>
Field fieldOf(const Plane& plane, int columns, int rows, Function f)
{
    Field field{plane, RowMatrix(rows, columns)};
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            field.values(row, column) = f(gridCoordinate(plane.xMin, plane.xMax, column, columns - 1),
                                          gridCoordinate(plane.yMin, plane.yMax, row, rows - 1));
    return field;
}

QString describe(const Frontier& frontier)
{
    QStringList lines;
    for (const Polyline& line : frontier) {
        QStringList points;
        for (const PlanePoint& point : line.points)
            points.append(QStringLiteral("%1,%2").arg(point.x).arg(point.y));
        lines.append(points.join(QLatin1Char(' ')) + (line.closed ? QStringLiteral(" closed") : QString()));
    }
    return lines.join(QStringLiteral("; "));
}

} // namespace

class TestContour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneCell_data();
    void oneCell();
    void saddles_data();
    void saddles();
    void smallGrids_data();
    void smallGrids();
    void interpolates();
    void infiniteLevels_data();
    void infiniteLevels();
    void gridsWithoutCells_data();
    void gridsWithoutCells();
    void circle();
    void hyperbola();
    void line();
    void randomFields_data();
    void randomFields();
    void coarseValuesOnTheLevel();
    void times();
};

void TestContour::oneCell_data()
{
    // corners lower left, lower right, upper left, upper right; the middle of each crossed side is at 0.5
    QTest::addColumn<QVector<int>>("corners");
    QTest::addColumn<QString>("expected");
    const QString none;
    QTest::newRow("all below") << QVector<int>{-1, -1, -1, -1} << none;
    QTest::newRow("lower left") << QVector<int>{1, -1, -1, -1} << QStringLiteral("0.5,0 0,0.5");
    QTest::newRow("lower right") << QVector<int>{-1, 1, -1, -1} << QStringLiteral("1,0.5 0.5,0");
    QTest::newRow("upper left") << QVector<int>{-1, -1, 1, -1} << QStringLiteral("0,0.5 0.5,1");
    QTest::newRow("upper right") << QVector<int>{-1, -1, -1, 1} << QStringLiteral("0.5,1 1,0.5");
    QTest::newRow("lower") << QVector<int>{1, 1, -1, -1} << QStringLiteral("1,0.5 0,0.5");
    QTest::newRow("upper") << QVector<int>{-1, -1, 1, 1} << QStringLiteral("0,0.5 1,0.5");
    QTest::newRow("left") << QVector<int>{1, -1, 1, -1} << QStringLiteral("0.5,0 0.5,1");
    QTest::newRow("right") << QVector<int>{-1, 1, -1, 1} << QStringLiteral("0.5,1 0.5,0");
    QTest::newRow("all but lower left") << QVector<int>{-1, 1, 1, 1} << QStringLiteral("0,0.5 0.5,0");
    QTest::newRow("all but lower right") << QVector<int>{1, -1, 1, 1} << QStringLiteral("0.5,0 1,0.5");
    QTest::newRow("all but upper left") << QVector<int>{1, 1, -1, 1} << QStringLiteral("0.5,1 0,0.5");
    QTest::newRow("all but upper right") << QVector<int>{1, 1, 1, -1} << QStringLiteral("1,0.5 0.5,1");
    QTest::newRow("all above") << QVector<int>{1, 1, 1, 1} << none;
}

void TestContour::oneCell()
{
    QFETCH(QVector<int>, corners);
    QFETCH(QString, expected);
    const Field field = gridOf({{double(corners[0]), double(corners[1])}, {double(corners[2]), double(corners[3])}});
    QCOMPARE(describe(traceContour(field, 0)), expected);
}

void TestContour::saddles_data()
{
    QTest::addColumn<QVector<int>>("corners");
    QTest::addColumn<QString>("expected");
    QTest::newRow("rising diagonal, middle above")
        << QVector<int>{3, -1, -1, 3} << QStringLiteral("0.75,0 1,0.25; 0.25,1 0,0.75");
    QTest::newRow("rising diagonal, middle below")
        << QVector<int>{1, -3, -3, 1} << QStringLiteral("0.25,0 0,0.25; 0.75,1 1,0.75");
    QTest::newRow("falling diagonal, middle above")
        << QVector<int>{-1, 3, 3, -1} << QStringLiteral("0,0.25 0.25,0; 1,0.75 0.75,1");
    QTest::newRow("falling diagonal, middle below")
        << QVector<int>{-3, 1, 1, -3} << QStringLiteral("0,0.75 0.25,1; 1,0.25 0.75,0");
    QTest::newRow("middle on the level") << QVector<int>{1, -1, -1, 1} << QStringLiteral("0.5,0 1,0.5; 0.5,1 0,0.5");
}

void TestContour::saddles()
{
    oneCell();
}

void TestContour::smallGrids_data()
{
    QTest::addColumn<QVector<double>>("values"); // 3 × 3 from the bottom row up
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, QVector<double> values, const char* expected) {
        QTest::newRow(name) << values << QString::fromLatin1(expected);
    };
    row("peak", {-1, -1, -1, -1, 1, -1, -1, -1, -1}, "0.5,1 1,0.5 1.5,1 1,1.5 closed");
    row("pit", {1, 1, 1, 1, -1, 1, 1, 1, 1}, "0.5,1 1,1.5 1.5,1 1,0.5 closed");
    row("peak on the level", {-1, -1, -1, -1, 0, -1, -1, -1, -1}, "");
    row("pit on the level", {1, 1, 1, 1, 0, 1, 1, 1, 1}, "");
    row("ridge on the level", {-1, 0, -1, -1, 0, -1, -1, 0, -1}, "1,2 1,1 1,0; 1,0 1,1 1,2"); // both its sides
    row("plain on the level", {0, 0, 0, 0, 0, 0, 0, 0, 0}, "");
    row("step through nodes", {1, 0, -1, 1, 0, -1, 1, 0, -1}, "1,0 1,1 1,2");
    row("corner on the level", {0, 0, -1, 0, 0, -1, -1, -1, -1}, "1,0 1,1 0,1");
    row("no value in the middle", {-1, 1, 1, -1, undefined, 1, -1, 1, 1}, "");
    row("no value in a corner", {undefined, 1, 1, -1, -1, -1, -1, -1, -1}, "2,0.5 1,0.5");
    row("infinite peak", {-1, -1, -1, -1, infinite, -1, -1, -1, -1}, "0,1 1,0 2,1 1,2 closed");
    row("infinite pit", {1, 1, 1, 1, -infinite, 1, 1, 1, 1}, "0,1 1,2 2,1 1,0 closed");
    row("infinite step", {-infinite, infinite, infinite, -infinite, infinite, infinite, -infinite, infinite, infinite},
        "0.5,2 0.5,1 0.5,0");
    row("huge step", {-1e308, 1e308, 1, -1e308, 1e308, 1, -1e308, 1e308, 1}, "0.5,2 0.5,1 0.5,0");
}

void TestContour::smallGrids()
{
    QFETCH(QVector<double>, values);
    QFETCH(QString, expected);
    const Field field = gridOf(
        {{values[0], values[1], values[2]}, {values[3], values[4], values[5]}, {values[6], values[7], values[8]}});
    QCOMPARE(describe(traceContour(field, 0)), expected);
}

void TestContour::interpolates()
{
    const Field field = gridOf({{0, 10}, {0, 10}});
    QCOMPARE(describe(traceContour(field, 2.5)), QStringLiteral("0.25,1 0.25,0"));
    QCOMPARE(describe(traceContour(field, 10)), QStringLiteral("1,1 1,0"));
    QVERIFY(traceContour(field, 0).empty());
    QVERIFY(traceContour(field, -1).empty());
    QVERIFY(traceContour(field, 11).empty());
}

void TestContour::infiniteLevels_data()
{
    QTest::addColumn<double>("level");
    QTest::newRow("not a number") << undefined;
    QTest::newRow("infinite") << infinite;
    QTest::newRow("minus infinite") << -infinite;
}

void TestContour::infiniteLevels()
{
    QFETCH(double, level);
    QVERIFY(traceContour(gridOf({{-1, 1}, {-1, 1}}), level).empty());
    QVERIFY(traceContour(gridOf({{-infinite, infinite}, {undefined, 1}}), level).empty());
}

void TestContour::gridsWithoutCells_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::newRow("nothing") << 0 << 0;
    QTest::newRow("one node") << 1 << 1;
    QTest::newRow("one row") << 5 << 1;
    QTest::newRow("one column") << 1 << 5;
}

void TestContour::gridsWithoutCells()
{
    QFETCH(int, columns);
    QFETCH(int, rows);
    const Field field = fieldOf(plainPlane(-1, 1, -1, 1), columns, rows, [](double x, double y) { return x + y; });
    QVERIFY(traceContour(field, 0).empty());
}

void TestContour::circle()
{
    for (const double sign : {1.0, -1.0}) {
        const Field field = fieldOf(plainPlane(-2, 2, -3, 3), 81, 101,
                                    [&](double x, double y) { return sign * (1.5 - x * x - y * y); });
        const Frontier frontier = traceContour(field, 0.25 * sign);
        QCOMPARE(frontier.size(), 1U);
        QVERIFY(frontier[0].closed);
        QVERIFY(noRepeats(frontier[0]));
        QVERIFY(std::abs(signedArea(frontier[0]) * sign / (1.25 * M_PI) - 1) < 1e-3);
        for (const PlanePoint& point : frontier[0].points)
            QVERIFY(std::abs(std::hypot(point.x, point.y) - std::sqrt(1.25)) < 1e-3);
    }
}

void TestContour::hyperbola()
{
    const Plane plane = plainPlane(-2, 2, -2, 2);
    for (const double level : {0.5, -0.5}) {
        const Frontier frontier = traceContour(fieldOf(plane, 62, 58, [](double x, double y) { return x * y; }), level);
        QCOMPARE(frontier.size(), 2U);
        for (const Polyline& branch : frontier) {
            QVERIFY(!branch.closed);
            QVERIFY(onBorder(plane, branch.points.front()));
            QVERIFY(onBorder(plane, branch.points.back()));
            QVERIFY(noRepeats(branch));
            for (const PlanePoint& point : branch.points) // exact: along an edge x·y is linear
                QVERIFY(std::abs(point.x * point.y - level) < 1e-12);
            // on the left of a branch x·y is larger
            const PlanePoint& a = branch.points[0];
            const PlanePoint& b = branch.points[1];
            const PlanePoint left{(a.x + b.x) / 2 - (b.y - a.y), (a.y + b.y) / 2 + (b.x - a.x)};
            QVERIFY(left.x * left.y > level);
        }
    }
}

void TestContour::line()
{
    const Plane plane = plainPlane(0, 4, 0, 3);
    const Frontier frontier =
        traceContour(fieldOf(plane, 41, 31, [](double x, double y) { return 2 * x - 3 * y + 1; }), 0.1);
    QCOMPARE(frontier.size(), 1U);
    for (const PlanePoint& point : frontier[0].points)
        QVERIFY(std::abs(2 * point.x - 3 * point.y + 0.9) < 1e-12);
    QVERIFY(!frontier[0].closed);
    // what is larger lies below the line, so that it leads from right to left
    QCOMPARE(frontier[0].points.front().x, 4.0);
    QCOMPARE(frontier[0].points.back().x, 0.0);
}

void TestContour::randomFields_data()
{
    QTest::addColumn<bool>("withHoles");
    QTest::newRow("all defined") << false;
    QTest::newRow("some undefined") << true;
}

/// Every edge whose ends differ, beside a defined cell, is used by one vertex and no other; lines close or end where
/// there is nothing beyond.
void TestContour::randomFields()
{
    QFETCH(bool, withHoles);
    Normals random(11);
    for (int round = 0; round < 3000; ++round) {
        const int columns = 2 + static_cast<int>(random.uniform() * 9);
        const int rows = 2 + static_cast<int>(random.uniform() * 9);
        Field field =
            fieldOf(plainPlane(0, columns - 1, 0, rows - 1), columns, rows, [&](double, double) { return random(); });
        if (withHoles)
            for (int i = 0; i < columns * rows / 8; ++i)
                field.values(static_cast<int>(random.uniform() * rows), static_cast<int>(random.uniform() * columns)) =
                    undefined;
        const auto cellDefined = [&](int column, int row) {
            return column >= 0 && row >= 0 && column + 1 < columns && row + 1 < rows &&
                   field.values.block<2, 2>(row, column).allFinite();
        };
        // edges by the doubled coordinates of their middles, with the number of defined cells beside them
        std::map<std::pair<int, int>, int> edges;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const bool above = field.values(row, column) >= 0;
                const int right = cellDefined(column, row) + cellDefined(column, row - 1);
                if (right > 0 && above != (field.values(row, column + 1) >= 0))
                    edges[{2 * column + 1, 2 * row}] = right;
                const int up = cellDefined(column, row) + cellDefined(column - 1, row);
                if (up > 0 && above != (field.values(row + 1, column) >= 0))
                    edges[{2 * column, 2 * row + 1}] = up;
            }
        }
        std::set<std::pair<int, int>> used;
        for (const Polyline& line : traceContour(field, 0)) {
            QVERIFY(noRepeats(line));
            for (std::size_t i = 0; i < line.points.size(); ++i) {
                const PlanePoint& point = line.points[i];
                const bool along = point.y == std::floor(point.y);
                const std::pair<int, int> edge = {2 * int(std::floor(point.x)) + along,
                                                  2 * int(std::floor(point.y)) + !along};
                QVERIFY(edges.contains(edge));
                QVERIFY(used.insert(edge).second);
                const bool end = !line.closed && (i == 0 || i + 1 == line.points.size());
                QCOMPARE(edges[edge], end ? 1 : 2);
            }
        }
        QCOMPARE(used.size(), edges.size());
    }
}

/// Small whole numbers put many nodes exactly on the level.
void TestContour::coarseValuesOnTheLevel()
{
    Normals random(12);
    for (int round = 0; round < 3000; ++round) {
        const Plane plane = plainPlane(0, 7, 0, 6);
        const Field field = fieldOf(plane, 8, 7, [&](double, double) { return std::floor(random.uniform() * 3) - 1; });
        std::set<std::pair<std::pair<double, double>, std::pair<double, double>>> pieces;
        for (const Polyline& line : traceContour(field, 0)) {
            QVERIFY(noRepeats(line));
            if (!line.closed) {
                QVERIFY(onBorder(plane, line.points.front()));
                QVERIFY(onBorder(plane, line.points.back()));
            }
            const std::size_t count = line.points.size();
            for (std::size_t i = 0; i + (line.closed ? 0 : 1) < count; ++i) {
                const PlanePoint& a = line.points[i];
                const PlanePoint& b = line.points[(i + 1) % count];
                QVERIFY(pieces.insert({{a.x, a.y}, {b.x, b.y}}).second);
            }
        }
    }
}

void TestContour::times()
{
    const Field field = fieldOf(plainPlane(-3, 3, -3, 3), 600, 600,
                                [](double x, double y) { return std::sin(3 * x) * std::cos(2 * y) + 0.1 * x; });
    QElapsedTimer timer;
    timer.start();
    const Frontier frontier = traceContour(field, 0.2);
    std::size_t vertices = 0;
    for (const Polyline& line : frontier)
        vertices += line.points.size();
    qInfo("600 x 600 traced, %zu lines with %zu vertices: %.1f ms", frontier.size(), vertices,
          static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    QVERIFY(vertices > 0);
}

PERIMETER_TEST(TestContour, Core)
#include "tst_contour.moc"
