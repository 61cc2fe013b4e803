// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTest>

/// Every subcommand that prints a table prints it in every format.
class CliFormats final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormat_data();
    void everyFormat();
    void csvHasTheDigitsOfJson_data();
    void csvHasTheDigitsOfJson();
    void aRowWithoutAFrontierSaysSo();
    void wrongFormatsAreSaid();

private:
    [[nodiscard]] static QStringList stars(const QString& command, const QStringList& more = {})
    {
        return QStringList{command, sample("starsCYG.csv")} + more;
    }
};

void CliFormats::everyFormat_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("describe") << stars("describe") << QByteArray("name,kind,unit,missing,");
    QTest::newRow("fit") << stars("fit")
                         << QByteArray("detector,outliers,inliers,support_vectors,h,rho,threshold,error\n");
    QTest::newRow("sweep") << stars("sweep", {"--steps", "3"}) << QByteArray("nu,detector,rows,outliers,");
    QTest::newRow("sweep over kernels") << stars("sweep", {"--over", "kernel"}) << QByteArray("kernel,detector,rows,");
    QTest::newRow("evaluate") << stars("evaluate", {"--derive", "giant=\"log.Te\" < 3.8", "--truth", "giant"})
                              << QByteArray("detector,rows,true_positives,");
    QTest::newRow("experiment") << stars("experiment", {"--features", "log.Te,log.light"})
                                << QByteArray("features,detector,nu,");
}

void CliFormats::everyFormat()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, header);
    const auto printed = [&](const QString& format) {
        const Run run = runProgram(arguments + QStringList{"--format", format});
        return run.status == 0 ? run.out : run.error;
    };
    const QByteArray csv = printed("csv");
    QVERIFY2(csv.startsWith(header), csv.constData());
    for (const QByteArray& line : csv.trimmed().split('\n'))
        QCOMPARE(line.count(',') - (line.contains('"') ? 1 : 0), csv.split('\n').first().count(','));
    const QByteArray markdown = printed("markdown");
    QVERIFY2(markdown.startsWith("| ") && markdown.contains("|---|"), markdown.constData());
    const QByteArray latex = printed("latex");
    QVERIFY2(latex.startsWith("\\begin{tabular}{l") || latex.startsWith("\\begin{tabular}{r"), latex.constData());
    QVERIFY2(latex.contains("\\bottomrule\n\\end{tabular}"), latex.constData());
    QVERIFY(!printed("text").contains('|'));
    const QByteArray json = printed("json");
    QCOMPARE(QJsonDocument::fromJson(json).object()["format"].toInt(), 1);
    // The older flag says the same; only times and memory differ from run to run.
    const Run flag = runProgram(arguments + QStringList{"--json"});
    QCOMPARE(flag.json().keys(), QJsonDocument::fromJson(json).object().keys());
}

void CliFormats::csvHasTheDigitsOfJson_data()
{
    QTest::addColumn<QString>("sampleName");
    for (const char* const name : {"starsCYG.csv", "hbk.csv", "wine.csv"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void CliFormats::csvHasTheDigitsOfJson()
{
    QFETCH(QString, sampleName);
    const QList<Record> lines = records(runProgram({"fit", sample(sampleName), "--format", "csv"}).out);
    const QJsonArray detectors = runProgram({"fit", sample(sampleName), "--json"}).json()["detectors"].toArray();
    QCOMPARE(lines.size(), detectors.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QCOMPARE(QString::fromUtf8(lines[i]["detector"]), detectors[i]["detector"].toString());
        QCOMPARE(lines[i]["outliers"].toInt(), detectors[i]["outliers"].toInt());
        QCOMPARE(lines[i]["inliers"].toInt(), detectors[i]["inliers"].toInt());
        if (!lines[i]["rho"].isEmpty())
            QVERIFY(lines[i]["rho"].toDouble() == detectors[i]["rho"].toDouble());
        else
            QVERIFY(lines[i]["threshold"].toDouble() == -detectors[i]["offset"].toDouble());
    }
}

void CliFormats::aRowWithoutAFrontierSaysSo()
{
    const Run none = runProgram({"fit", sample("starsCYG.csv"), "--kernel", "linear", "--format", "csv"});
    QVERIFY2(none.out.contains("\nocsvm,,,,,,,no frontier\n"), none.out);
}

void CliFormats::wrongFormatsAreSaid()
{
    const Run unknown = runProgram(stars("fit", {"--format", "xlsx"}));
    QCOMPARE(unknown.status, 2);
    QVERIFY2(unknown.error.contains("csv, json, latex, markdown, text"), unknown.error.constData());
    QCOMPARE(runProgram(stars("sweep", {"--format", "csv", "--json"})).status, 2);
}

PERIMETER_TEST(CliFormats, Core)
#include "tst_cli_formats.moc"
