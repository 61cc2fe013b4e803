// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// Every wrong input gets its exit status and a sentence, and leaves no file behind.
class TestBadInput : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's own file");
        return file.fileName();
    }

private Q_SLOTS:
    void argumentsAlone_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const QString missing = "no such file.csv";
        QTest::newRow("nu above 1") << QStringList{"fit", missing, "--nu", "1.2"} << QByteArray("ν");
        QTest::newRow("nu zero") << QStringList{"fit", missing, "--nu", "0"} << QByteArray("ν");
        QTest::newRow("nu not a number") << QStringList{"fit", missing, "--nu", "much"} << QByteArray("--nu");
        QTest::newRow("nu nan") << QStringList{"fit", missing, "--nu", "nan"} << QByteArray("ν");
        QTest::newRow("gamma negative") << QStringList{"fit", missing, "--gamma", "-1"} << QByteArray("γ");
        QTest::newRow("gamma zero") << QStringList{"fit", missing, "--gamma", "0"} << QByteArray("γ");
        QTest::newRow("gamma a word") << QStringList{"fit", missing, "--gamma", "wide"} << QByteArray("--gamma");
        QTest::newRow("kernel") << QStringList{"fit", missing, "--kernel", "cubic"} << QByteArray("--kernel");
        QTest::newRow("contamination") << QStringList{"fit", missing, "--contamination", "0.7"} << QByteArray("0.7");
        QTest::newRow("support fraction")
            << QStringList{"fit", missing, "--support-fraction", "1.2"} << QByteArray("1.2");
        QTest::newRow("tolerance") << QStringList{"fit", missing, "--tolerance", "0"} << QByteArray("0");
        QTest::newRow("degree") << QStringList{"fit", missing, "--degree", "0"} << QByteArray("0");
        QTest::newRow("bins above a word")
            << QStringList{"fit", missing, "--bins-above", "many"} << QByteArray("--bins-above");
        QTest::newRow("bins above fewer than none")
            << QStringList{"fit", missing, "--bins-above", "-1"} << QByteArray("--bins-above");
        QTest::newRow("exact and bins") << QStringList{"fit", missing, "--exact", "--bins"} << QByteArray("--exact");
        QTest::newRow("unknown flag") << QStringList{"fit", missing, "--mu", "1"} << QByteArray("--mu");
        QTest::newRow("extension") << QStringList{"render", missing, "-o", "figure.bmp"} << QByteArray("figure.bmp");
        QTest::newRow("no output") << QStringList{"render", missing} << QByteArray("--output");
        QTest::newRow("size") << QStringList{"render", missing, "-o", "a.pdf", "--size", "big"} << QByteArray("--size");
        QTest::newRow("view") << QStringList{"render", missing, "-o", "a.pdf", "--view", "3:1,0:1"}
                              << QByteArray("--view");
        QTest::newRow("panes") << QStringList{"render", missing, "-o", "a.pdf", "--panes", "shape"}
                               << QByteArray("--panes");
        QTest::newRow("table extension") << QStringList{"prepare", missing, "-o", "a.xls"} << QByteArray("a.xls");
        QTest::newRow("derive") << QStringList{"prepare", missing, "-o", "a.csv", "--derive", "rate"}
                                << QByteArray("--derive");
        QTest::newRow("one per") << QStringList{"prepare", missing, "-o", "a.csv", "--one-per", "a:best"}
                                 << QByteArray("--one-per");
        QTest::newRow("zero division") << QStringList{"prepare", missing, "-o", "a.csv", "--zero-division", "floor=0"}
                                       << QByteArray("--zero-division");
        QTest::newRow("quote") << QStringList{"describe", missing, "--quote", "''"} << QByteArray("--quote");
    }

    void argumentsAlone()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Run run = runProgram(arguments);
        QCOMPARE(run.status, 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.error.contains(says), run.error.constData());
    }

    void needsTheFile_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const QString table = write("table.csv", "name,uplink,downlink\nx,1,2\ny,3,4\nz,5,9\nw,7,1\n");
        QTest::newRow("no such file") << QStringList{"describe", "no such file.csv"} << QByteArray("no such file.csv");
        QTest::newRow("empty file") << QStringList{"describe", write("empty.csv", "")} << QByteArray("empty");
        QTest::newRow("directory") << QStringList{"describe", m_folder.path()} << QByteArray("folder");
        QTest::newRow("binary") << QStringList{"describe", write("binary.csv", QByteArray("\x7f"
                                                                                          "ELF\0\0\1\2\0\0\0",
                                                                                          11)
                                                                                   .repeated(99))}
                                << QByteArray("binary");
        QTest::newRow("text as an axis") << QStringList{"fit", table, "--x", "name", "--y", "uplink"}
                                         << QByteArray("name");
        QTest::newRow("unknown column") << QStringList{"fit", table, "--x", "uplnk", "--y", "downlink"}
                                        << QByteArray("uplink");
        QTest::newRow("ragged rows") << QStringList{"fit", write("ragged.csv", "a,b\n1,2\n3,4,5\n6,7\n")}
                                     << QByteArray("3");
        QTest::newRow("unknown column in an expression")
            << QStringList{"fit", table, "--where", "uplnk > 1"} << QByteArray("uplink");
        QTest::newRow("address") << QStringList{"describe", "https://localhost/a.csv"}
                                 << QByteArray("https://localhost/a.csv");
        for (const char* const expression :
             {"1=1; DROP TABLE x", "1=1) UNION SELECT * FROM read_csv('/etc/passwd') --",
              "(SELECT count(*) FROM read_text('/etc/passwd')) > 0", "COPY (SELECT 1) TO 'stolen.csv'",
              "INSTALL httpfs", "LOAD httpfs", "length(repeat('x', 1000000000)) > 1", "uplink > "})
            QTest::newRow(expression) << QStringList{"fit", table, "--where", QString::fromLatin1(expression)}
                                      << QByteArray("perimeter: ");
    }

    void needsTheFile()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const QStringList before = QDir(m_folder.path()).entryList();
        const Run run = runProgram(arguments);
        QCOMPARE(run.status, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.error.contains(says), run.error.constData());
        QCOMPARE(run.error.count('\n'), 1);
        QCOMPARE(QDir(m_folder.path()).entryList(), before);
        QVERIFY(!QFile::exists("stolen.csv"));
    }

    void nothingIsWrittenOnFailure_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString table = write("table.csv", "name,uplink,downlink\nx,1,2\ny,3,4\nz,5,9\nw,7,1\n");
        const QString gone = m_folder.filePath("no/such/folder/");
        QTest::newRow("figure") << QStringList{"render", table, "-o", gone + "a.pdf"};
        QTest::newRow("rows") << QStringList{"fit", table, "--rows", gone + "a.csv"};
        QTest::newRow("table") << QStringList{"prepare", table, "-o", gone + "a.csv"};
        QTest::newRow("parquet") << QStringList{"prepare", table, "-o", gone + "a.parquet"};
        QTest::newRow("over a folder") << QStringList{"render", table, "-o", m_folder.filePath("folder.pdf")};
    }

    void nothingIsWrittenOnFailure()
    {
        QFETCH(QStringList, arguments);
        QDir().mkpath(m_folder.filePath("folder.pdf"));
        const QStringList before = QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden);
        const Run run = runProgram(arguments);
        QCOMPARE(run.status, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.error.contains(arguments.last().toUtf8()), run.error.constData());
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden), before);
    }
};

PERIMETER_TEST(TestBadInput, Core)
#include "tst_cli_bad_input.moc"
