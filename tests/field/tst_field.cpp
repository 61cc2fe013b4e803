// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/field.h"
#include "models.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace perimeter;

namespace {

/// Stops at the given call.
class StopAt final : public Progress {
public:
    explicit StopAt(int call) : m_left(call) {}
    bool advance(double share) override
    {
        ordered = ordered && share >= last;
        last = share;
        return --m_left > 0;
    }
    double last = 0;
    bool ordered = true;

private:
    int m_left;
};

/// Largest difference between the field and the model's own decision function, relative to max |f|.
double fieldError(const OneClassSvm& model, const Field& field)
{
    const Eigen::VectorXd xs = field.plane.scaledX(static_cast<int>(field.values.cols()));
    const Eigen::VectorXd ys = field.plane.scaledY(static_cast<int>(field.values.rows()));
    double worst = 0;
    double largest = 0;
    for (Eigen::Index row = 0; row < ys.size(); ++row) {
        for (Eigen::Index column = 0; column < xs.size(); ++column) {
            const double expected = model.decision(Eigen::RowVector2d(xs[column], ys[row]));
            largest = std::max(largest, std::abs(expected));
            worst = std::max(worst, std::abs(field.values(row, column) - expected));
        }
    }
    return worst / largest;
}

} // namespace

class TestField : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void axes_data();
    void axes();
    void planeMapsItsCorners();
    void valuesAreTheDecisionFunction_data();
    void valuesAreTheDecisionFunction();
    void equalSupportVectorsAdd();
    void undefinedPlacesAreNaN();
    void farFromAllSupportVectors();
    void cancelled_data();
    void cancelled();
    void times();
};

void TestField::axes_data()
{
    QTest::addColumn<int>("scale");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("coordinate");
    QTest::newRow("linear") << int(AxisScale::Linear) << -7.5 << -7.5;
    QTest::newRow("log") << int(AxisScale::Log) << 1000.0 << 3.0;
    QTest::newRow("log below one") << int(AxisScale::Log) << 0.01 << -2.0;
    QTest::newRow("asinh") << int(AxisScale::Asinh) << -std::sinh(2.0) << -2.0;
}

void TestField::axes()
{
    QFETCH(int, scale);
    QFETCH(double, value);
    QFETCH(double, coordinate);
    const AxisScale axis = static_cast<AxisScale>(scale);
    QVERIFY(std::abs(toAxis(axis, value) - coordinate) < 1e-14);
    QVERIFY(std::abs(fromAxis(axis, coordinate) - value) < 1e-12 * std::abs(value));
    QVERIFY(std::isnan(toAxis(AxisScale::Log, 0)));
    QVERIFY(std::isnan(toAxis(AxisScale::Log, -1)));
}

void TestField::planeMapsItsCorners()
{
    Plane plane{AxisScale::Log, AxisScale::Asinh, 0, 4, -3, 5, identityScaling()};
    plane.scaling = {ScalingKind::Standard, Eigen::Vector2d(10, 20), Eigen::Vector2d(2, 4)};
    const Eigen::VectorXd x = plane.scaledX(5);
    const Eigen::VectorXd y = plane.scaledY(3);
    QCOMPARE(x.size(), 5);
    QCOMPARE(x[0], (1.0 - 10) / 2);
    QVERIFY(std::abs(x[3] - (1000.0 - 10) / 2) < 1e-9);
    QCOMPARE(x[4], (10000.0 - 10) / 2);
    QCOMPARE(y[0], (std::sinh(-3.0) - 20) / 4);
    QCOMPARE(y[1], (std::sinh(1.0) - 20) / 4);
    QCOMPARE(y[2], (std::sinh(5.0) - 20) / 4);
    QCOMPARE(plane.toScaled(4, 1), Eigen::RowVector2d(x[4], y[1]));
}

void TestField::valuesAreTheDecisionFunction_data()
{
    QTest::addColumn<Kernel>("kernel");
    QTest::addColumn<Plane>("plane");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    const Plane wide = plainPlane(-5, 20, -4, 6);
    const Plane narrow = plainPlane(0.9, 1.0, 0.1, 0.15);
    const Plane log{AxisScale::Log, AxisScale::Log, -2, 2, -3, 1, identityScaling()};
    const Plane mixed{AxisScale::Asinh, AxisScale::Log, -3, 4, -3, 1, identityScaling()};
    const Kernel rbf{KernelKind::Rbf, 0.5, 3, 0};
    QTest::newRow("rbf interpolated") << rbf << wide << 160 << 150;
    QTest::newRow("rbf one axis interpolated") << rbf << wide << 20 << 150;
    QTest::newRow("rbf on a coarse grid") << rbf << wide << 13 << 17;
    QTest::newRow("rbf zoomed in") << rbf << narrow << 90 << 60;
    QTest::newRow("rbf narrow kernel") << Kernel{KernelKind::Rbf, 500, 3, 0} << wide << 120 << 80;
    QTest::newRow("rbf wide kernel") << Kernel{KernelKind::Rbf, 1e-4, 3, 0} << wide << 90 << 60;
    QTest::newRow("rbf on log axes") << rbf << log << 120 << 80;
    QTest::newRow("rbf on mixed axes") << rbf << mixed << 120 << 80;
    QTest::newRow("one node") << rbf << wide << 1 << 1;
    QTest::newRow("linear") << Kernel{KernelKind::Linear, 1, 1, 0} << wide << 30 << 20;
    for (const int degree : {1, 2, 3, 5, 6, 9, 40}) {
        const Kernel kernel{KernelKind::Polynomial, 0.3, degree, 1.0};
        QTest::addRow("polynomial %d", degree) << kernel << wide << 70 << 40;
        QTest::addRow("polynomial %d on log axes", degree) << kernel << log << 70 << 40;
    }
    QTest::newRow("polynomial zoomed in") << Kernel{KernelKind::Polynomial, 0.3, 3, 1.0} << narrow << 70 << 40;
    QTest::newRow("sigmoid") << Kernel{KernelKind::Sigmoid, 0.4, 3, -0.5} << wide << 50 << 40;
    QTest::newRow("sigmoid saturated") << Kernel{KernelKind::Sigmoid, 300, 3, 5} << wide << 50 << 40;
}

void TestField::valuesAreTheDecisionFunction()
{
    QFETCH(Kernel, kernel);
    QFETCH(Plane, plane);
    QFETCH(int, columns);
    QFETCH(int, rows);
    OneClassSvm model = modelThrough(kernel, cloud(400, 1, 0.5, 1.5, 7), {1, 0.5});
    model.alpha = Eigen::VectorXd::LinSpaced(400, 0.01, 1);
    NoProgress progress;
    const Expected<Field> field = decisionField(model, plane, columns, rows, progress);
    QVERIFY(field);
    QCOMPARE(field->values.cols(), columns);
    QCOMPARE(field->values.rows(), rows);
    const double error = fieldError(model, *field);
    QVERIFY2(error < 1e-11, qPrintable(QString::number(error)));
}

void TestField::equalSupportVectorsAdd()
{
    const Kernel kernel{KernelKind::Rbf, 0.5, 3, 0};
    RowMatrix vectors(5, 2);
    vectors << 1, 2, 0, 0, 1, 2, 0, 1, 1, 2;
    const OneClassSvm model = modelThrough(kernel, vectors, {0.5, 0.5});
    NoProgress progress;
    const Expected<Field> field = decisionField(model, plainPlane(-1, 2, -1, 3), 7, 9, progress);
    QVERIFY(field);
    QVERIFY(fieldError(model, *field) < 1e-14);
}

void TestField::undefinedPlacesAreNaN()
{
    // log(1 + x) has no value at or below −1
    for (const KernelKind kind : {KernelKind::Rbf, KernelKind::Polynomial, KernelKind::Linear, KernelKind::Sigmoid}) {
        Plane plane = plainPlane(-3, 7, -2, 8);
        plane.scaling.kind = ScalingKind::Log1p;
        const OneClassSvm model = modelThrough({kind, 0.5, 2, 1}, cloud(50, 1, 1, 0.3, 3), {0.4, 1});
        NoProgress progress;
        const Expected<Field> field = decisionField(model, plane, 101, 51, progress);
        QVERIFY(field);
        const Eigen::VectorXd xs = plane.scaledX(101);
        const Eigen::VectorXd ys = plane.scaledY(51);
        for (int row = 0; row < 51; ++row) {
            for (int column = 0; column < 101; ++column) {
                const bool defined = std::isfinite(xs[column]) && std::isfinite(ys[row]);
                QCOMPARE(!std::isnan(field->values(row, column)), defined);
                if (defined)
                    QVERIFY(std::abs(field->values(row, column) -
                                     model.decision(Eigen::RowVector2d(xs[column], ys[row]))) < 1e-9);
            }
        }
        QVERIFY(std::isnan(field->values(50, 20)));
        QVERIFY(!std::isnan(field->values(50, 21)));
    }
}

void TestField::farFromAllSupportVectors()
{
    const OneClassSvm model = modelThrough({KernelKind::Rbf, 0.5, 3, 0}, cloud(50, 0, 0, 1, 3), {1, 0});
    NoProgress progress;
    const Expected<Field> field = decisionField(model, plainPlane(1e6, 2e6, 1e6, 2e6), 20, 20, progress);
    QVERIFY(field);
    QVERIFY((field->values.array() == -model.rho).all());
}

void TestField::cancelled_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("rbf") << int(KernelKind::Rbf);
    QTest::newRow("polynomial") << int(KernelKind::Polynomial);
    QTest::newRow("sigmoid") << int(KernelKind::Sigmoid);
}

void TestField::cancelled()
{
    QFETCH(int, kind);
    const OneClassSvm model = modelThrough({static_cast<KernelKind>(kind), 0.5, 3, 0}, cloud(2000, 0, 0, 1, 3), {1, 0});
    StopAt progress(3);
    const Expected<Field> field = decisionField(model, plainPlane(-3, 3, -3, 3), 50, 50, progress);
    QVERIFY(!field);
    QCOMPARE(field.error().code, ErrorCode::Cancelled);
    QVERIFY(progress.ordered);
    QVERIFY(progress.last > 0 && progress.last < 1);
}

void TestField::times()
{
    NoProgress progress;
    const RowMatrix vectors = cloud(5168, 0, 0, 2, 5);
    for (const KernelKind kind : {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid}) {
        for (const double gamma : {0.5, 50.0}) {
            const OneClassSvm model = modelThrough({kind, gamma, 3, 0}, vectors, {2, 2});
            for (const int size : {200, 600}) {
                if (kind == KernelKind::Sigmoid && size > 200)
                    continue;
                QElapsedTimer timer;
                timer.start();
                QVERIFY(decisionField(model, plainPlane(-5, 20, -5, 20), size, size, progress));
                qInfo("kernel %d, gamma %g, %d x %d over 5168 support vectors: %.1f ms", int(kind), gamma, size, size,
                      static_cast<double>(timer.nsecsElapsed()) * 1e-6);
            }
        }
    }
}

PERIMETER_TEST(TestField, Core)
#include "tst_field.moc"
