// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/detector_checks.h"
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "detectors/svm/one_class_svm.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <random>
#include <thread>

using namespace perimeter;
using namespace perimeter::testing;

class TestOneClassSvm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unitsDecideNothing_data();
    void unitsDecideNothing();
    void valuesThatCannotBeSquared();
    void nearlyLinearSigmoidHasNoFrontier();
    void outliersNeverExceedNu_data();
    void outliersNeverExceedNu();
    void outliersNeverExceedNuOnRandomRows_data();
    void outliersNeverExceedNuOnRandomRows();
    void orderOfRowsChangesNoClass();
    void equalRowsHaveEqualValues_data();
    void equalRowsHaveEqualValues();
    void nuOfOne_data();
    void nuOfOne();
    void kernelsAreThoseOfLibsvm();
    void gammaRules();
    void centredDataHaveNoFrontier_data();
    void centredDataHaveNoFrontier();
    void toleranceFollowsTheGradient();
    void notices_data();
    void notices();
    void badInput_data();
    void badInput();
};

namespace {

RowMatrix scaled(const std::string& name, ScalingKind kind)
{
    const RowMatrix points = testing::sample(name);
    return testing::ordered(fitScaling(kind, points)->toScaled(points));
}

/// Every so many-th row.
RowMatrix thinned(const RowMatrix& points, Eigen::Index step)
{
    RowMatrix kept((points.rows() + step - 1) / step, points.cols());
    for (Eigen::Index row = 0; row < kept.rows(); ++row)
        kept.row(row) = points.row(row * step);
    return kept;
}

bool has(const OneClassSvm& model, NoticeCode code)
{
    return std::ranges::any_of(model.notices, [&](const Notice& notice) { return notice.code == code; });
}

} // namespace

void TestOneClassSvm::outliersNeverExceedNu_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<double>("nu");
    for (const double nu : {0.005, 0.05, 0.15, 0.25})
        QTest::addRow("dns %g", nu) << QStringLiteral("dns") << nu;
    for (const char* data : {"wine_0_1", "starsCYG"})
        for (const double nu : {1e-5, 0.005, 0.05, 0.15, 0.25, 0.29, 0.999, 1.0})
            QTest::addRow("%s %g", data, nu) << QString::fromLatin1(data) << nu;
}

void TestOneClassSvm::outliersNeverExceedNu()
{
    QFETCH(QString, data);
    QFETCH(double, nu);
    const RowMatrix points = scaled(data.toStdString(), ScalingKind::Standard);
    NoProgress progress;
    QElapsedTimer timer;
    timer.start();
    const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = nu}, progress);
    QVERIFY(model.has_value());
    const qint64 fitted = timer.restart();
    const Expected<Eigen::VectorXd> again = decisionFunction(*model, points, progress);
    const double allowed = nu * static_cast<double>(points.rows());
    qInfo("%ld outliers of %g allowed, %ld support vectors, tau %.2g of rho; fitted in %lld ms, scored in %lld ms",
          static_cast<long>(outliers(*model)), allowed, static_cast<long>(model->alpha.size()), model->tau / model->rho,
          fitted, timer.elapsed());
    QVERIFY(static_cast<double>(outliers(*model)) <= allowed);
    QVERIFY(static_cast<double>(model->alpha.size()) >= allowed * (1 - 1e-12));
    QVERIFY(again.has_value() && *again == model->trainingDecision);
}

void TestOneClassSvm::outliersNeverExceedNuOnRandomRows_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 40; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// Ties, duplicates, collinear points, tiny and huge scales, every kernel, ν from 1/n to 1.
void TestOneClassSvm::outliersNeverExceedNuOnRandomRows()
{
    QFETCH(int, seed);
    std::mt19937_64 generator(static_cast<std::uint64_t>(seed));
    const Eigen::Index rows = 20 + static_cast<Eigen::Index>(uniform(generator) * 200);
    const double scale = std::pow(10, std::floor(uniform(generator) * 9) - 4);
    const double steps = uniform(generator) < 0.5 ? 5 : 1e9;
    RowMatrix points(rows, 2);
    for (Eigen::Index row = 0; row < rows; ++row) {
        points(row, 0) = scale * std::floor(uniform(generator) * steps) / steps + (seed % 2 == 0 ? scale : 0);
        points(row, 1) = seed % 5 == 0 ? points(row, 0) * 2 : scale * std::floor(uniform(generator) * steps) / steps;
    }
    points = testing::ordered(points);
    const double nu = seed % 4 == 0
                          ? std::ceil(uniform(generator) * static_cast<double>(rows)) / static_cast<double>(rows)
                          : uniform(generator);
    for (const KernelKind kernel : {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid}) {
        NoProgress progress;
        const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = nu, .kernel = kernel, .degree = 2}, progress);
        QVERIFY(model.has_value());
        if (!model->frontier)
            continue;
        QVERIFY(std::isfinite(model->rho));
        QVERIFY(static_cast<double>(outliers(*model)) <= nu * static_cast<double>(rows));
        for (Eigen::Index row = 1; row < rows; ++row)
            if (points.row(row) == points.row(row - 1))
                QCOMPARE(model->trainingDecision[row], model->trainingDecision[row - 1]);
    }
}

void TestOneClassSvm::orderOfRowsChangesNoClass()
{
    RowMatrix points = testing::sample("dns").topRows(4000);
    points = fitScaling(ScalingKind::Standard, points)->toScaled(points);
    NoProgress progress;
    const Expected<OneClassSvm> model = fitOneClassSvm(testing::ordered(points), {.nu = 0.05}, progress);
    QVERIFY(model.has_value());
    const Expected<Eigen::VectorXd> before = decisionFunction(*model, points, progress);
    std::mt19937_64 generator(1);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(points.rows()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::shuffle(order, generator);
    RowMatrix shuffled(points.rows(), 2);
    for (std::size_t i = 0; i < order.size(); ++i)
        shuffled.row(static_cast<Eigen::Index>(i)) = points.row(order[i]);
    const Expected<OneClassSvm> other = fitOneClassSvm(testing::ordered(shuffled), {.nu = 0.05}, progress);
    QVERIFY(other.has_value());
    const Expected<Eigen::VectorXd> after = decisionFunction(*other, shuffled, progress);
    for (std::size_t i = 0; i < order.size(); ++i)
        QCOMPARE(isOutlier(*other, (*after)[static_cast<Eigen::Index>(i)]), isOutlier(*model, (*before)[order[i]]));
}

void TestOneClassSvm::equalRowsHaveEqualValues_data()
{
    QTest::addColumn<int>("kernel");
    for (const KernelKind kernel : {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid})
        QTest::addRow("kernel %d", static_cast<int>(kernel)) << static_cast<int>(kernel);
}

/// To the last bit, whatever the place of a row, the number of rows scored, and the way it is scored.
void TestOneClassSvm::equalRowsHaveEqualValues()
{
    QFETCH(int, kernel);
    const RowMatrix points = scaled("wine_4_12", ScalingKind::MinMax);
    NoProgress progress;
    const Expected<OneClassSvm> model =
        fitOneClassSvm(points, {.nu = 0.3, .kernel = static_cast<KernelKind>(kernel)}, progress);
    QVERIFY(model.has_value());
    const DecisionFunction f(*model);
    for (const Eigen::Index first : {0, 1, 2, 3, 5, 8, 100}) {
        const RowMatrix part = points.bottomRows(points.rows() - first);
        const Expected<Eigen::VectorXd> values = decisionFunction(*model, part, progress);
        QVERIFY(values.has_value());
        for (Eigen::Index row = 0; row < part.rows(); ++row) {
            QCOMPARE((*values)[row], model->trainingDecision[row + first]);
            QCOMPARE((*values)[row], model->decision(part.row(row)));
            QCOMPARE((*values)[row], f(part.row(row)));
        }
    }
}

void TestOneClassSvm::nuOfOne_data()
{
    QTest::addColumn<int>("kernel");
    for (const KernelKind kernel : {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial})
        QTest::addRow("kernel %d", static_cast<int>(kernel)) << static_cast<int>(kernel);
}

void TestOneClassSvm::nuOfOne()
{
    QFETCH(int, kernel);
    const RowMatrix points = scaled("wine_0_1", ScalingKind::MinMax);
    NoProgress progress;
    const Expected<OneClassSvm> model =
        fitOneClassSvm(points, {.nu = 1, .kernel = static_cast<KernelKind>(kernel)}, progress);
    QVERIFY(model.has_value());
    QCOMPARE(model->bounded, points.rows());
    QCOMPARE(model->alpha.minCoeff(), 1.0);
    QVERIFY(std::isfinite(model->rho));
    QCOMPARE(model->trainingDecision.maxCoeff(), 0.0);
    QCOMPARE(model->tau, 0.0);
}

void TestOneClassSvm::kernelsAreThoseOfLibsvm()
{
    const Eigen::RowVector2d x(1, 2);
    const Eigen::RowVector2d y(-0.5, 3);
    QCOMPARE((Kernel{KernelKind::Rbf, 0.5, 3, 0}(x, y)), std::exp(-0.5 * 3.25));
    QCOMPARE((Kernel{KernelKind::Linear, 0.5, 3, 7}(x, y)), 5.5);
    QCOMPARE((Kernel{KernelKind::Polynomial, 0.5, 3, 1}(x, y)), std::pow(0.5 * 5.5 + 1, 3));
    QCOMPARE((Kernel{KernelKind::Sigmoid, 0.5, 3, 1}(x, y)), std::tanh(0.5 * 5.5 + 1));
}

void TestOneClassSvm::gammaRules()
{
    RowMatrix points(2, 2);
    points << 1, 2, 3, 6;
    QCOMPARE(*resolveGamma({.rule = GammaChoice::Rule::Auto}, points), 0.5);
    QCOMPARE(*resolveGamma({.rule = GammaChoice::Rule::Scale}, points), 1 / (2 * 3.5));
    QCOMPARE(*resolveGamma({.rule = GammaChoice::Rule::Value, .value = 4}, points), 4.0);
    QCOMPARE(*resolveGamma({.rule = GammaChoice::Rule::Scale}, RowMatrix::Constant(3, 2, 7)), 0.5);
}

void TestOneClassSvm::centredDataHaveNoFrontier_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<int>("scaling");
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("degree");
    QTest::addColumn<double>("coef0");
    QTest::addColumn<bool>("frontier");
    const auto row = [](const char* data, ScalingKind scaling, KernelKind kernel, int degree, double coef0,
                        bool frontier) {
        QTest::addRow("%s scaling %d kernel %d degree %d coef0 %g", data, static_cast<int>(scaling),
                      static_cast<int>(kernel), degree, coef0)
            << QString::fromLatin1(data) << static_cast<int>(scaling) << static_cast<int>(kernel) << degree << coef0
            << frontier;
    };
    for (const char* data : {"wine_0_1", "dns"}) {
        row(data, ScalingKind::Standard, KernelKind::Linear, 3, 0, false);
        row(data, ScalingKind::Robust, KernelKind::Linear, 3, 0, false);
        row(data, ScalingKind::None, KernelKind::Linear, 3, 0, true);
        row(data, ScalingKind::MinMax, KernelKind::Linear, 3, 0, true);
        row(data, ScalingKind::Standard, KernelKind::Polynomial, 3, 0, false);
        row(data, ScalingKind::Standard, KernelKind::Polynomial, 1, 0, false);
        row(data, ScalingKind::None, KernelKind::Polynomial, 3, 0, true);
    }
    row("wine_0_1", ScalingKind::Standard, KernelKind::Polynomial, 2, 0, true);
    row("wine_0_1", ScalingKind::Standard, KernelKind::Polynomial, 3, 1, true);
    row("wine_0_1", ScalingKind::Standard, KernelKind::Rbf, 3, 0, true);
}

void TestOneClassSvm::centredDataHaveNoFrontier()
{
    QFETCH(QString, data);
    QFETCH(int, scaling);
    QFETCH(int, kernel);
    QFETCH(int, degree);
    QFETCH(double, coef0);
    QFETCH(bool, frontier);
    RowMatrix points = scaled(data.toStdString(), static_cast<ScalingKind>(scaling));
    if (frontier && points.rows() > 2000)
        points = thinned(points, 10); // which libsvm has to solve
    for (const double nu : {0.005, 0.15, 0.5}) {
        NoProgress progress;
        const Expected<OneClassSvm> model = fitOneClassSvm(
            points, {.nu = nu, .kernel = static_cast<KernelKind>(kernel), .degree = degree, .coef0 = coef0}, progress);
        QVERIFY(model.has_value());
        QCOMPARE(model->frontier, frontier);
        QCOMPARE(has(*model, NoticeCode::NoFrontierCentred), !frontier);
    }
}

void TestOneClassSvm::toleranceFollowsTheGradient()
{
    const RowMatrix standard = scaled("dns", ScalingKind::Standard);
    QCOMPARE(solverTolerance(standard, {KernelKind::Rbf, 0.5}, 0.15, 1e-3), 1e-3);
    // libsvm's own tolerance would end this fit at its first guess.
    const RowMatrix points = scaled("dns", ScalingKind::None);
    const double gamma = *resolveGamma({}, points);
    const double eps = solverTolerance(points, {KernelKind::Polynomial, gamma}, 0.02, 1e-3);
    QVERIFY(eps < 1e-9 && eps > 0);
    NoProgress progress;
    const Expected<OneClassSvm> model =
        fitOneClassSvm(points, {.nu = 0.02, .kernel = KernelKind::Polynomial}, progress);
    QVERIFY(model.has_value());
    QVERIFY(std::abs(model->rho - 5.828432298775443e-09) <= 1e-3 * model->rho); // golden, at tolerance 1e-8
}

void TestOneClassSvm::notices_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<int>("scaling");
    QTest::addColumn<double>("nu");
    QTest::addColumn<double>("gamma");
    QTest::addColumn<bool>("constant");
    QTest::addColumn<QList<int>>("codes");
    const auto row = [](const char* name, const char* data, ScalingKind scaling, double nu, double gamma, bool constant,
                        std::initializer_list<NoticeCode> codes) {
        QList<int> list;
        for (const NoticeCode code : codes)
            list.append(static_cast<int>(code));
        QTest::newRow(name) << QString::fromLatin1(data) << static_cast<int>(scaling) << nu << gamma << constant
                            << list;
    };
    row("nothing to say", "wine_0_1", ScalingKind::Standard, 0.1, 0.5, false, {});
    row("nothing to say of the sample", "dns", ScalingKind::Standard, 0.15, 0.5, false, {});
    row("no row may be out", "wine_0_1", ScalingKind::Standard, 0.005, 0.5, false, {NoticeCode::NuBelowOneRow});
    row("islands", "wine_0_1", ScalingKind::Standard, 0.1, 1e5, false, {NoticeCode::IslandPerPoint});
    row("unscaled bytes", "dns", ScalingKind::None, 0.15, 0.5, false, {NoticeCode::IslandPerPoint});
    row("constant column", "wine_0_1", ScalingKind::Standard, 0.1, 0.5, true, {NoticeCode::ConstantColumn});
}

void TestOneClassSvm::notices()
{
    QFETCH(QString, data);
    QFETCH(int, scaling);
    QFETCH(double, nu);
    QFETCH(double, gamma);
    QFETCH(bool, constant);
    QFETCH(QList<int>, codes);
    RowMatrix points = scaled(data.toStdString(), static_cast<ScalingKind>(scaling));
    if (points.rows() > 2000)
        points = thinned(points, 10);
    if (constant)
        points.col(1).setZero();
    NoProgress progress;
    const Expected<OneClassSvm> model = fitOneClassSvm(
        points, {.nu = nu, .gamma = {.rule = GammaChoice::Rule::Value, .value = gamma}, .tolerance = 1e-8}, progress);
    QVERIFY(model.has_value());
    QList<int> given;
    for (const Notice& notice : model->notices)
        given.append(static_cast<int>(notice.code));
    QCOMPARE(given, codes);
}

void TestOneClassSvm::badInput_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("nu");
    QTest::addColumn<double>("gamma");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<int>("degree");
    QTest::addColumn<double>("coef0");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("argument");
    const auto row = [](const char* name, int rows, double nu, double gamma, double tolerance, int degree, double coef0,
                        ErrorCode code, const char* argument) {
        QTest::newRow(name) << rows << nu << gamma << tolerance << degree << coef0 << static_cast<int>(code)
                            << QString::fromLatin1(argument);
    };
    const double nan = std::nan("");
    row("nu 0", 50, 0, 1, 1e-3, 3, 0, ErrorCode::NuOutOfRange, "0");
    row("nu 1.5", 50, 1.5, 1, 1e-3, 3, 0, ErrorCode::NuOutOfRange, "1.5");
    row("nu nan", 50, nan, 1, 1e-3, 3, 0, ErrorCode::NuOutOfRange, "nan");
    row("gamma 0", 50, 0.1, 0, 1e-3, 3, 0, ErrorCode::GammaNotPositive, "0");
    row("gamma -1", 50, 0.1, -1, 1e-3, 3, 0, ErrorCode::GammaNotPositive, "-1");
    row("gamma inf", 50, 0.1, INFINITY, 1e-3, 3, 0, ErrorCode::GammaNotPositive, "inf");
    row("tolerance 0", 50, 0.1, 1, 0, 3, 0, ErrorCode::ToleranceNotPositive, "0");
    row("degree 0", 50, 0.1, 1, 1e-3, 0, 0, ErrorCode::DegreeOutOfRange, "0");
    row("coef0 nan", 50, 0.1, 1, 1e-3, 3, nan, ErrorCode::Coef0NotFinite, "nan");
    row("no rows", 0, 0.1, 1, 1e-3, 3, 0, ErrorCode::TooFewRows, "0");
    row("one row", 1, 0.1, 1, 1e-3, 3, 0, ErrorCode::TooFewRows, "1");
    row("overflow", 50, 0.1, 1e9, 1e-3, 9, 0, ErrorCode::KernelOverflow, "");
}

void TestOneClassSvm::badInput()
{
    QFETCH(int, rows);
    QFETCH(double, nu);
    QFETCH(double, gamma);
    QFETCH(double, tolerance);
    QFETCH(int, degree);
    QFETCH(double, coef0);
    QFETCH(int, code);
    QFETCH(QString, argument);
    NoProgress progress;
    const Expected<OneClassSvm> model = fitOneClassSvm(testing::sample("wine_0_1").topRows(rows),
                                                       {.nu = nu,
                                                        .kernel = KernelKind::Polynomial,
                                                        .gamma = {.rule = GammaChoice::Rule::Value, .value = gamma},
                                                        .degree = degree,
                                                        .coef0 = coef0,
                                                        .tolerance = tolerance},
                                                       progress);
    QVERIFY(!model.has_value());
    QCOMPARE(static_cast<int>(model.error().code), code);
    if (!argument.isEmpty())
        QCOMPARE(QString::fromStdString(model.error().arguments.front()), argument);
}

void TestOneClassSvm::unitsDecideNothing_data()
{
    QTest::addColumn<double>("unit");
    for (const double unit : {1e-100, 1e-22, 1e22, 1e60})
        QTest::addRow("%g", unit) << unit;
}

void TestOneClassSvm::unitsDecideNothing()
{
    QFETCH(double, unit);
    const RowMatrix points = scaled("wine_4_12", ScalingKind::Standard);
    NoProgress progress;
    // γ follows the unit, and lies beyond float.
    const Expected<OneClassSvm> plain = fitOneClassSvm(points, {.nu = 0.1}, progress);
    const Expected<OneClassSvm> model = fitOneClassSvm(unit * points, {.nu = 0.1}, progress);
    QVERIFY(plain && model);
    QVERIFY(std::abs(model->rho / plain->rho - 1) < 1e-6);
    QVERIFY(model->tau < 1e-6 * model->rho);
    const auto outliers = [](const OneClassSvm& of) {
        return std::ranges::count_if(of.trainingDecision, [&](double f) { return isOutlier(of, f); });
    };
    QCOMPARE(outliers(*model), outliers(*plain));
}

void TestOneClassSvm::valuesThatCannotBeSquared()
{
    NoProgress progress;
    const Expected<OneClassSvm> model =
        fitOneClassSvm(1e160 * scaled("wine_4_12", ScalingKind::Standard), {.nu = 0.1}, progress);
    QVERIFY(!model);
    QCOMPARE(model.error().code, ErrorCode::ValuesTooLarge);
}

void TestOneClassSvm::nearlyLinearSigmoidHasNoFrontier()
{
    NoProgress progress;
    const RowMatrix points = scaled("wine_4_12", ScalingKind::Standard);
    for (const double nu : {0.15, 1.0}) {
        const Expected<OneClassSvm> model = fitOneClassSvm(
            points, {.nu = nu, .kernel = KernelKind::Sigmoid, .gamma = {GammaChoice::Rule::Value, 1e-8}}, progress);
        QVERIFY(model);
        QVERIFY(!model->frontier);
    }
}

PERIMETER_TEST(TestOneClassSvm, Core)
#include "tst_one_class_svm.moc"
