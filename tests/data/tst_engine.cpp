// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/engine.h"
#include "data/table_text.h"
#include "support/test_registry.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <utime.h>

using namespace perimeter;

/// The engine is closed in by itself: should a statement ever reach it, these are the walls behind the expression
/// compiler.
class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void linkedFilesAreReadableAndNothingBeside();
    void timeLimit();
    void cancel();
    void memoryLimit();
    void scratchFolderGoesWithTheEngine();
    void abandonedFoldersAreRemoved();
    void foldsEveryRowOnce();
    void foldsNoRows();
};

namespace {

/// Counts rows, those with a missing value apart, and sums the others.
class SumFold final : public RowFold {
public:
    void take(const EngineChunk& rows) override
    {
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            const bool isMissing = rows.isMissing(1, row);
            missing += isMissing ? 1 : 0;
            sum += isMissing ? 0 : rows.doubles(0)[row] + rows.doubles(1)[row];
        }
    }
    void join(RowFold& other) override
    {
        missing += dynamic_cast<SumFold&>(other).missing;
        sum += dynamic_cast<SumFold&>(other).sum;
    }

    double missing = 0, sum = 0;
};

} // namespace

void TestEngine::refuses_data()
{
    QTest::addColumn<QString>("statement");
    for (const char* statement :
         {"SELECT 1; SELECT 2", "", "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'",
          "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM glob('/etc/*')",
          "COPY (SELECT 1) TO 'perimeter-stolen.csv'", "ATTACH 'perimeter-stolen.db'", "INSTALL httpfs",
          "LOAD 'x.duckdb_extension'", "SELECT * FROM read_csv('http://localhost:1/a.csv')",
          "SELECT * FROM read_parquet('s3://bucket/a.parquet')", "SET enable_external_access = true",
          "SET allowed_directories = ['/']", "SET memory_limit = '100GB'", "SET lock_configuration = false",
          "EXPORT DATABASE 'perimeter-stolen'", "SELECT fold_rows(1, 2.0)"})
        QTest::newRow(statement) << QString::fromLatin1(statement);
}

void TestEngine::refuses()
{
    QFETCH(QString, statement);
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    NoProgress progress;
    const auto done = (*engine)->run(statement.toStdString(), progress);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::EngineFailed);
    QVERIFY(QDir::current().entryList({QStringLiteral("perimeter-stolen*")}).isEmpty());
}

void TestEngine::linkedFilesAreReadableAndNothingBeside()
{
    const Files files;
    const std::string path = files.write(QStringLiteral("a.csv"), "a\n1\n");
    files.write(QStringLiteral("b.csv"), "a\n2\n");
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    NoProgress progress;
    const auto link = (*engine)->folder().link("linked.csv", path);
    VERIFY_RESULT(link);
    VERIFY_RESULT((*engine)->run("SELECT * FROM read_csv('" + *link + "')", progress));
    QVERIFY(!(*engine)->run("SELECT * FROM read_csv('" + path + "')", progress));
    QVERIFY(!(*engine)->run("SELECT * FROM read_csv('" + files.path(QStringLiteral("b.csv")) + "')", progress));
    QVERIFY(!(*engine)->run("SELECT * FROM read_csv('" + *link + "/../../../../etc/passwd')", progress));
}

void TestEngine::timeLimit()
{
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    NoProgress progress;
    QElapsedTimer timer;
    timer.start();
    const auto slow =
        (*engine)->count("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 11",
                         progress, std::chrono::seconds(1));
    QVERIFY(!slow);
    QCOMPARE(slow.error(), (Error{ErrorCode::TimeLimit, {"1"}}));
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
    const auto next = (*engine)->count("SELECT 7", progress);
    VERIFY_RESULT((*engine)->run("SELECT 7", progress));
}

void TestEngine::cancel()
{
    class AfterAWhile final : public Progress {
    public:
        AfterAWhile() { m_timer.start(); }
        bool advance(double) override { return m_timer.elapsed() < 100; }

    private:
        QElapsedTimer m_timer;
    } progress;
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    QElapsedTimer timer;
    timer.start();
    const auto slow = (*engine)->run(
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 11", progress);
    QVERIFY(!slow);
    QCOMPARE(slow.error().code, ErrorCode::Cancelled);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void TestEngine::memoryLimit()
{
    const auto engine = Engine::open({.memoryLimit = std::size_t{64} << 20});
    VERIFY_RESULT(engine);
    NoProgress progress;
    const auto huge = (*engine)->run("SELECT length(list(range)) FROM range(100000000)", progress);
    QVERIFY(!huge);
    QVERIFY2(huge.error().code == ErrorCode::OutOfMemory, describe(huge.error()));
}

void TestEngine::scratchFolderGoesWithTheEngine()
{
    std::filesystem::path folder;
    {
        const auto engine = Engine::open();
        VERIFY_RESULT(engine);
        folder = (*engine)->folder().path();
        QVERIFY(std::filesystem::is_directory(folder));
        struct ::stat status = {};
        QCOMPARE(::stat(folder.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t{0700});
    }
    QVERIFY(!std::filesystem::exists(folder));
}

void TestEngine::abandonedFoldersAreRemoved()
{
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    const std::filesystem::path parent = (*engine)->folder().path().parent_path();
    const std::filesystem::path abandoned = parent / "perimeter-engine-gone";
    std::filesystem::create_directories(abandoned / "spill");
    // A folder of somebody else's, in a folder shared with others.
    const std::filesystem::path foreign = parent / "perimeter-notes";
    std::filesystem::create_directories(foreign);
    const ::utimbuf longAgo = {1'000'000, 1'000'000};
    ::utime((*engine)->folder().path().c_str(), &longAgo);
    const auto other = Engine::open();
    VERIFY_RESULT(other);
    QVERIFY(!std::filesystem::exists(abandoned));
    QVERIFY(std::filesystem::exists(foreign));
    std::filesystem::remove(foreign);
    // The one in use stays, however old.
    QVERIFY(std::filesystem::exists((*engine)->folder().path()));
}

void TestEngine::foldsEveryRowOnce()
{
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    NoProgress progress;
    const auto folded = (*engine)->fold(
        "(SELECT CAST(range AS DOUBLE) AS a, CASE WHEN range % 10 <> 0 THEN 0.5 END AS b FROM range(1000000))", "a, b",
        [] { return std::make_unique<SumFold>(); }, progress);
    VERIFY_RESULT(folded);
    const auto& fold = dynamic_cast<const SumFold&>(**folded);
    QCOMPARE(fold.missing, 100'000.0);
    // Σ of 0 … 999,999 without the multiples of ten, and 900,000 halves.
    QCOMPARE(fold.sum, 499'999'500'000.0 - 49'999'500'000.0 + 450'000.0);
}

void TestEngine::foldsNoRows()
{
    const auto engine = Engine::open();
    VERIFY_RESULT(engine);
    NoProgress progress;
    const auto start = [] { return std::make_unique<SumFold>(); };
    const auto none = (*engine)->fold("(SELECT 1.0::DOUBLE AS a WHERE false)", "a, a", start, progress);
    VERIFY_RESULT(none);
    QCOMPARE(dynamic_cast<const SumFold&>(**none).sum, 0.0);
    QVERIFY(!(*engine)->fold("nowhere", "a", start, progress));
}

PERIMETER_TEST(TestEngine, Core)
#include "tst_engine.moc"
