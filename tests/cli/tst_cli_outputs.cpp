// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

/// Where results go: files whole or not at all, nothing else replaced, and a standard output that may fail.
class TestCliOutputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoFileIsNotReplaced_data();
    void whatIsNoFileIsNotReplaced();
    void whatIsReadIsNotWritten_data();
    void whatIsReadIsNotWritten();
    void filesAreWrittenTogetherOrNotAtAll_data();
    void filesAreWrittenTogetherOrNotAtAll();
    void fullOutputIsAFailure_data();
    void fullOutputIsAFailure();
    void aReaderMayHaveEnough();
    void foldersOfTheDeadAreRemoved();

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    /// What a shell makes of a line, with the program as $P and the sample as $S.
    [[nodiscard]] Run shell(const QString& line) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("P", perimeter::testing::program());
        environment.insert("S", sample("hbk.csv"));
        environment.insert("XDG_CACHE_HOME", path("cache"));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.start("bash", {"-o", "pipefail", "-c", line});
        if (!process.waitForFinished(120000))
            return {.status = -1, .out = {}, .error = "the shell did not end"};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
};

void TestCliOutputs::whatIsNoFileIsNotReplaced_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("train") << "$P train $S --features X1,X2 -o pipe";
    QTest::newRow("train for libsvm") << "$P train $S --features X1,X2 -o model.json --libsvm pipe";
    QTest::newRow("prepare") << "ln -sf pipe pipe.csv; $P prepare $S -o pipe.csv";
    QTest::newRow("render") << "ln -sf pipe pipe.png; $P render $S -o pipe.png";
    QTest::newRow("fit") << "$P fit $S --rows pipe";
    QTest::newRow("evaluate") << "$P evaluate $S --label X1=1 --curves pipe";
    QTest::newRow("experiment") << "$P experiment $S --features X1,X2 --rows pipe";
}

void TestCliOutputs::whatIsNoFileIsNotReplaced()
{
    QFETCH(const QString, line);
    const QByteArray pipe = path("pipe").toUtf8();
    ::mkfifo(pipe.constData(), 0600);
    const Run run = shell(line);
    QCOMPARE(run.status, 1);
    QVERIFY2(run.error.contains("no ordinary file"), run.error);
    struct ::stat status = {};
    QVERIFY(::stat(pipe.constData(), &status) == 0 && S_ISFIFO(status.st_mode));
    QVERIFY(!QFile::exists(path("model.json")));
}

void TestCliOutputs::whatIsReadIsNotWritten_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("train") << "$P train d.csv --features X1,X2 -o d.csv";
    QTest::newRow("train for libsvm") << "$P train d.csv --features X1,X2 -o model.json --libsvm ./d.csv";
    QTest::newRow("prepare") << "$P prepare d.csv -o d.csv";
    QTest::newRow("fit") << "$P fit d.csv --rows d.csv";
    QTest::newRow("evaluate") << "$P evaluate d.csv --label X1=1 --curves d.csv";
    QTest::newRow("experiment") << "$P experiment d.csv --features X1,X2 --rows d.csv";
    QTest::newRow("code") << "$P code d.csv --as python -o d.csv";
    QTest::newRow("frontier") << "$P frontier d.csv -o d.csv";
    QTest::newRow("through a link") << "ln -sf d.csv link.csv; $P frontier d.csv -o link.csv";
    QTest::newRow("joined") << "$P frontier $S --join d.csv:X1 -o d.csv";
}

void TestCliOutputs::whatIsReadIsNotWritten()
{
    QFETCH(const QString, line);
    QFile::remove(path("d.csv"));
    QVERIFY(QFile::copy(sample("hbk.csv"), path("d.csv")));
    const Run run = shell(line);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.error.contains("another file than those that are read"), run.error);
    QFile before(sample("hbk.csv")), after(path("d.csv"));
    QVERIFY(before.open(QIODevice::ReadOnly) && after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), before.readAll());
}

void TestCliOutputs::filesAreWrittenTogetherOrNotAtAll_data()
{
    QTest::addColumn<QString>("flags");
    QTest::addColumn<int>("status");
    QTest::newRow("no folder for the model") << "-o absent/x.json --libsvm fx.svm" << 1;
    QTest::newRow("a folder for libsvm's") << "-o x.json --libsvm folder" << 1;
    QTest::newRow("a folder for the range") << "-o x.json --libsvm fx.svm" << 1;
    QTest::newRow("one name for two") << "-o x.json --libsvm ./x.json" << 2;
}

void TestCliOutputs::filesAreWrittenTogetherOrNotAtAll()
{
    QFETCH(const QString, flags);
    QFETCH(const int, status);
    QDir(m_folder.path()).mkpath("folder");
    if (status == 1 && flags.contains("x.json --libsvm fx"))
        QDir(m_folder.path()).mkpath("fx.svm.range");
    const Run run = shell("$P train $S --features X1,X2 " + flags);
    QDir(m_folder.path()).rmdir("fx.svm.range");
    QCOMPARE(run.status, status);
    for (const char* const name : {"x.json", "fx.svm", "fx.svm.range", "folder.range"})
        QVERIFY2(!QFile::exists(path(name)), name);
}

void TestCliOutputs::fullOutputIsAFailure_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("describe") << "$P describe $S";
    QTest::newRow("fit") << "$P fit $S --json";
    QTest::newRow("sweep") << "$P sweep $S --steps 2";
    QTest::newRow("experiment") << "$P experiment $S --features X1,X2 --format csv";
    QTest::newRow("evaluate") << "$P evaluate $S --derive 'label = X1 > 5'";
    QTest::newRow("score") << "$P train $S --features X1,X2 -o full.json > train.txt && $P score full.json $S";
}

void TestCliOutputs::fullOutputIsAFailure()
{
    QFETCH(const QString, line);
    const Run run = shell(line + " > /dev/full");
    QCOMPARE(run.status, 1);
    QVERIFY2(run.error.contains("standard output"), run.error);
}

void TestCliOutputs::aReaderMayHaveEnough()
{
    // More than a pipe holds.
    const Run run = shell("$P train $S --features X1,X2 -o head.json > train.txt && "
                          "(head -1 $S; for i in $(seq 300); do tail -n +2 $S; done) > many.csv && "
                          "$P score head.json many.csv --all | head -1 && "
                          "$P score head.json - --all < many.csv | head -1");
    QVERIFY2(run.status == 0, run.error);
    QVERIFY2(!run.error.contains("cannot be written"), run.error);
    QCOMPARE(run.out.count('\n'), 2);
    QVERIFY(QDir(path("cache/perimeter")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void TestCliOutputs::foldersOfTheDeadAreRemoved()
{
    const Run run = shell("$P train $S --features X1,X2 -o dead.json > train.txt; mkfifo rows; sleep 60 > rows & "
                          "$P score dead.json - < rows & killed=$!; "
                          "for i in $(seq 100); do sleep 0.1; [ -n \"$(ls cache/perimeter)\" ] && break; done; "
                          "ls cache/perimeter | wc -l; kill -KILL $killed; wait $killed; kill %1; "
                          "$P describe $S > described.txt; ls cache/perimeter | wc -l");
    QCOMPARE(run.out.simplified(), QByteArray("1 0"));
}

PERIMETER_TEST(TestCliOutputs, Core)
#include "tst_cli_outputs.moc"
