// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "detectors/svm/child_process.h"
#include "detectors/svm/libsvm_solver.h"
#include "detectors/svm/one_class_svm.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace perimeter;

class TestLibsvmSolver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cancelsAtOnce();
    void leavesNothingBehind();
    void runsFromManyThreads();
    void endsWhenIterationsRunOut();
    void deathOfTheChildIsAnError_data();
    void deathOfTheChildIsAnError();
    void exitHandlersDoNotRun();
    void answerArrivesWhole();
};

namespace {

/// Stops after so many milliseconds.
class StopsAfter final : public Progress {
public:
    explicit StopsAfter(qint64 milliseconds) : m_milliseconds(milliseconds) { m_timer.start(); }
    bool advance(double) override { return m_timer.elapsed() < m_milliseconds; }
    [[nodiscard]] qint64 elapsed() const { return m_timer.elapsed(); }

private:
    QElapsedTimer m_timer;
    qint64 m_milliseconds;
};

std::ptrdiff_t openDescriptors()
{
    const std::filesystem::directory_iterator descriptors("/proc/self/fd");
    return std::distance(begin(descriptors), end(descriptors));
}

bool hasChildren()
{
    return ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
}

RowMatrix dns()
{
    const RowMatrix points = testing::sample("dns");
    return testing::ordered(fitScaling(ScalingKind::Standard, points)->toScaled(points));
}

} // namespace

void TestLibsvmSolver::cancelsAtOnce()
{
    const RowMatrix points = dns();
    StopsAfter progress(60);
    const Expected<OneClassSvm> model =
        fitOneClassSvm(points, {.nu = 0.5, .tolerance = 1e-10, .solver = Solver::Libsvm}, progress);
    QVERIFY(!model.has_value());
    QCOMPARE(static_cast<int>(model.error().code), static_cast<int>(ErrorCode::Cancelled));
    qInfo("cancelled after 60 ms, back after %lld ms", progress.elapsed());
    QVERIFY(progress.elapsed() < 160);
    QVERIFY(!hasChildren());
}

void TestLibsvmSolver::leavesNothingBehind()
{
    const RowMatrix points = dns().topRows(500);
    const std::ptrdiff_t before = openDescriptors();
    for (int i = 0; i < 20; ++i) {
        StopsAfter progress(i % 2 == 0 ? 0 : 60'000);
        const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = 0.2, .solver = Solver::Libsvm}, progress);
        QCOMPARE(model.has_value(), i % 2 == 1);
    }
    QCOMPARE(openDescriptors(), before);
    QVERIFY(!hasChildren());
}

void TestLibsvmSolver::runsFromManyThreads()
{
    const RowMatrix points = dns().topRows(800);
    NoProgress progress;
    const double nus[] = {0.05, 0.1, 0.2, 0.3};
    double alone[4];
    for (int i = 0; i < 4; ++i)
        alone[i] = fitOneClassSvm(points, {.nu = nus[i], .solver = Solver::Libsvm}, progress)->rho;
    double together[4] = {};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            NoProgress own;
            for (int repeat = 0; repeat < 5; ++repeat)
                together[i] = fitOneClassSvm(points, {.nu = nus[i], .solver = Solver::Libsvm}, own)->rho;
        });
    for (std::thread& thread : threads)
        thread.join();
    for (int i = 0; i < 4; ++i)
        QCOMPARE(together[i], alone[i]);
}

void TestLibsvmSolver::endsWhenIterationsRunOut()
{
    NoProgress progress;
    const RowMatrix points = dns().topRows(3000);
    const OneClassProblem problem{.kernel = {.gamma = 1e4}, .nu = 0.2, .tolerance = 1e-10, .iterations = 1000};
    const Expected<OneClassSolution> solution = solveWithLibsvm(points, problem, progress);
    QVERIFY(solution.has_value());
    QVERIFY(!solution->converged);
    QVERIFY(solution->iterations > 1000 && solution->iterations <= 2000);
}

void TestLibsvmSolver::deathOfTheChildIsAnError_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("how");
    QTest::newRow("killed") << 0 << QStringLiteral("signal 9");
    QTest::newRow("left") << 1 << QStringLiteral("status 3");
    QTest::newRow("said nothing") << 2 << QStringLiteral("status 0");
}

void TestLibsvmSolver::deathOfTheChildIsAnError()
{
    QFETCH(int, way);
    QFETCH(QString, how);
    Expected<ChildProcess> child = ChildProcess::start([way](const ChildPipe& pipe) {
        pipe.write(std::as_bytes(std::span("half")));
        if (way == 0)
            ::raise(SIGKILL);
        if (way == 1)
            ChildPipe::leave(3);
    });
    QVERIFY(child.has_value());
    NoProgress progress;
    std::vector<std::byte> answer(100);
    const Expected<void> read = child->read(answer, progress);
    QVERIFY(!read.has_value());
    QVERIFY((read.error() == Error{ErrorCode::SolverDied, {how.toStdString()}}));
    QVERIFY(!hasChildren());
}

void TestLibsvmSolver::exitHandlersDoNotRun()
{
    static constexpr const char* mark = "exit handler ran in the child";
    static const pid_t parent = ::getpid();
    std::atexit([] {
        std::FILE* const file = ::getpid() == parent ? nullptr : std::fopen(mark, "w");
        if (file)
            std::fclose(file);
    });
    NoProgress progress;
    QVERIFY(fitOneClassSvm(dns().topRows(300), {.nu = 0.2, .solver = Solver::Libsvm}, progress).has_value());
    QVERIFY(!std::filesystem::exists(mark));
}

/// More than a pipe holds, so that the parent has to read while the child writes.
void TestLibsvmSolver::answerArrivesWhole()
{
    const std::vector<std::uint32_t> numbers = [] {
        std::vector<std::uint32_t> all(1'000'000);
        std::iota(all.begin(), all.end(), 0U);
        return all;
    }();
    Expected<ChildProcess> child =
        ChildProcess::start([&](const ChildPipe& pipe) { pipe.write(std::as_bytes(std::span(numbers))); });
    QVERIFY(child.has_value());
    std::vector<std::uint32_t> read(numbers.size());
    NoProgress progress;
    QVERIFY(child->read(std::as_writable_bytes(std::span(read)), progress).has_value());
    QVERIFY(read == numbers);
}

PERIMETER_TEST(TestLibsvmSolver, Core)
#include "tst_libsvm_solver.moc"
