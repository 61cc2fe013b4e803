// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/arriving/log_follower.h"

#include "expected_test.h"
#include "support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace perimeter;

/// A log that grows, is rotated and truncated, as its writer does it.
class TestLogFollower : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char* const end : {"", ".1", ".2", ".3", ".4", ".5"})
            QFile::remove(path() + end);
    }
    void linesComeWhole();
    void rotationReadsTheRestFirst();
    void rotationsAheadAreKept();
    void lastLineOfARotatedFileNeedsNoEnd();
    void emptySuccessorWaitsForItsWriter();
    void absentNameIsWaitedFor();
    void truncationStartsOver();
    void replacedContentStartsOver();
    void cutOffLineIsCounted();
    void longFileComesInPieces();
    void badPaths();
    void streamEnds();

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path() const { return m_folder.filePath("a.log"); }
    void append(const QByteArray& text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::Append));
        file.write(text);
    }
    void write(const QByteArray& text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    void rotate() const
    {
        QFile::remove(path() + ".1");
        QVERIFY(QFile::rename(path(), path() + ".1"));
    }
    [[nodiscard]] LogFollower follow() const
    {
        Expected<LogFollower> follower = LogFollower::open(path().toStdString());
        Q_ASSERT(follower);
        return *std::move(follower);
    }
    static Lines next(LineSource& source, std::size_t most = 1 << 20)
    {
        Expected<Lines> lines = source.next(most);
        return lines ? *lines : Lines{.text = "error"};
    }
};

void TestLogFollower::linesComeWhole()
{
    write("1\n2\n3");
    LogFollower follower = follow();
    Lines lines = next(follower);
    QCOMPARE(lines.text, std::string("1\n2\n"));
    QVERIFY(lines.startsFile);
    QCOMPARE(next(follower).text, std::string());
    append("4\n5");
    lines = next(follower);
    QCOMPARE(lines.text, std::string("34\n"));
    QVERIFY(!lines.startsFile);
    append("\n");
    QCOMPARE(next(follower).text, std::string("5\n"));
}

void TestLogFollower::rotationReadsTheRestFirst()
{
    write("1\n");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n"));
    append("2\n");
    rotate();
    write("3\n");
    QCOMPARE(next(follower).text, std::string("2\n"));
    const Lines lines = next(follower);
    QCOMPARE(lines.text, std::string("3\n"));
    QVERIFY(lines.startsFile);
    append("4\n");
    QCOMPARE(next(follower).text, std::string("4\n"));
    QCOMPARE(next(follower).text, std::string());
}

void TestLogFollower::rotationsAheadAreKept()
{
    // However often the log is rotated between two looks.
    write("1\n2\n3\n");
    LogFollower follower = follow();
    QCOMPARE(next(follower, 2).text, std::string("1\n"));
    for (int file = 1; file <= 5; ++file) {
        // As logrotate names them: the newest of the old ones is .1.
        for (int old = file - 1; old >= 1; --old)
            QVERIFY(QFile::rename(path() + '.' + QString::number(old), path() + '.' + QString::number(old + 1)));
        QVERIFY(QFile::rename(path(), path() + ".1"));
        write(file == 3 ? "" : "a" + QByteArray::number(file) + "\nb\n");
    }
    std::string read;
    for (int i = 0; i < 40; ++i)
        read += next(follower, 2).text;
    QCOMPARE(read, std::string("2\n3\na1\nb\na2\nb\na4\nb\na5\nb\n"));
}

void TestLogFollower::lastLineOfARotatedFileNeedsNoEnd()
{
    write("1\n2");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n"));
    rotate();
    write("3\n");
    QCOMPARE(next(follower).text, std::string("2\n"));
    QCOMPARE(next(follower).text, std::string("3\n"));
}

void TestLogFollower::emptySuccessorWaitsForItsWriter()
{
    write("1\n");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n"));
    QFile former(path());
    QVERIFY(former.open(QIODevice::Append));
    rotate();
    write("");
    QCOMPARE(next(follower).text, std::string());
    former.write("2\n");
    former.close();
    QCOMPARE(next(follower).text, std::string("2\n"));
    append("3\n");
    QCOMPARE(next(follower).text, std::string("3\n"));
}

void TestLogFollower::absentNameIsWaitedFor()
{
    write("1\n");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n"));
    rotate();
    QCOMPARE(next(follower).text, std::string());
    write("2\n");
    QCOMPARE(next(follower).text, std::string("2\n"));
}

void TestLogFollower::truncationStartsOver()
{
    write("1\n2\n3\n");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n2\n3\n"));
    write("4\n");
    const Lines lines = next(follower);
    QCOMPARE(lines.text, std::string("4\n"));
    QVERIFY(lines.startsFile);
    QCOMPARE(lines.cutOff, 0);
}

void TestLogFollower::replacedContentStartsOver()
{
    write("1\n2\n3\n");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n2\n3\n"));
    write("4\n5\n6\n7\n8\n");
    QCOMPARE(next(follower).text, std::string("4\n5\n6\n7\n8\n"));
}

void TestLogFollower::cutOffLineIsCounted()
{
    write("1\n2\nhalf a li");
    LogFollower follower = follow();
    QCOMPARE(next(follower).text, std::string("1\n2\n"));
    write("3\n");
    const Lines lines = next(follower);
    QCOMPARE(lines.text, std::string("3\n"));
    QCOMPARE(lines.cutOff, 1);
}

void TestLogFollower::longFileComesInPieces()
{
    QByteArray all;
    for (int i = 0; i < 1000; ++i)
        all += QByteArray::number(i) + '\n';
    write(all);
    LogFollower follower = follow();
    std::string read;
    for (int i = 0; i < 1000; ++i)
        read += next(follower, 64).text;
    QCOMPARE(QByteArray::fromStdString(read), all);
}

void TestLogFollower::badPaths()
{
    const Expected<LogFollower> absent = LogFollower::open(path().toStdString());
    QCOMPARE(absent.error().code, ErrorCode::FileNotFound);
    const Expected<LogFollower> folder = LogFollower::open(m_folder.path().toStdString());
    QCOMPARE(folder.error().code, ErrorCode::PathIsDirectory);
}

void TestLogFollower::streamEnds()
{
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    StreamLines stream(ends[0], "pipe");
    QCOMPARE(::write(ends[1], "1\n2", 3), 3);
    Lines lines = next(stream);
    QCOMPARE(lines.text, std::string("1\n"));
    QVERIFY(lines.startsFile && !lines.ended);
    ::close(ends[1]);
    lines = next(stream);
    QCOMPARE(lines.text, std::string("2\n"));
    QVERIFY(lines.ended);
    ::close(ends[0]);
}

PERIMETER_TEST(TestLogFollower, Core)
#include "tst_log_follower.moc"
