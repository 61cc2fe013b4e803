// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/steps/prepare.h"
#include "data/table/write.h"
#include "data/table_text.h"
#include "support/test_registry.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace perimeter;

namespace {

/// A disk of a few pages, where the test may make one.
class SmallDisk {
public:
    explicit SmallDisk(const std::string& path) : m_path(path)
    {
        QDir().mkpath(QString::fromStdString(path));
        m_mounted = ::mount("tmpfs", path.c_str(), "tmpfs", 0, "size=64k") == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount(m_path.c_str());
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return m_mounted; }

private:
    std::string m_path;
    bool m_mounted = false;
};

} // namespace

class TestWrite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBackTheSame_data();
    void readsBackTheSame();
    void replacesAFileKeepingItsMode();
    void writesOverItsOwnSource();
    void refuses_data();
    void refuses();
    void fullDisk_data();
    void fullDisk();
    void cancelledLeavesNothing();
};

void TestWrite::readsBackTheSame_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("csv") << QStringLiteral("out.csv");
    QTest::newRow("parquet") << QStringLiteral("out.parquet");
    QTest::newRow("a name with signs") << QStringLiteral("it's [out]*.csv");
}

void TestWrite::readsBackTheSame()
{
    QFETCH(QString, name);
    const Files files;
    NoProgress progress;
    const auto table = open(
        files.write(QStringLiteral("a.csv"),
                    "id,text,n,t,b\n08123,\"a,\"\"b\"\"\n c\",0.1,2024-05-01 10:00:00.123456,true\n"
                    "9,=1+1,-1e-300,,false\n7,  Zo\xC3\xAB,123456789012345678,1969-01-01,\n6,,inf,,\n5,x,nan,,\n"));
    VERIFY_RESULT(table);
    const auto prepared =
        prepare(*table, {{Where{"b or n <> 0"}, Derive{.name = "a \"new\" one", .expression = "1 / 3"}}}, progress);
    VERIFY_RESULT(prepared);
    const std::string path = files.path(name);
    VERIFY_RESULT(writeTable(*prepared, path, progress));
    const auto again = open(path);
    VERIFY_RESULT(again);
    QCOMPARE(dump(*again), dump(*prepared));
    QCOMPARE(kinds(*again), kinds(*prepared));
    QCOMPARE(files.entries().size(), 2);
}

void TestWrite::replacesAFileKeepingItsMode()
{
    const Files files;
    NoProgress progress;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,2\n"));
    VERIFY_RESULT(table);
    const std::string path = files.write(QStringLiteral("out.csv"), "old");
    ::chmod(path.c_str(), 0640);
    VERIFY_RESULT(writeTable(*table, path, progress));
    struct ::stat status = {};
    QCOMPARE(::stat(path.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t{0640});
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("a,b\n1,2\n"));
}

void TestWrite::writesOverItsOwnSource()
{
    const Files files;
    NoProgress progress;
    const std::string path = files.write(QStringLiteral("a.csv"), "a,b\n1,2\n3,4\n");
    const auto table = open(path);
    VERIFY_RESULT(table);
    const auto prepared = prepare(*table, {{Where{"a = 3"}}}, progress);
    VERIFY_RESULT(prepared);
    VERIFY_RESULT(writeTable(*prepared, path, progress));
    const auto again = open(path);
    VERIFY_RESULT(again);
    QCOMPARE(dump(*again), QByteArray("a,b/3,4"));
}

void TestWrite::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("code");
    QTest::newRow("unknown extension") << QStringLiteral("out.xlsx") << static_cast<int>(ErrorCode::UnknownExtension);
    QTest::newRow("no extension") << QStringLiteral("out") << static_cast<int>(ErrorCode::UnknownExtension);
    QTest::newRow("no such folder") << QStringLiteral("none/out.csv") << static_cast<int>(ErrorCode::CannotWrite);
    QTest::newRow("a folder") << QStringLiteral("folder.csv") << static_cast<int>(ErrorCode::NotAFile);
    QTest::newRow("below a file") << QStringLiteral("a.csv/out.csv") << static_cast<int>(ErrorCode::CannotWrite);
    QTest::newRow("system folder") << QStringLiteral("/proc/out.csv") << static_cast<int>(ErrorCode::CannotWrite);
}

void TestWrite::refuses()
{
    QFETCH(QString, path);
    QFETCH(int, code);
    const Files files;
    NoProgress progress;
    QDir().mkpath(QString::fromStdString(files.path(QStringLiteral("folder.csv"))));
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,2\n"));
    VERIFY_RESULT(table);
    const std::string target = path.startsWith(u'/') ? path.toStdString() : files.path(path);
    const auto written = writeTable(*table, target, progress);
    QVERIFY(!written);
    QVERIFY2(static_cast<int>(written.error().code) == code, describe(written.error()));
    QCOMPARE(written.error().arguments.front(), target);
    QVERIFY(!written.error().arguments.back().empty() || code == static_cast<int>(ErrorCode::UnknownExtension));
    QCOMPARE(files.entries(), (QStringList{QStringLiteral("a.csv"), QStringLiteral("folder.csv")}));
}

void TestWrite::fullDisk_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("csv") << QStringLiteral("out.csv");
    QTest::newRow("parquet") << QStringLiteral("out.parquet");
}

void TestWrite::fullDisk()
{
    QFETCH(QString, name);
    const Files files;
    NoProgress progress;
    QByteArray content = "a,b\n";
    for (int i = 0; i < 100'000; ++i)
        content += QByteArray::number(i) + "," + QByteArray::number(i * 7919 % 100'003) + "\n";
    const auto table = open(files.write(QStringLiteral("a.csv"), content));
    VERIFY_RESULT(table);
    const std::string folder = files.path(QStringLiteral("disk"));
    const SmallDisk disk(folder);
    if (!disk.mounted())
        QSKIP("mounting a small disk takes more rights than this run has");
    const std::string path = folder + "/" + name.toStdString();
    const auto written = writeTable(*table, path, progress);
    QVERIFY(!written);
    QVERIFY2(written.error().code == ErrorCode::CannotWrite, describe(written.error()));
    QCOMPARE(written.error().arguments, (std::vector<std::string>{path, "No space left on device"}));
    QVERIFY(QDir(QString::fromStdString(folder))
                .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                .isEmpty());
}

void TestWrite::cancelledLeavesNothing()
{
    class Never final : public Progress {
        bool advance(double) override { return false; }
    } never;
    const Files files;
    QByteArray content = "a,b\n";
    for (int i = 0; i < 500'000; ++i)
        content += "1,2\n";
    const auto table = open(files.write(QStringLiteral("a.csv"), content));
    VERIFY_RESULT(table);
    const auto written = writeTable(*table, files.path(QStringLiteral("out.csv")), never);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Cancelled);
    QCOMPARE(files.entries(), QStringList{QStringLiteral("a.csv")});
    // The engine goes on.
    NoProgress progress;
    VERIFY_RESULT(writeTable(*table, files.path(QStringLiteral("out.csv")), progress));
}

PERIMETER_TEST(TestWrite, Core)
#include "tst_write.moc"
