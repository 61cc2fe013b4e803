// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/ellipse.h"
#include "lines.h"
#include "models.h"
#include "support/test_registry.h"

#include <Eigen/LU>
#include <QTest>

#include <limits>

using namespace perimeter;

namespace {

CovarianceModel modelOf(const Eigen::Vector2d& location, const Eigen::Matrix2d& covariance, double threshold)
{
    CovarianceModel model;
    model.location = location;
    model.covariance = covariance;
    model.precision = covariance.inverse();
    model.threshold = threshold;
    return model;
}

Eigen::Matrix2d covarianceOf(double xx, double xy, double yy)
{
    Eigen::Matrix2d covariance;
    covariance << xx, xy, xy, yy;
    return covariance;
}

/// d² of a place in axis coordinates, over the threshold.
double relativeDistance(const CovarianceModel& model, const Plane& plane, const PlanePoint& point)
{
    const Eigen::Vector2d offset = plane.toScaled(point.x, point.y).transpose() - model.location;
    return offset.dot(model.precision * offset) / model.threshold;
}

Plane scaledPlane(ScalingKind kind, const Eigen::Vector2d& center, const Eigen::Vector2d& spread)
{
    Plane plane;
    plane.scaling = {kind, center, spread};
    return plane;
}

void setRange(Plane& plane, double xMin, double xMax, double yMin, double yMax)
{
    plane.xMin = xMin;
    plane.xMax = xMax;
    plane.yMin = yMin;
    plane.yMax = yMax;
}

} // namespace

class TestEllipse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whole_data();
    void whole();
    void chordsStayClose();
    void cut_data();
    void cut();
    void pieces();
    void nothingToDraw_data();
    void nothingToDraw();
    void unitsDoNotMatter();
    void signAgrees_data();
    void signAgrees();
};

void TestEllipse::whole_data()
{
    QTest::addColumn<Eigen::Matrix2d>("covariance");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<double>("reach");
    QTest::newRow("circle") << covarianceOf(1, 0, 1) << 1.0 << 2.0;
    QTest::newRow("correlated") << covarianceOf(2, 1.2, 1) << 5.99 << 8.0;
    QTest::newRow("against") << covarianceOf(2, -1.4, 1) << 3.0 << 6.0;
    QTest::newRow("thin") << covarianceOf(1, 0.9999, 1) << 7.38 << 4.0;
    QTest::newRow("tiny in the plane") << covarianceOf(2, 1.2, 1) << 1e-14 << 8.0;
}

void TestEllipse::whole()
{
    QFETCH(Eigen::Matrix2d, covariance);
    QFETCH(double, threshold);
    QFETCH(double, reach);
    Plane plane = scaledPlane(ScalingKind::Standard, {100, -3}, {10, 0.1});
    setRange(plane, 100 - 10 * reach, 100 + 10 * reach, -3 - 0.1 * reach, -3 + 0.1 * reach);
    const CovarianceModel model = modelOf({0.1, -0.2}, covariance, threshold);
    const Frontier frontier = ellipseFrontier(model, plane, 1e-5);
    QCOMPARE(frontier.size(), 1U);
    QVERIFY(frontier[0].closed);
    QVERIFY(noRepeats(frontier[0]));
    for (const PlanePoint& point : frontier[0].points) {
        // the places themselves are rounded in units of the axes
        const double rounding = 1e-15 * 100 / std::sqrt(threshold) * model.precision.norm();
        QVERIFY(std::abs(relativeDistance(model, plane, point) - 1) < 1e-9 + rounding);
    }
    const double area = M_PI * std::sqrt(covariance.determinant()) * threshold * plane.scaling.spread.prod();
    QVERIFY(std::abs(signedArea(frontier[0]) / area - 1) < 1e-2);
}

void TestEllipse::chordsStayClose()
{
    Plane plane = plainPlane(-4, 4, -2, 2);
    const CovarianceModel model = modelOf({0, 0}, covarianceOf(1, 0.9, 1), 3);
    for (const double tolerance : {1e-3, 1e-4, 1e-6}) {
        const Frontier frontier = ellipseFrontier(model, plane, tolerance);
        QCOMPARE(frontier.size(), 1U);
        const double area = M_PI * std::sqrt(model.covariance.determinant()) * model.threshold;
        // an inscribed polygon loses at most the tolerance, a share of the plane's width, along its length
        constexpr double length = 2 * M_PI * 2.5;
        QVERIFY(area - signedArea(frontier[0]) < tolerance * 8 * length);
        QVERIFY(area > signedArea(frontier[0]));
        QVERIFY(double(frontier[0].points.size()) < 6 / std::sqrt(tolerance));
    }
}

void TestEllipse::cut_data()
{
    QTest::addColumn<Plane>("plane");
    QTest::addColumn<CovarianceModel>("model");
    QTest::addColumn<int>("lines");
    const CovarianceModel correlated = modelOf({1, 2}, covarianceOf(2, 1.2, 1), 6);
    Plane plane = scaledPlane(ScalingKind::Standard, {0, 0}, {1, 1});
    setRange(plane, 1, 9, -9, 9);
    QTest::newRow("right half") << plane << correlated << 1;
    setRange(plane, 0.5, 1.5, -9, 9);
    QTest::newRow("strip") << plane << correlated << 2;
    setRange(plane, 1, 9, 2, 9);
    QTest::newRow("a quarter") << plane << correlated << 1;
    setRange(plane, -3.2, 5.2, 0.5, 4);
    QTest::newRow("all four borders") << plane << modelOf({1, 2}, covarianceOf(3, 0, 1), 6) << 4;
    const CovarianceModel round = modelOf({0, 0}, covarianceOf(1, 0, 1), 1);
    setRange(plane, -0.8, 0.8, -0.8, 0.8);
    QTest::newRow("four corners") << plane << round << 4;

    // locations near zero with spreads beyond it: on log axes only a part is left
    Plane log = scaledPlane(ScalingKind::Standard, {100, 50}, {100, 80});
    log.xScale = AxisScale::Log;
    log.yScale = AxisScale::Log;
    setRange(log, -1, 4, -2, 4);
    QTest::newRow("log axes") << log << modelOf({0, 0}, covarianceOf(1, 0.5, 1), 6) << 1;
    Plane mixed = log;
    mixed.xScale = AxisScale::Asinh;
    setRange(mixed, -8, 8, 0, 3);
    QTest::newRow("asinh and log") << mixed << modelOf({0, 0}, covarianceOf(1, -0.5, 1), 4) << 1;
    Plane log1p = scaledPlane(ScalingKind::Log1p, {0, 0}, {1, 1});
    setRange(log1p, -2, 10, 1, 30);
    QTest::newRow("log1p beyond its domain") << log1p << modelOf({1, 2}, covarianceOf(1, 0.3, 2), 3) << 2;
}

void TestEllipse::cut()
{
    QFETCH(Plane, plane);
    QFETCH(CovarianceModel, model);
    QFETCH(int, lines);
    const Frontier frontier = ellipseFrontier(model, plane, 1e-5);
    QCOMPARE(int(frontier.size()), lines);
    for (const Polyline& line : frontier) {
        QVERIFY(!line.closed);
        QVERIFY(noRepeats(line));
        QVERIFY(onBorder(plane, line.points.front()));
        QVERIFY(onBorder(plane, line.points.back()));
        const double slack = 1e-12 * (plane.xMax - plane.xMin);
        for (const PlanePoint& point : line.points) {
            QVERIFY(std::abs(relativeDistance(model, plane, point) - 1) < 1e-9);
            QVERIFY(point.x >= plane.xMin - slack && point.x <= plane.xMax + slack);
            QVERIFY(point.y >= plane.yMin - slack && point.y <= plane.yMax + slack);
        }
        for (std::size_t i = 1; i < line.points.size(); ++i) {
            const PlanePoint& a = line.points[i - 1];
            const PlanePoint& b = line.points[i];
            const PlanePoint left{(a.x + b.x) / 2 - (b.y - a.y) * 0.3, (a.y + b.y) / 2 + (b.x - a.x) * 0.3};
            QVERIFY(relativeDistance(model, plane, left) < 1);
        }
    }
}

/// The pieces in four planes that meet make up the whole curve.
void TestEllipse::pieces()
{
    const CovarianceModel model = modelOf({0.3, -0.2}, covarianceOf(2, 1.2, 1), 6);
    double twice = 0;
    for (const double x : {-8.0, 0.0}) {
        for (const double y : {-8.0, 0.0}) {
            for (const Polyline& line : ellipseFrontier(model, plainPlane(x, x + 8, y, y + 8), 1e-7))
                for (std::size_t i = 1; i < line.points.size(); ++i)
                    twice += line.points[i - 1].x * line.points[i].y - line.points[i].x * line.points[i - 1].y;
        }
    }
    const double area = M_PI * std::sqrt(model.covariance.determinant()) * model.threshold;
    QVERIFY(std::abs(twice / 2 / area - 1) < 1e-5);
}

void TestEllipse::nothingToDraw_data()
{
    QTest::addColumn<CovarianceModel>("model");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Eigen::Matrix2d plain = covarianceOf(1, 0, 1);
    QTest::newRow("rank one") << modelOf({0, 0}, covarianceOf(1, 2, 4), 1);
    QTest::newRow("constant column") << modelOf({0, 0}, covarianceOf(1, 0, 0), 1);
    QTest::newRow("rank zero") << modelOf({0, 0}, covarianceOf(0, 0, 0), 1);
    QTest::newRow("not a number") << modelOf({0, 0}, covarianceOf(1, nan, 1), 1);
    QTest::newRow("nowhere") << modelOf({nan, 0}, plain, 1);
    QTest::newRow("infinite") << modelOf({0, 0}, covarianceOf(INFINITY, 0, 1), 1);
    QTest::newRow("threshold zero") << modelOf({0, 0}, plain, 0);
    QTest::newRow("threshold not a number") << modelOf({0, 0}, plain, nan);
    QTest::newRow("threshold infinite") << modelOf({0, 0}, plain, INFINITY);
    QTest::newRow("around the whole plane") << modelOf({0, 0}, plain, 1e4);
    QTest::newRow("beside the plane") << modelOf({50, 50}, plain, 9);
    QTest::newRow("three features") << CovarianceModel{
        Eigen::VectorXd::Zero(3), Eigen::MatrixXd::Identity(3, 3), Eigen::MatrixXd::Identity(3, 3), 1, {}};
}

void TestEllipse::nothingToDraw()
{
    QFETCH(CovarianceModel, model);
    QVERIFY(ellipseFrontier(model, plainPlane(-3, 3, -3, 3)).empty());
}

void TestEllipse::unitsDoNotMatter()
{
    // bytes against seconds, unscaled: the eigenvalues differ by 18 orders, the columns are independent
    const CovarianceModel model = modelOf({1e6, 1}, covarianceOf(1e12, 0.3e3, 1e-6), 5);
    const Frontier frontier = ellipseFrontier(model, plainPlane(-1e7, 1e7, 0.9, 1.1));
    QCOMPARE(frontier.size(), 1U);
    QVERIFY(frontier[0].closed);
}

void TestEllipse::signAgrees_data()
{
    cut_data();
}

/// Sides of the drawn curve are sides of the detector at 10,000 places, half of them within 5 pixels.
void TestEllipse::signAgrees()
{
    QFETCH(Plane, plane);
    QFETCH(CovarianceModel, model);
    const Frontier frontier = ellipseFrontier(model, plane);
    const double pixelX = (plane.xMax - plane.xMin) / 400;
    const double pixelY = (plane.yMax - plane.yMin) / 300;
    const PlanePoint known{plane.xMax, plane.yMax};
    const bool knownAbove = relativeDistance(model, plane, known) < 1;
    Normals random(21);
    int beside = 0;
    for (int i = 0; i < 10000; ++i) {
        const PlanePoint place = testPlace(plane, frontier, i, pixelX, pixelY, random);
        const double distance = relativeDistance(model, plane, place);
        if (std::isnan(distance)) // log(1 + x) below −1
            continue;
        const std::optional<bool> above = drawnAbove(frontier, place, known, knownAbove);
        if (above && *above == (distance < 1))
            continue;
        ++beside; // between the curve and its chord, a 25th of a pixel
        QVERIFY(std::abs(distance - 1) < 0.05);
    }
    QVERIFY(beside < 100);
}

PERIMETER_TEST(TestEllipse, Core)
#include "tst_ellipse.moc"
