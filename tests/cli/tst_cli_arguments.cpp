// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

/// What the arguments alone decide, and flags that would be ignored are refused.
class TestCliArguments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areAnsweredAtOnce_data();
    void areAnsweredAtOnce();
    void namesMayBeQuotedAndSpaced();
    void sweepsHonourTheirDetector();
    void labelsCompareNumbersAsNumbers();
    void labelsAreNoDefaultFeatures();

private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& content) const
    {
        return written(m_folder.filePath(name), content);
    }
};

void TestCliArguments::areAnsweredAtOnce_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QString& line, const QString& words) {
        QTest::newRow(name) << line.split(' ') << words;
    };
    row("features and axes", "train F --features X1,X2 --x X3 -o m.json", "--features and --x");
    row("a feature twice", "experiment F --features X1,X1", "different columns");
    row("a gap in the features", "train F --features X1,,X2 -o m.json", "different columns");
    row("labels without their detector", "train F --truth Y -o m.json", "two-class");
    row("a detector without its labels", "fit F --detector two-class", "--truth is missing");
    row("libsvm without its detector", "train F --detector robust --libsvm f.svm -o m.json", "one-class SVM");
    row("a sweep of what a detector has not", "sweep F --detector robust", "--over contamination");
    row("contamination of an SVM", "sweep F --over contamination --detector ocsvm", "robust or empirical");
    row("a value of nu twice", "experiment F --features X1,X2 --nu 0.1,0.10", "different values");
    row("a negative seed", "fit F --seed -1", "--seed");
    row("no features", "experiment F", "--features is missing");
    row("two splits", "experiment F --features X1,X2 --by-group g --by-time t", "--by-time and --by-group");
    row("no kernel", "fit F --kernel linea", "sigmoid. Run");
    row("an unknown subcommand", "scor m.json F", "did you mean “score”?");
    row("an unknown option", "--nonsense", "there is no option “--nonsense”");
    QTest::newRow("an empty filter") << QStringList{"fit", "F", "--where", ""} << "--where does not take";
    QTest::newRow("empty features") << QStringList{"train", "F", "--features", "", "-o", "m.json"}
                                    << "different columns";
    QTest::newRow("an empty nu") << QStringList{"fit", "F", "--nu", ""} << "is no number";
}

void TestCliArguments::areAnsweredAtOnce()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    const Run run = runProgram(arguments);
    QVERIFY2(run.status == 2, run.error);
    QVERIFY2(run.error.contains(words.toUtf8()), run.error);
    QVERIFY2(!run.error.contains(".."), run.error);
}

void TestCliArguments::namesMayBeQuotedAndSpaced()
{
    QByteArray csv = "\"c,d\",x\n";
    for (int i = 0; i < 60; ++i)
        csv += QByteArray::number(i * 7 % 23) + ',' + QByteArray::number(i * 5 % 31) + '\n';
    const QString file = write("quoted.csv", csv);
    const QString model = m_folder.filePath("quoted.json");
    const Run train = runProgram({"train", file, "--features", "\"c,d\", x", "-o", model});
    QVERIFY2(train.status == 0, train.error);
    QVERIFY2(train.out.contains("c,d, x"), train.out);
    const Run experiment = runProgram({"experiment", file, "--features", "x, \"c,d\"", "--format", "csv"});
    QVERIFY2(experiment.status == 0, experiment.error);
    QVERIFY(!experiment.out.endsWith("\n\n"));
}

void TestCliArguments::sweepsHonourTheirDetector()
{
    const Run run = runProgram(
        {"sweep", sample("hbk.csv"), "--over", "contamination", "--detector", "empirical", "--steps", "3", "--json"});
    QVERIFY2(run.status == 0, run.error);
    const QJsonArray points = run.json()["points"].toArray();
    QCOMPARE(points.size(), 3);
    for (const QJsonValue& point : points)
        QCOMPARE(point["detector"].toString(), QStringLiteral("empirical"));
}

void TestCliArguments::labelsCompareNumbersAsNumbers()
{
    const auto outliers = [](const QString& label) {
        return runProgram({"evaluate", sample("hbk.csv"), "--label", label, "--x", "X1", "--y", "X2", "--json"});
    };
    const Run one = outliers("X1=10.10");
    QVERIFY2(one.status == 0, one.error);
    const QJsonObject answer = one.json();
    QVERIFY(answer["labels"]["outliers"].toInt() > 0);
    const Run none = outliers("X1=1234");
    QVERIFY2(none.error.contains("labels no row"), none.error);
}

void TestCliArguments::labelsAreNoDefaultFeatures()
{
    QByteArray csv = "label,a,b\n";
    for (int i = 0; i < 80; ++i)
        csv += QByteArray::number(i < 6 ? 1 : 0) + ',' + QByteArray::number(i * 7 % 23) + ',' +
               QByteArray::number(i * 5 % 31) + '\n';
    const QString file = write("labelled.csv", csv);
    const Run evaluate = runProgram({"evaluate", file, "--json"});
    QVERIFY2(evaluate.status == 0, evaluate.error);
    QCOMPARE(evaluate.json()["x"].toString(), QStringLiteral("a"));
    QCOMPARE(evaluate.json()["y"].toString(), QStringLiteral("b"));
    const Run train = runProgram(
        {"train", file, "--truth", "label", "--detector", "two-class", "-o", m_folder.filePath("labelled.json")});
    QVERIFY2(train.out.contains("Features: a, b."), train.out + train.error);
}

PERIMETER_TEST(TestCliArguments, Core)
#include "tst_cli_arguments.moc"
