// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

/// Preparation steps and recipes from the command line. The Zeek logs are synthetic and written here.
class TestCliRecipes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsAndDropsColumns();
    void queriesPerClientAndDomainAsTheScript();
    void connectionsJoinedWithTheirQueries();
    void connectionsWithWhatCameNext();
    void unitsAreKnownGivenAndDerived();
    void badStepsAreAnswered_data();
    void badStepsAreAnswered();

private:
    QString write(const QString& name, const QByteArray& content) const
    {
        return written(m_folder.filePath(name), content);
    }
    /// The rows that `prepare` writes.
    QList<Record> prepared(const QStringList& arguments) const
    {
        const QString path = m_folder.filePath(QStringLiteral("prepared.csv"));
        const Run run = runProgram(QStringList{"prepare"} + arguments + QStringList{"-o", path});
        QFile file(path);
        if (run.status != 0 || !file.open(QIODevice::ReadOnly))
            qFatal("%s", run.error.constData());
        return records(file.readAll());
    }
    static QByteArray header(const QByteArray& path, const QByteArray& fields, const QByteArray& types)
    {
        return "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t" + path +
               "\n#open\t2024-04-29-15-00-01\n#fields\t" + fields + "\n#types\t" + types + "\n";
    }
    QString connLog() const
    {
        return write(QStringLiteral("conn.log"),
                     header("conn",
                            "ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\t"
                            "orig_bytes\tresp_bytes",
                            "time\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount") +
                         "100.0\tC1\t10.0.0.1\t4001\t9.9.9.9\t53\tudp\tdns\t0.5\t40\t120\n"
                         "100.5\tC2\t10.0.0.2\t4002\t9.9.9.9\t53\tudp\tdns\t0\t50\t90\n"
                         "101.5\tC3\t10.0.0.1\t4003\t1.2.3.4\t80\ttcp\thttp\t2\t400\t9000\n"
                         "102.0\tC4\t10.0.0.1\t4004\t9.9.9.9\t53\tudp\tdns\t-\t30\t-\n"
                         "103.0\tC5\t10.0.0.2\t4005\t1.2.3.5\t443\ttcp\t-\t1\t10\t20\n");
    }

    QTemporaryDir m_folder;
};

void TestCliRecipes::keepsAndDropsColumns()
{
    const QString file = write(QStringLiteral("a.csv"), "a,b,name\n1,10,x\n2,20,y\n");
    const QList<Record> kept = prepared({file, "--derive", "c = a + b", "--keep", "name, c", "--drop", "name"});
    QCOMPARE(kept, (QList<Record>{{{"c", "11.0"}}, {{"c", "22.0"}}}));
    // In the order given: what is dropped cannot be derived from.
    const Run gone = runProgram({"prepare", file, "--drop", "a", "--derive", "c = a + b", "-o", "x.csv"});
    QCOMPARE(gone.status, 1);
    const Run near = runProgram({"prepare", file, "--keep", "nome", "-o", "x.csv"});
    QCOMPARE(near.status, 1);
    QVERIFY2(near.error.contains("“nome”") && near.error.contains("“name”"), near.error.constData());
    const Run nothing = runProgram({"prepare", file, "--drop", "a,b,name", "-o", "x.csv"});
    QVERIFY2(nothing.status == 1 && nothing.error.contains("No column would be left"), nothing.error.constData());
}

void TestCliRecipes::queriesPerClientAndDomainAsTheScript()
{
    QByteArray log = header("dns", "ts\tuid\tid.orig_h\tquery\tqtype_name\tanswers",
                            "time\tstring\taddr\tstring\tstring\tvector[string]");
    const QByteArrayList domains = {"example.com", "Example.com", "shop.co.uk", "news.com.au", "tunnel.net"};
    const QByteArrayList types = {"A", "AAAA", "TXT", "-"};
    quint32 state = 1;
    const auto random = [&](quint32 below) {
        state = state * 1664525 + 1013904223;
        return (state >> 16) % below;
    };
    for (int row = 0; row < 400; ++row) {
        QByteArray label;
        for (quint32 letters = 1 + random(12); letters > 0; --letters)
            label += "abcdef0123456789-."[random(label.isEmpty() || label.endsWith('.') ? 16 : 18)];
        while (label.endsWith('.') || label.endsWith('-'))
            label.chop(1);
        const QByteArray query = row % 50 == 7 ? "-" : label + "." + domains[random(5)];
        const QByteArray answers = random(4) == 0 ? "-" : QByteArray(1 + random(40), '1');
        log += QByteArray::number(1714417200 + row * 0.75, 'f', 6) + "\tC" + QByteArray::number(row) + "\t10.0.0." +
               QByteArray::number(random(5)) + "\t" + query + "\t" + types[random(4)] + "\t" + answers + "\n";
    }
    // One query alone: nothing to divide by.
    log += "1714417900.5\tC\t10.0.0.99\tlonely.example.org\tA\t1.2.3.4\n";
    const QString path = write(QStringLiteral("dns.log"), log);
    QProcess script;
    script.start("python3", {perimeter::testing::sourceFile("tests/cli/zeek_queries.py"), path});
    QVERIFY(script.waitForFinished());
    const QList<Record> expected = records(script.readAllStandardOutput());
    QVERIFY(expected.size() > 15);
    const QList<Record> written = prepared({path, "--recipe", "dns-zeek-queries"});
    QCOMPARE(written.size(), expected.size());
    const QList<std::pair<const char*, const char*>> same = {{"queries", "queries"},
                                                             {"mean_length", "mean_length"},
                                                             {"longest", "longest"},
                                                             {"label_entropy", "label_entropy"},
                                                             {"unique_names", "unique_names"},
                                                             {"record_types", "record_types"},
                                                             {"mean_answer", "mean_answer"},
                                                             {"largest_answer", "largest_answer"},
                                                             {"query_rate", "rate"}};
    for (qsizetype row = 0; row < expected.size(); ++row) {
        QCOMPARE(written[row]["id.orig_h"], expected[row]["client"]);
        QCOMPARE(written[row]["domain"], expected[row]["domain"]);
        for (const auto& [ours, theirs] : same)
            QVERIFY2(std::abs(written[row][ours].toDouble() - expected[row][theirs].toDouble()) <=
                         1e-6 * std::abs(expected[row][theirs].toDouble()),
                     qPrintable(QString::fromLatin1(ours + QByteArray(" ") + written[row][ours] + " is not " +
                                                    expected[row][theirs])));
    }
    QCOMPARE(written.last()["query_rate"].toDouble(), 1.0);
}

void TestCliRecipes::connectionsJoinedWithTheirQueries()
{
    const QString dns =
        write(QStringLiteral("dns.log"), header("dns", "ts\tuid\tquery", "time\tstring\tstring") +
                                             "100.1\tC1\tabab.example.co.uk\n100.2\tC1\tother.example.com\n"
                                             "102.1\tC4\tlocalhost\n");
    const QList<Record> rows = prepared({connLog(), "--join", dns + ":uid", "--recipe", "dns-zeek-joined"});
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0]["domain"], QByteArray("example.co.uk"));
    QCOMPARE(rows[0]["query_length"].toDouble(), 18.0);
    QCOMPARE(rows[0]["label_entropy"].toDouble(), 1.0);
    QCOMPARE(rows[0]["uplink_rate"].toDouble(), 80.0);
    // No query was logged for the second; its duration of 0 leaves the bytes themselves.
    QVERIFY(rows[1]["query"].isEmpty() && rows[1]["label_entropy"].isEmpty());
    QCOMPARE(rows[1]["uplink_rate"].toDouble(), 50.0);
    QCOMPARE(rows[2]["domain"], QByteArray("localhost"));
}

void TestCliRecipes::connectionsWithWhatCameNext()
{
    const QList<Record> rows = prepared({connLog(), "--recipe", "dns-zeek-next"});
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0]["next_service"], QByteArray("http"));
    QCOMPARE(rows[0]["next_id.resp_h"], QByteArray("1.2.3.4"));
    QCOMPARE(rows[0]["until_next"].toDouble(), 1.5);
    QCOMPARE(rows[0]["then_http"], QByteArray("true"));
    // Zeek knows no service of the next one; and the last has none after it.
    QVERIFY(rows[1]["next_service"].isEmpty());
    QCOMPARE(rows[1]["until_next"].toDouble(), 2.5);
    QVERIFY(rows[2]["until_next"].isEmpty());
    QCOMPARE(rows[2]["then_http"], QByteArray("false"));
}

void TestCliRecipes::unitsAreKnownGivenAndDerived()
{
    const auto units = [](const Run& run) {
        QStringList all;
        for (const QJsonValue column : run.json()["columns"].toArray())
            all.append(column["name"].toString() + ':' + column["unit"].toString());
        return all.join(' ');
    };
    const Run zeek =
        runProgram({"describe", connLog(), "--keep", "duration,orig_bytes,resp_bytes,id.resp_p", "--derive",
                    "rate = orig_bytes / duration", "--derive", "share = orig_bytes / resp_bytes", "--json"});
    QCOMPARE(units(zeek),
             QStringLiteral("id.resp_p: duration:s orig_bytes:bytes resp_bytes:bytes rate:bytes/s share:"));
    const QString figure = m_folder.filePath(QStringLiteral("figure.svg"));
    const Run run = runProgram({"render", sample("dns_sessions.csv"), "--unit", "uplink,downlink=bytes", "--unit",
                                "duration = s", "--derive", "rate = downlink / duration", "--x", "uplink", "--y",
                                "rate", "--detector", "empirical", "-o", figure});
    QVERIFY2(run.status == 0, run.error.constData());
    QFile file(figure);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray svg = file.readAll();
    QVERIFY(svg.contains("uplink (bytes)") && svg.contains("rate (bytes/s)"));
}

void TestCliRecipes::badStepsAreAnswered_data()
{
    QTest::addColumn<QStringList>("step");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("unknown aggregate") << QStringList{"--summarise", "m = median(up) by who"} << 2
                                       << QByteArray("deviation");
    QTest::newRow("summary by nothing") << QStringList{"--summarise", "n = count()"} << 2 << QByteArray("by COLUMN");
    QTest::newRow("summary of text") << QStringList{"--summarise", "m = mean(who) by up"} << 1
                                     << QByteArray("In the summary “m” of “who”, at character 1");
    QTest::newRow("summary by no column")
        << QStringList{"--summarise", "n = count() by whom"} << 1 << QByteArray("Did you mean “who”");
    QTest::newRow("next without order") << QStringList{"--next", "up by who"} << 2 << QByteArray("order TIME");
    QTest::newRow("next of no column") << QStringList{"--next", "upp by who order up"} << 1 << QByteArray("“up”");
    QTest::newRow("unit of nothing") << QStringList{"--unit", "up="} << 2 << QByteArray("COLUMN=UNIT");
    QTest::newRow("unit of no column") << QStringList{"--unit", "upp=s"} << 1 << QByteArray("“up”");
    QTest::newRow("keep nothing") << QStringList{"--keep", ","} << 2 << QByteArray("--keep");
    QTest::newRow("files stay closed") << QStringList{"--summarise", "n = max(read_text('/etc/passwd')) by who"} << 1
                                       << QByteArray("no function “read_text”");
}

void TestCliRecipes::badStepsAreAnswered()
{
    QFETCH(QStringList, step);
    QFETCH(int, status);
    QFETCH(QByteArray, answer);
    const QString file = write(QStringLiteral("who.csv"), "who,up\na,1\nb,2\n");
    const QString path = m_folder.filePath(QStringLiteral("nothing.csv"));
    const Run run = runProgram(QStringList{"prepare", file} + step + QStringList{"-o", path});
    QVERIFY2(run.error.contains(answer), run.error.constData());
    QCOMPARE(run.status, status);
    QVERIFY(!QFile::exists(path));
}

PERIMETER_TEST(TestCliRecipes, Core)
#include "tst_cli_recipes.moc"
