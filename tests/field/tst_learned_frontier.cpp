// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/field.h"
#include "field/learned_frontier.h"
#include "lines.h"
#include "models.h"
#include "support/test_registry.h"

#include <QTest>

#include <ctime>

using namespace perimeter;

namespace {

constexpr int columns = 241;
constexpr int rows = 181;

double pixelX(const Plane& plane)
{
    return (plane.xMax - plane.xMin) / (columns - 1);
}

double pixelY(const Plane& plane)
{
    return (plane.yMax - plane.yMin) / (rows - 1);
}

double decisionAt(const OneClassSvm& model, const Plane& plane, const PlanePoint& place)
{
    return model.decision(plane.toScaled(place.x, place.y));
}

/// Whether f has both signs within half a pixel.
bool besideFrontier(const OneClassSvm& model, const Plane& plane, const PlanePoint& place)
{
    const bool above = decisionAt(model, plane, place) >= 0;
    for (int i = 0; i < 64; ++i) {
        const double angle = 2 * M_PI * i / 64;
        for (const double distance : {0.5, 0.4, 0.25, 0.1})
            if ((decisionAt(model, plane,
                            {place.x + distance * std::cos(angle) * pixelX(plane),
                             place.y + distance * std::sin(angle) * pixelY(plane)}) >= 0) != above)
                return true;
    }
    return false;
}

OneClassSvm islands(double radiusInPixels, const Plane& plane, unsigned seed)
{
    // f = exp(−γd²) − ½ around each support vector
    Normals random(seed);
    RowMatrix vectors(120, 2);
    for (Eigen::Index i = 0; i < vectors.rows(); ++i)
        vectors.row(i) << plane.xMin + random.uniform() * (plane.xMax - plane.xMin),
            plane.yMin + random.uniform() * (plane.yMax - plane.yMin);
    const double radius = radiusInPixels * pixelX(plane);
    OneClassSvm model = modelThrough({KernelKind::Rbf, std::log(2.0) / (radius * radius), 3, 0}, vectors, {0, 0});
    model.rho = 0.5;
    return model;
}

void addCases()
{
    QTest::addColumn<OneClassSvm>("model");
    QTest::addColumn<Plane>("plane");
    const auto row = [](const char* name, const OneClassSvm& model, const Plane& plane) {
        QTest::newRow(name) << model << plane;
    };
    const Plane plain = plainPlane(-4, 4, -3, 3);
    const auto rbf = [](double gamma) { return Kernel{KernelKind::Rbf, gamma, 3, 0}; };
    row("rbf, one support vector", modelThrough(rbf(0.5), cloud(1, 0.3, 0.2, 0, 1), {1.5, 0.5}), plain);
    row("rbf, a few", modelThrough(rbf(2), cloud(5, 0, 0, 1.5, 2), {0.5, 0.5}), plain);
    row("rbf, a ring", modelThrough(rbf(0.5), ring(800, 2, 0.3, 3), {2.2, 0}), plain);
    row("rbf, a ring with holes", modelThrough(rbf(20), ring(300, 2, 0.4, 4), {2.5, 0}), plain);
    row("rbf, patches", modelThrough(rbf(60), cloud(400, 0, 0, 1.5, 5), {0.4, 0.4}), plain);
    row("rbf, zoomed in", modelThrough(rbf(0.5), ring(800, 2, 0.3, 3), {2.2, 0}), plainPlane(1.9, 2.4, -0.3, 0.2));
    row("rbf, cut by the border", modelThrough(rbf(0.5), ring(800, 2, 0.3, 3), {2.2, 0}), plainPlane(0, 4, -3, 1));
    row("polynomial 2", modelThrough({KernelKind::Polynomial, 0.5, 2, 1}, ring(300, 2, 0.3, 6), {2, 1}), plain);
    row("polynomial 3", modelThrough({KernelKind::Polynomial, 0.5, 3, 0}, cloud(300, 3, 2, 0.7, 7), {2, 1}), plain);
    row("polynomial 4", modelThrough({KernelKind::Polynomial, 0.3, 4, -1}, cloud(300, 1, 0, 1.5, 8), {2, 1}), plain);
    row("polynomial 9", modelThrough({KernelKind::Polynomial, 0.5, 9, 1}, cloud(100, 1, 1, 0.5, 9), {1, 1}), plain);
    row("linear", modelThrough({KernelKind::Linear, 1, 1, 0}, cloud(100, 2, 3, 0.5, 10), {0.3, 0.2}), plain);
    row("sigmoid", modelThrough({KernelKind::Sigmoid, 0.3, 3, 0}, cloud(200, 1, 2, 1, 11), {0.3, 0.2}), plain);
    row("sigmoid, steep", modelThrough({KernelKind::Sigmoid, 30, 3, 1}, cloud(40, 1, 2, 1, 12), {0.3, 0.2}), plain);

    Plane log{AxisScale::Log, AxisScale::Log, -1, 3, -2, 2, identityScaling()};
    log.scaling = {ScalingKind::Standard, Eigen::Vector2d(30, 3), Eigen::Vector2d(40, 5)};
    row("rbf on log axes", modelThrough(rbf(0.5), ring(300, 0.8, 0.3, 13), {0.5, 0.5}), log);
    row("linear on log axes", modelThrough({KernelKind::Linear, 1, 1, 0}, cloud(100, 2, 3, 0.5, 14), {0.3, 0.2}), log);
    Plane unscaled = log;
    unscaled.scaling = identityScaling();
    row("polynomial on log axes",
        modelThrough({KernelKind::Polynomial, 0.01, 3, 0}, cloud(300, 100, 20, 5, 15), {40, 3}), unscaled);
    Plane asinh = log;
    asinh.xScale = AxisScale::Asinh;
    asinh.yScale = AxisScale::Asinh;
    asinh.xMin = -5;
    asinh.xMax = 6;
    asinh.yMin = -3;
    asinh.yMax = 4;
    row("rbf on asinh axes", modelThrough(rbf(0.5), ring(300, 0.8, 0.3, 13), {0.5, 0.5}), asinh);
    Plane log1p = plainPlane(-4, 30, 0, 20);
    log1p.scaling.kind = ScalingKind::Log1p;
    row("rbf, log1p", modelThrough(rbf(0.5), ring(300, 1.5, 0.3, 16), {1, 0.5}), log1p);

    for (const double nu : {0.02, 0.15}) {
        // heavy tails, standardised
        Normals normal(18);
        RowMatrix rowsOfData(600, 2);
        for (Eigen::Index i = 0; i < rowsOfData.rows(); ++i)
            rowsOfData.row(i) << std::exp(4 + normal()), std::exp(5 + 1.2 * normal());
        const Expected<Scaling> scaling = fitScaling(ScalingKind::Standard, rowsOfData);
        OneClassSvmOptions options;
        options.nu = nu;
        NoProgress progress;
        const Expected<OneClassSvm> model = fitOneClassSvm(scaling->toScaled(rowsOfData), options, progress);
        Plane linear{AxisScale::Linear, AxisScale::Linear, -100, 1000, -200, 4000, *scaling};
        Plane logarithmic{AxisScale::Log, AxisScale::Log, 0, 3.5, 0, 4, *scaling};
        QTest::addRow("fitted, nu %g", nu) << *model << linear;
        QTest::addRow("fitted, nu %g, log axes", nu) << *model << logarithmic;
    }
    for (const double radius : {0.3, 0.5, 0.7, 1.0, 1.5}) {
        QTest::addRow("islands of %g pixels", radius) << islands(radius, plain, 17) << plain;
    }
}

} // namespace

class TestLearnedFrontier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesCloseOrEnd_data();
    void linesCloseOrEnd();
    void verticesAreOnTheLevel_data();
    void verticesAreOnTheLevel();
    void signAgrees_data();
    void signAgrees();
    void everyIslandIsFound_data();
    void everyIslandIsFound();
    void smallHole();
    void straightLine();
    void sameEveryTime();
    void nothingToDraw();
    void cancelled();
    void times();
};

void TestLearnedFrontier::linesCloseOrEnd_data()
{
    addCases();
}

void TestLearnedFrontier::linesCloseOrEnd()
{
    QFETCH(OneClassSvm, model);
    QFETCH(Plane, plane);
    NoProgress progress;
    const Expected<Frontier> frontier = learnedFrontier(model, plane, columns, rows, progress);
    QVERIFY(frontier);
    QVERIFY(!frontier->empty());
    const auto ends = [&](const PlanePoint& point) {
        if (onBorder(plane, point))
            return true;
        const Eigen::RowVector2d beyond = plane.toScaled(point.x - pixelX(plane), point.y);
        return !std::isfinite(beyond[0]); // log(1 + x) below −1
    };
    for (const Polyline& line : *frontier) {
        QVERIFY(noRepeats(line));
        QVERIFY(line.closed || ends(line.points.front()));
        QVERIFY(line.closed || ends(line.points.back()));
    }
}

void TestLearnedFrontier::verticesAreOnTheLevel_data()
{
    addCases();
}

void TestLearnedFrontier::verticesAreOnTheLevel()
{
    QFETCH(OneClassSvm, model);
    QFETCH(Plane, plane);
    NoProgress progress;
    const Expected<Frontier> frontier = learnedFrontier(model, plane, columns, rows, progress);
    QVERIFY(frontier);
    double largest = std::abs(model.rho);
    const Expected<Field> field = decisionField(model, plane, 50, 50, progress);
    for (const double value : field->values.reshaped())
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(value));
    double worst = 0;
    for (const Polyline& line : *frontier)
        for (const PlanePoint& point : line.points)
            worst = std::max(worst, std::abs(decisionAt(model, plane, point)));
    QVERIFY2(worst <= 1e-6 * largest, qPrintable(QStringLiteral("%1 of %2").arg(worst).arg(largest)));
}

void TestLearnedFrontier::signAgrees_data()
{
    addCases();
}

/// The sides of what is drawn are the signs of the decision function, but within half a pixel, at 10,000 places.
void TestLearnedFrontier::signAgrees()
{
    QFETCH(OneClassSvm, model);
    QFETCH(Plane, plane);
    NoProgress progress;
    const Expected<Frontier> frontier = learnedFrontier(model, plane, columns, rows, progress);
    QVERIFY(frontier);
    const PlanePoint known{plane.xMax - 0.377 * pixelX(plane), plane.yMax - 0.288 * pixelY(plane)};
    const bool knownAbove = decisionAt(model, plane, known) >= 0;
    Normals random(31);
    int beside = 0;
    for (int i = 0; i < 10000; ++i) {
        const PlanePoint place = testPlace(plane, *frontier, i, pixelX(plane), pixelY(plane), random);
        const double f = decisionAt(model, plane, place);
        // a pixel beside places without a value there may be no frontier
        if (std::isnan(f) || !plane.toScaled(place.x - pixelX(plane), place.y).allFinite())
            continue;
        const std::optional<bool> above = drawnAbove(*frontier, place, known, knownAbove);
        if (above && *above == (f >= 0))
            continue;
        ++beside;
        QVERIFY2(besideFrontier(model, plane, place),
                 qPrintable(QStringLiteral("f = %1 at %2, %3").arg(f).arg(place.x).arg(place.y)));
    }
    QVERIFY2(beside < 500, qPrintable(QString::number(beside)));
}

void TestLearnedFrontier::everyIslandIsFound_data()
{
    QTest::addColumn<double>("radius");
    for (const double radius : {0.2, 0.35, 0.5, 0.6, 0.7, 1.0, 2.0, 3.0})
        QTest::addRow("%g pixels", radius) << radius;
}

void TestLearnedFrontier::everyIslandIsFound()
{
    QFETCH(double, radius);
    const Plane plane = plainPlane(0, 240, 0, 180);
    NoProgress progress;
    for (unsigned seed = 100; seed < 110; ++seed) {
        const OneClassSvm model = islands(radius, plane, seed);
        const Expected<Frontier> frontier = learnedFrontier(model, plane, columns, rows, progress);
        QVERIFY(frontier);
        int isolated = 0;
        for (const Eigen::RowVector2d& vector : model.supportVectors.rowwise()) {
            QVERIFY(model.decision(vector) > 0);
            const bool alone =
                ((model.supportVectors.rowwise() - vector).rowwise().norm().array() < 4 * radius).count() == 1;
            const PlanePoint place{vector[0], vector[1]};
            const bool inTheOpen =
                place.x > radius + 1 && place.x < 239 - radius && place.y > radius + 1 && place.y < 179 - radius;
            if (!alone || !inTheOpen)
                continue;
            ++isolated;
            int around = 0;
            for (const Polyline& line : *frontier) {
                if (!containsPoint(line, place))
                    continue;
                ++around;
                QVERIFY(line.closed);
                // of a small circle a coarse polygon
                QVERIFY(signedArea(line) > (radius < 1 ? 0.1 : 0.5) * M_PI * radius * radius);
                QVERIFY(signedArea(line) < 1.01 * M_PI * radius * radius);
            }
            QCOMPARE(around, 1);
        }
        QVERIFY(isolated > 15);
    }
}

/// A hole smaller than a cell, betrayed by a support vector in it.
void TestLearnedFrontier::smallHole()
{
    RowMatrix vectors(9, 2);
    for (int i = 0; i < 8; ++i)
        vectors.row(i) << 100.4 + 3 * std::cos(M_PI * i / 4), 80.6 + 3 * std::sin(M_PI * i / 4);
    vectors.row(8) << 100.4, 80.6;
    OneClassSvm model = modelThrough({KernelKind::Rbf, 0.3, 3, 0}, vectors, {0, 0});
    model.alpha[8] = 1e-3;
    model.rho = model.decision(Eigen::RowVector2d(100.4 + 0.3, 80.6)) + model.rho;
    QVERIFY(model.decision(vectors.row(8)) < 0);
    const Plane plane = plainPlane(0, 240, 0, 180);
    NoProgress progress;
    const Expected<Frontier> frontier = learnedFrontier(model, plane, columns, rows, progress);
    QVERIFY(frontier);
    QCOMPARE(frontier->size(), 2U);
    int holes = 0;
    for (const Polyline& line : *frontier) {
        QVERIFY(line.closed);
        QVERIFY(containsPoint(line, {100.4, 80.6}));
        if (signedArea(line) > 0)
            continue;
        ++holes;
        QVERIFY(std::abs(signedArea(line) / (M_PI * 0.3 * 0.3) + 1) < 0.1);
    }
    QCOMPARE(holes, 1);
}

void TestLearnedFrontier::straightLine()
{
    RowMatrix vectors(2, 2);
    vectors << 1, 2, 2, 2;
    OneClassSvm model = modelThrough({KernelKind::Linear, 1, 1, 0}, vectors, {1, 0.5});
    Plane plane = plainPlane(-100, 300, -40, 60);
    plane.scaling = {ScalingKind::Standard, Eigen::Vector2d(100, 10), Eigen::Vector2d(50, 20)};
    NoProgress progress;
    const Expected<Frontier> frontier = learnedFrontier(model, plane, columns, rows, progress);
    QVERIFY(frontier);
    QCOMPARE(frontier->size(), 1U);
    const Polyline& line = frontier->front();
    QCOMPARE(line.points.size(), 2U);
    QVERIFY(!line.closed);
    for (const PlanePoint& point : line.points) {
        QVERIFY(onBorder(plane, point));
        QVERIFY(std::abs(decisionAt(model, plane, point)) < 1e-12 * model.rho);
    }
    // f grows to the upper right: the line leads down
    QVERIFY(line.points[0].y > line.points[1].y);
    model.rho = 1e6; // beyond the plane
    QVERIFY(learnedFrontier(model, plane, columns, rows, progress)->empty());
}

void TestLearnedFrontier::sameEveryTime()
{
    const Plane plane = plainPlane(-4, 4, -3, 3);
    const OneClassSvm model = islands(0.8, plane, 5);
    NoProgress progress;
    const Expected<Frontier> first = learnedFrontier(model, plane, columns, rows, progress);
    const Expected<Frontier> second = learnedFrontier(model, plane, columns, rows, progress);
    QVERIFY(first && second);
    QCOMPARE(first->size(), second->size());
    for (std::size_t i = 0; i < first->size(); ++i)
        QVERIFY((*first)[i].points == (*second)[i].points);
}

void TestLearnedFrontier::nothingToDraw()
{
    const Plane plane = plainPlane(-4, 4, -3, 3);
    OneClassSvm model = modelThrough({KernelKind::Rbf, 0.5, 3, 0}, ring(50, 2, 0.3, 3), {2, 0});
    NoProgress progress;
    const auto isEmpty = [&](int across, int up, const Plane& where) {
        const Expected<Frontier> frontier = learnedFrontier(model, where, across, up, progress);
        return frontier && frontier->empty();
    };
    QVERIFY(!isEmpty(columns, rows, plane));
    QVERIFY(isEmpty(1, rows, plane));
    QVERIFY(isEmpty(columns, 1, plane));
    QVERIFY(isEmpty(0, 0, plane));
    QVERIFY(isEmpty(columns, rows, plainPlane(1, 1, -3, 3)));
    QVERIFY(isEmpty(columns, rows, plainPlane(50, 60, 50, 60)));
    model.frontier = false;
    QVERIFY(isEmpty(columns, rows, plane));
    model = {};
    model.supportVectors.resize(0, 2);
    QVERIFY(isEmpty(columns, rows, plane));
}

void TestLearnedFrontier::cancelled()
{
    class StopAfter final : public Progress {
    public:
        explicit StopAfter(double limit) : m_limit(limit) {}
        bool advance(double share) override { return share < m_limit; }

    private:
        double m_limit;
    };
    const OneClassSvm model = modelThrough({KernelKind::Rbf, 0.5, 3, 0}, ring(2000, 2, 0.3, 3), {2, 0});
    for (const double limit : {0.0, 0.3, 0.6}) {
        StopAfter progress(limit);
        const Expected<Frontier> frontier = learnedFrontier(model, plainPlane(-4, 4, -3, 3), columns, rows, progress);
        QVERIFY(!frontier);
        QCOMPARE(frontier.error().code, ErrorCode::Cancelled);
    }
}

void TestLearnedFrontier::times()
{
    NoProgress progress;
    for (const int size : {200, 600}) {
        for (const double gamma : {0.5, 50.0, 5000.0}) {
            const OneClassSvm model = modelThrough({KernelKind::Rbf, gamma, 3, 0}, ring(5168, 2, 0.3, 3), {2.3, 0});
            const Plane plane = plainPlane(-3.5, 3.5, -3.5, 3.5);
            const std::clock_t start = std::clock();
            const Expected<Field> field = decisionField(model, plane, size, size, progress);
            const std::clock_t middle = std::clock();
            const Expected<Frontier> frontier = learnedFrontier(model, plane, size, size, progress);
            const double evaluated = double(middle - start) * 1000 / CLOCKS_PER_SEC;
            const double whole = double(std::clock() - middle) * 1000 / CLOCKS_PER_SEC;
            std::size_t vertices = 0;
            for (const Polyline& line : *frontier)
                vertices += line.points.size();
            qInfo("%d x %d, gamma %g, 5168 support vectors: field %.1f ms, frontier of %zu vertices %.1f ms more", size,
                  size, gamma, evaluated, vertices, whole - evaluated);
            QVERIFY(field);
        }
    }
}

PERIMETER_TEST(TestLearnedFrontier, Core)
#include "tst_learned_frontier.moc"
