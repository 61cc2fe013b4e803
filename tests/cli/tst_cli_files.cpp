// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

class TestFiles : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void describesTheSample()
    {
        const Run run = runProgram({"describe", sample("dns_sessions.csv"), "--json"});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.json()["dialect"].toObject()["quote"].toString(), QString("|"));
        const QJsonArray columns = run.json()["columns"].toArray();
        QCOMPARE(columns.size(), 6);
        QCOMPARE(columns[2]["name"].toString(), QString("subscriber"));
        QCOMPARE(columns[2]["kind"].toString(), QString("text"));
        QCOMPARE(columns[3]["kind"].toString(), QString("number"));
        QVERIFY(columns[3]["ties"].toInt() > 1000);
    }

    void preparesAndReadsBack()
    {
        for (const QString& name : {QStringLiteral("dns.csv"), QStringLiteral("dns.parquet")}) {
            const QString path = m_folder.filePath(name);
            const Run prepared =
                runProgram({"prepare", sample("dns_sessions.csv"), "--where", "service_id = 9000", "--derive",
                            "rate=uplink/duration", "--one-per", "subscriber:largest", "-o", path});
            QVERIFY2(prepared.status == 0, prepared.error.constData());
            const Run described = runProgram({"describe", path, "--json"});
            QVERIFY2(described.status == 0, described.error.constData());
            const QJsonArray columns = described.json()["columns"].toArray();
            QCOMPARE(columns.size(), 7);
            QCOMPARE(columns[6]["name"].toString(), QString("rate"));
            QCOMPARE(columns[2]["distinct"].toInt(), described.json()["rows"].toObject()["read"].toInt());
        }
    }

    void joinsTheLabels()
    {
        const Run run =
            runProgram({"describe", sample("dns_sessions.csv"), "--join",
                        sample("dns_sessions_labels.csv") + ":session", "--where", "label = 'tunnel'", "--json"});
        QVERIFY2(run.status == 0, run.error.constData());
        const int tunnels = run.json()["rows"].toObject()["read"].toInt();
        QVERIFY(tunnels > 10 && tunnels < 200);
    }

    void rendersEveryFormat()
    {
        for (const char* const extension : {"pdf", "svg", "png"}) {
            const QString path = m_folder.filePath(QStringLiteral("stars.") + QString::fromLatin1(extension));
            const Run run =
                runProgram({"render", sample("starsCYG.csv"), "--nu", "0.1", "--size", "120x50mm", "-o", path});
            QVERIFY2(run.status == 0, run.error.constData());
            QVERIFY(QFile(path).size() > 2000);
        }
        QCOMPARE(QImage(m_folder.filePath("stars.png")).width(), 1417);
    }

    void rendersPanesAndLines()
    {
        const QString path = m_folder.filePath("nu.svg");
        const Run run = runProgram({"render", sample("wine.csv"), "--no-header", "--x", "column1", "--y", "column2",
                                    "--panes", "scaling=none,standard", "--lines", "nu=0.05,0.2", "-o", path});
        QVERIFY2(run.status == 0, run.error.constData());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY(svg.contains("scaling: none"));
        QVERIFY(svg.contains("0.05"));
    }

    void opensZeekLogs()
    {
        const QString log = perimeter::testing::sharedFile("data/conn_proxy_rolling.log");
        if (!QFile::exists(log))
            QSKIP("conn_proxy_rolling.log is not beside the project.");
        const Run run = runProgram({"fit", log, "--where", "service = 'dns'", "--x", "duration", "--y", "orig_bytes",
                                    "--detector", "empirical", "--json"});
        QVERIFY2(run.status == 0, run.error.constData());
        QCOMPARE(run.json()["rows"].toObject()["read"].toInt(), 3140);
        const QString path = m_folder.filePath("conn.pdf");
        QCOMPARE(runProgram(
                     {"render", log, "--where", "service = 'dns'", "--x", "duration", "--y", "orig_bytes", "-o", path})
                     .status,
                 0);
        QVERIFY(QFile(path).size() > 10000);
    }

    void helpIsThere()
    {
        for (const char* const command : {"describe", "fit", "render", "prepare"}) {
            const Run run = runProgram({QString::fromLatin1(command), "--help"});
            QCOMPARE(run.status, 0);
            QVERIFY(run.out.contains("FILE"));
        }
        QCOMPARE(runProgram({"--version"}).status, 0);
    }
};

PERIMETER_TEST(TestFiles, Core)
#include "tst_cli_files.moc"
