// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/detector_checks.h"
#include "detectors/dual/kernel_cache.h"
#include "detectors/dual/one_class_solver.h"
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "detectors/svm/one_class_svm.h"
#include "expected_test.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;
using namespace perimeter::testing;

/// Perimeter's own solver against libsvm, against itself on other ways, and its bounds.
class TestOneClassSolver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsLibsvm_data();
    void equalsLibsvm();
    void weightsAreRepeatedRows_data();
    void weightsAreRepeatedRows();
    void everyWayEndsAlike();
    void narrowKernelsEndOptimal_data();
    void narrowKernelsEndOptimal();
    void flatDecisionsEndOptimal_data();
    void flatDecisionsEndOptimal();
    void everyColumnCountEndsOptimal_data();
    void everyColumnCountEndsOptimal();
    void warmStepsOfHardProblemsEndOptimal();
    void besideNoRowsIsAlone();
    void cancelledFitLeavesNoTrace();
    void cacheIsBounded();
};

namespace {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    double uniform() { return static_cast<double>(m_engine() >> 11) / 9007199254740992.0; }
    int below(int bound) { return static_cast<int>(uniform() * bound); }

private:
    std::mt19937_64 m_engine;
};

/// Ties, duplicates, collinear points, one to four features, scales from 1e-4 to 1e4.
RowMatrix randomRows(Random& random)
{
    const Eigen::Index rows = 10 + random.below(240);
    const Eigen::Index columns = 1 + random.below(4);
    const double scale = std::pow(10.0, random.below(9) - 4);
    const double steps = random.below(2) == 0 ? 6 : 1e9;
    const double offset = random.below(2) == 0 ? 0.3 * scale : 0;
    const bool collinear = random.below(6) == 0;
    RowMatrix points(rows, columns);
    for (Eigen::Index row = 0; row < rows; ++row)
        for (Eigen::Index column = 0; column < columns; ++column)
            points(row, column) = collinear && column > 0
                                      ? 2 * points(row, 0)
                                      : offset + scale * std::floor(random.uniform() * steps) / steps;
    return testing::ordered(points);
}

RowMatrix sessions()
{
    const RowMatrix points = testing::sample("dns");
    return testing::ordered(fitScaling(ScalingKind::Standard, points)->toScaled(points));
}

/// How far a gradient lies below another that it should not lie below.
double optimalityGap(const OneClassSvm& model, const RowMatrix& points, const Eigen::VectorXd& decision)
{
    double least = INFINITY;
    double most = -INFINITY;
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        const bool supports = next < model.alpha.size() && model.supportVectors.row(next) == points.row(row);
        const double alpha = supports ? model.alpha[next++] : 0;
        least = alpha < 1 ? std::min(least, decision[row]) : least;
        most = alpha > 0 ? std::max(most, decision[row]) : most;
    }
    return most - least;
}

double optimalityGap(const OneClassSvm& model, const RowMatrix& points)
{
    return optimalityGap(model, points, model.trainingDecision);
}

/// Synthetic sessions under log1p: bytes and seconds of lognormal size, many of them of the same second.
RowMatrix skewedSessions(Eigen::Index rows, Eigen::Index columns = 2)
{
    std::mt19937_64 engine(7);
    const auto normal = [&] {
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += static_cast<double>(engine() >> 11) / 9007199254740992.0;
        return sum;
    };
    RowMatrix points(rows, columns);
    for (Eigen::Index row = 0; row < rows; ++row)
        for (Eigen::Index column = 0; column < columns; ++column)
            points(row, column) = std::log1p(std::floor(std::exp(column == 1 ? 3 + 2 * normal() : 6 + 1.2 * normal())));
    return testing::ordered(points);
}

/// Answers false from the so many-th look on.
class Limited final : public Progress {
public:
    explicit Limited(int looks) : m_left(looks) {}
    [[nodiscard]] bool advance(double) override { return m_left-- > 0; }

private:
    int m_left;
};

GammaChoice fixedGamma(double value)
{
    return {.rule = GammaChoice::Rule::Value, .value = value};
}

} // namespace

void TestOneClassSolver::equalsLibsvm_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 240; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestOneClassSolver::equalsLibsvm()
{
    QFETCH(int, seed);
    Random random(static_cast<std::uint64_t>(seed) + 1);
    const RowMatrix points = randomRows(random);
    const double rows = static_cast<double>(points.rows());
    const double nu = seed % 5 == 0 ? std::ceil(random.uniform() * rows) / rows : std::max(1 / rows, random.uniform());
    const KernelKind kernel = std::array{KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial}[seed % 3];
    OneClassSvmOptions options{.nu = nu,
                               .kernel = kernel,
                               .gamma = {.rule = seed % 2 == 0 ? GammaChoice::Rule::Scale : GammaChoice::Rule::Auto},
                               .degree = 2 + seed % 2,
                               .coef0 = seed % 4 == 0 ? 1.0 : 0.0,
                               .tolerance = 1e-8};
    NoProgress progress;
    const Expected<OneClassSvm> own = fitOneClassSvm(points, options, progress);
    options.solver = Solver::Libsvm;
    const Expected<OneClassSvm> reference = fitOneClassSvm(points, options, progress);
    if (own && !reference && reference.error().code == ErrorCode::SolverStalled)
        QSKIP("libsvm finds no solution to this problem");
    QCOMPARE(own.has_value(), reference.has_value());
    if (!own)
        return;
    QCOMPARE(own->frontier, reference->frontier);
    if (!own->frontier)
        return;
    QVERIFY(static_cast<double>(outliers(*own)) <= nu * rows * (1 + 1e-12));
    QVERIFY(static_cast<double>(own->supportRows) >= nu * rows * (1 - 1e-9));
    const bool early = std::ranges::any_of(
        reference->notices, [](const Notice& notice) { return notice.code == NoticeCode::SolverStoppedEarly; });
    if (early)
        QSKIP("libsvm does not reach the tolerance on this problem");
    const double size = std::max(std::abs(reference->rho), 1e-300);
    const double worst = (own->trainingDecision - reference->trainingDecision).cwiseAbs().maxCoeff();
    // Values far beyond rho carry libsvm's own rounding.
    const double rounding = 1e-9 * reference->trainingDecision.cwiseAbs().maxCoeff();
    if (worst > 1e-5 * size + rounding)
        qInfo("rho %g and %g, values differ by %g", own->rho, reference->rho, worst);
    QVERIFY(worst <= 1e-5 * size + rounding);
}

void TestOneClassSolver::weightsAreRepeatedRows_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 60; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// A row of weight 3 is three rows; a row of weight 0 is none.
void TestOneClassSolver::weightsAreRepeatedRows()
{
    QFETCH(int, seed);
    Random random(static_cast<std::uint64_t>(seed) + 1000);
    const RowMatrix points = randomRows(random);
    Eigen::VectorXd weights(points.rows());
    for (double& weight : weights)
        weight = random.below(5);
    weights[0] = 2;
    weights[1] = 1;
    RowMatrix repeated(static_cast<Eigen::Index>(weights.sum()), points.cols());
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        for (int copy = 0; copy < static_cast<int>(weights[row]); ++copy)
            repeated.row(next++) = points.row(row);
    const OneClassSvmOptions options{
        .nu = std::max(2 / weights.sum(), random.uniform()),
        .kernel = std::array{KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial}[seed % 3],
        .gamma = {.rule = GammaChoice::Rule::Auto},
        .degree = 2,
        .tolerance = 1e-9};
    NoProgress progress;
    WarmStart none;
    const Expected<OneClassSvm> weighted = fitOneClassSvm(points, weights, options, none, progress);
    const Expected<OneClassSvm> plain = fitOneClassSvm(repeated, options, progress);
    if (!plain) // all rows left may be equal
        return;
    QVERIFY_EXPECTED(weighted);
    QCOMPARE(weighted->frontier, plain->frontier);
    if (!plain->frontier)
        return;
    QVERIFY(std::abs(weighted->rho - plain->rho) <= 1e-7 * std::abs(plain->rho));
    QVERIFY(std::abs(weighted->alpha.sum() - plain->alpha.sum()) <= 1e-9 * plain->alpha.sum());
    const Expected<Eigen::VectorXd> f = decisionFunction(*weighted, repeated, progress);
    QVERIFY_EXPECTED(f);
    QVERIFY((*f - plain->trainingDecision).cwiseAbs().maxCoeff() <=
            1e-7 * std::abs(plain->rho) + 1e-9 * plain->trainingDecision.cwiseAbs().maxCoeff());
    QVERIFY((f->array() < -weighted->tau).count() <= static_cast<Eigen::Index>(options.nu * weights.sum() + 1e-9));
}

/// A hundred random ways over ν, γ, kernels and rows to one value.
void TestOneClassSolver::everyWayEndsAlike()
{
    const RowMatrix points = sessions();
    NoProgress progress;
    for (const double nu : {0.01, 0.15}) {
        const OneClassSvmOptions goal{.nu = nu, .gamma = fixedGamma(0.5)};
        const Expected<OneClassSvm> cold = fitOneClassSvm(points, goal, progress);
        QVERIFY_EXPECTED(cold);
        Random random(7);
        double farthest = 0;
        for (int way = 0; way < 50; ++way) {
            WarmStart warm;
            for (int step = 0; step < 4; ++step) {
                OneClassSvmOptions options = goal;
                options.nu = 0.004 + 0.4 * random.uniform() * random.uniform();
                options.gamma = fixedGamma(random.below(3) == 0 ? 0.2 + random.uniform() : 0.5);
                const bool fewer = random.below(4) == 0;
                const RowMatrix some =
                    fewer ? RowMatrix(points.topRows(points.rows() - 1 - random.below(3000))) : points;
                QVERIFY_EXPECTED(fitOneClassSvm(some, Eigen::VectorXd(), options, warm, progress));
            }
            const Expected<OneClassSvm> end = fitOneClassSvm(points, Eigen::VectorXd(), goal, warm, progress);
            QVERIFY_EXPECTED(end);
            QCOMPARE(outliers(*end), outliers(*cold));
            QCOMPARE(end->supportRows, cold->supportRows);
            QCOMPARE(end->bounded, cold->bounded);
            farthest = std::max(farthest, (end->trainingDecision - cold->trainingDecision).cwiseAbs().maxCoeff());
        }
        qInfo("nu %g: values differ by %.2g of rho at most", nu, farthest / cold->rho);
        QVERIFY(farthest <= 1e-6 * cold->rho);
    }
}

void TestOneClassSolver::narrowKernelsEndOptimal_data()
{
    QTest::addColumn<double>("gamma");
    for (const double value : {5.0, 50.0, 500.0, 1e5})
        QTest::addRow("gamma %g", value) << value;
}

/// Where most rows are support vectors below their bounds: no gradient may lie below another that should not.
void TestOneClassSolver::narrowKernelsEndOptimal()
{
    QFETCH(double, gamma);
    const RowMatrix all = sessions();
    RowMatrix points(2000, 2);
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        points.row(row) = all.row(row * (all.rows() / points.rows()));
    NoProgress progress;
    for (const double nu : {0.01, 0.3}) {
        const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = nu, .gamma = fixedGamma(gamma)}, progress);
        QVERIFY_EXPECTED(model);
        QVERIFY(std::ranges::none_of(
            model->notices, [](const Notice& notice) { return notice.code == NoticeCode::SolverStoppedEarly; }));
        QVERIFY(optimalityGap(*model, points) <= 2e-6);
        QVERIFY(std::abs(model->alpha.sum() - nu * 2000) <= 1e-9 * nu * 2000);
    }
}

void TestOneClassSolver::flatDecisionsEndOptimal_data()
{
    QTest::addColumn<double>("gamma");
    QTest::addColumn<int>("iterations"); // twice what it takes
    QTest::newRow("wide") << 0.5 << 50'000;
    QTest::newRow("2") << 2.0 << 60'000;
    QTest::newRow("5") << 5.0 << 80'000;
    QTest::newRow("narrow") << 60.0 << 120'000;
}

/// Where f lies within a hair of ρ at most rows, which makes pairs of rows creep: at γ 2 they took half a million
/// iterations, at γ 5 they did not arrive. The decision values are computed from the model alone.
void TestOneClassSolver::flatDecisionsEndOptimal()
{
    QFETCH(double, gamma);
    QFETCH(int, iterations);
    const RowMatrix points = skewedSessions(8000);
    NoProgress progress;
    const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = 0.15, .gamma = fixedGamma(gamma)}, progress);
    QVERIFY_EXPECTED(model);
    const Expected<Eigen::VectorXd> decision = decisionFunction(*model, points, progress);
    QVERIFY_EXPECTED(decision);
    const double gap = optimalityGap(*model, points, *decision);
    QVERIFY2(gap <= 2e-6, qPrintable(QString::number(gap)));
    QVERIFY(std::abs(model->alpha.sum() - 0.15 * 8000) <= 1e-9 * 8000);
    QVERIFY(model->alpha.minCoeff() > 0 && model->alpha.maxCoeff() <= 1);
    QVERIFY2(model->iterations <= iterations, qPrintable(QString::number(model->iterations)));
}

void TestOneClassSolver::everyColumnCountEndsOptimal_data()
{
    QTest::addColumn<int>("columns");
    QTest::newRow("1") << 1;
    QTest::newRow("3") << 3;
    QTest::newRow("5") << 5;
}

void TestOneClassSolver::everyColumnCountEndsOptimal()
{
    QFETCH(int, columns);
    const RowMatrix points = skewedSessions(4000, columns);
    NoProgress progress;
    for (const double gamma : {0.5, 20.0}) {
        const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = 0.1, .gamma = fixedGamma(gamma)}, progress);
        QVERIFY_EXPECTED(model);
        QVERIFY(std::ranges::none_of(
            model->notices, [](const Notice& notice) { return notice.code == NoticeCode::SolverStoppedEarly; }));
        const Expected<Eigen::VectorXd> decision = decisionFunction(*model, points, progress);
        QVERIFY_EXPECTED(decision);
        const double gap = optimalityGap(*model, points, *decision);
        QVERIFY2(gap <= 2e-6, qPrintable(QString::number(gap)));
    }
}

void TestOneClassSolver::warmStepsOfHardProblemsEndOptimal()
{
    const RowMatrix points = skewedSessions(4000);
    NoProgress progress;
    WarmStart warm;
    for (const double nu : {0.15, 0.155, 0.1, 0.4}) {
        const OneClassSvmOptions options{.nu = nu, .gamma = fixedGamma(5)};
        const Expected<OneClassSvm> stepped = fitOneClassSvm(points, Eigen::VectorXd(), options, warm, progress);
        QVERIFY_EXPECTED(stepped);
        QVERIFY(optimalityGap(*stepped, points) <= 2e-6);
        const Expected<OneClassSvm> cold = fitOneClassSvm(points, options, progress);
        QVERIFY_EXPECTED(cold);
        QVERIFY(std::abs(stepped->rho - cold->rho) <= 2e-6);
    }
}

/// Rows of which none is settled are a problem of their own.
void TestOneClassSolver::besideNoRowsIsAlone()
{
    const RowMatrix points = sessions().topRows(3000);
    NoProgress progress;
    const OneClassProblem problem{.kernel = {.gamma = 0.5}, .nu = 0.2003, .tolerance = 1e-6};
    const SettledRows none{RowMatrix(0, 2), Eigen::VectorXd()};
    const Eigen::VectorXd begin = Eigen::VectorXd::Constant(points.rows(), problem.nu);
    const Expected<OneClassSolution> beside =
        solveOneClassBeside(none, points, Eigen::VectorXd(), begin, problem, progress);
    QVERIFY_EXPECTED(beside);
    WarmStart warm;
    const Eigen::VectorXd weights = Eigen::VectorXd::Ones(points.rows());
    const Expected<OneClassSolution> alone = solveOneClass(points, weights, problem, warm, progress);
    QVERIFY_EXPECTED(alone);
    QVERIFY(beside->converged && alone->converged);
    QVERIFY(std::abs(beside->rho - alone->rho) <= 2e-6);
    QVERIFY(std::abs(beside->alpha.sum() - alone->alpha.sum()) <= 1e-9 * alone->alpha.sum());
}

void TestOneClassSolver::cancelledFitLeavesNoTrace()
{
    const RowMatrix points = sessions();
    const OneClassSvmOptions options{.nu = 0.1, .gamma = fixedGamma(0.5)};
    NoProgress progress;
    const Expected<OneClassSvm> cold = fitOneClassSvm(points, options, progress);
    QVERIFY_EXPECTED(cold);
    WarmStart warm;
    int cancelled = 0;
    for (int looks = 0; looks < 12; ++looks) {
        Limited limited(looks);
        const Expected<OneClassSvm> stopped = fitOneClassSvm(points, Eigen::VectorXd(), options, warm, limited);
        if (!stopped) {
            QCOMPARE(static_cast<int>(stopped.error().code), static_cast<int>(ErrorCode::Cancelled));
            ++cancelled;
        }
        const Expected<OneClassSvm> again = fitOneClassSvm(points, Eigen::VectorXd(), options, warm, progress);
        QVERIFY_EXPECTED(again);
        QCOMPARE(again->supportRows, cold->supportRows);
        QVERIFY(std::abs(again->rho - cold->rho) <= 1e-9 * cold->rho);
    }
    QVERIFY(cancelled > 3);
}

void TestOneClassSolver::cacheIsBounded()
{
    const RowMatrix points = sessions().topRows(1000);
    const VectorPoints columns(points);
    const Kernel kernel{.gamma = 0.5};
    const std::size_t rowBytes = columns.padded() * sizeof(float);
    KernelCache cache(kernel, columns, 10 * rowBytes);
    QCOMPARE(cache.capacity(), std::size_t{10});
    const auto isRow = [&](std::size_t i) {
        return std::abs(cache.row(i)[7] -
                        static_cast<float>(kernel(points.row(static_cast<Eigen::Index>(i)), points.row(7)))) <= 1e-6F;
    };
    for (std::size_t i = 0; i < 10; ++i)
        QVERIFY(isRow(i));
    QVERIFY(isRow(0)); // now the most recently used
    QVERIFY(isRow(500));
    QCOMPARE(cache.computed(), std::size_t{11});
    QVERIFY(isRow(0)); // still there; row 1 made room
    QCOMPARE(cache.computed(), std::size_t{11});
    QVERIFY(isRow(1));
    QCOMPARE(cache.computed(), std::size_t{12});
    QCOMPARE(KernelCache(kernel, columns, 0).capacity(), std::size_t{2});
}

PERIMETER_TEST(TestOneClassSolver, Core)
#include "tst_one_class_solver.moc"
