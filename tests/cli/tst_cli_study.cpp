// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "detectors/golden_table.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

/// The study's subcommands: experiment, sweep and evaluate. Reference numbers are scikit-learn's, see
/// tests/evaluation/golden.
class TestCliStudy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTestRowAsScikitLearn();
    void tablesInTheStudysLayout();
    void repeatedSplitsHaveADeviation();
    void noGroupTrainsAndTests();
    void noticesNameTheirColumns();
    void sweepKeepsNuBetweenTheShares();
    void sweepOverContaminationAndKernels();
    void evaluationIsScikitLearns();
    void curvesAreWritten();
    void twoClassFiguresAreNamedByTheirRows();
    void recipeWritesWhatTheStudysScriptsDid();
    void recipeForZeek();
    void presetsDrawTheStudysFigures_data();
    void presetsDrawTheStudysFigures();
    void badInputIsAnswered_data();
    void badInputIsAnswered();

private:
    using Lines = std::vector<std::vector<std::string>>;

    static Lines golden(const char* name)
    {
        return perimeter::testing::readLines(
            perimeter::testing::sourceFile("tests/evaluation/golden/").toStdString() + name, true);
    }
    static std::set<int> rowsIn(const std::string& text)
    {
        std::set<int> rows;
        for (const std::string& row : perimeter::testing::split(text, ' '))
            rows.insert(std::stoi(row));
        return rows;
    }
    static QStringList study(const QStringList& more)
    {
        return QStringList{"experiment", sample("dns_sessions.csv"), "--where", "service_id = 9000", "--preset",
                           "study"} +
               more;
    }
};

void TestCliStudy::everyTestRowAsScikitLearn()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("rows.csv");
    const Run run = runProgram(study({"--format", "json", "--rows", path}));
    QCOMPARE(run.status, 0);
    const QJsonArray results = run.json()["results"].toArray();
    const Lines reference = golden("experiment.csv");
    QCOMPARE(std::size_t(results.size()), reference.size());
    QCOMPARE(reference.size(), std::size_t{12});
    QList<QByteArray> rows = contentOf(path).split('\n');
    rows.removeFirst(); // the names
    int compared = 0;
    for (std::size_t at = 0; at < reference.size(); ++at) {
        const QJsonObject result = results[qsizetype(at)].toObject();
        const std::vector<std::string>& line = reference[at];
        QCOMPARE(result["nu"].toDouble(), std::stod(line[1]));
        QCOMPARE(result["test_rows"].toInt(), std::stoi(line[2]));
        const std::set<int> outside = rowsIn(line[3]);
        const std::set<int> near = line.size() > 4 ? rowsIn(line[4]) : std::set<int>();
        int outliers = 0;
        int nearOnes = 0;
        for (const QByteArray& row : rows) {
            if (row.isEmpty())
                continue;
            const QList<QByteArray> cells = row.split(',');
            const int number = cells[0].toInt();
            const double decision = cells[qsizetype(1 + 2 * at)].toDouble();
            const bool isOutlier = cells[qsizetype(2 + 2 * at)].toInt() < 0;
            outliers += isOutlier;
            const bool isNear = std::abs(decision) <= 1e-3 || near.contains(number);
            nearOnes += isNear;
            if (!isNear)
                QVERIFY2(isOutlier == outside.contains(number), row.constData());
            ++compared;
        }
        QCOMPARE(result["outliers"].toInt(), outliers);
        QCOMPARE(result["outliers"].toInt() + result["inliers"].toInt(), std::stoi(line[2]));
        // Only a band of few rows is not compared.
        QVERIFY(nearOnes <= 60);
        QVERIFY(result["near"].toInt() <= nearOnes);
    }
    QCOMPARE(compared, 12 * 5055);
}

void TestCliStudy::tablesInTheStudysLayout()
{
    const Run markdown = runProgram(study({}));
    QCOMPARE(markdown.status, 0);
    QVERIFY(markdown.out.startsWith("| features | ν = 0.16 | ν = 0.005 |\n|---|---:|---:|\n| uplink, downlink | "));
    QVERIFY(markdown.out.contains("not reproduced"));
    QVERIFY(markdown.out.contains("| uplink, downlink | 438 / 4729 | 29 / 5138 |"));
    // Rates of 431 sessions of no duration are their byte counts, and that is said.
    QVERIFY(markdown.error.contains("431"));

    const Run latex = runProgram(study({"--format", "latex"}));
    QVERIFY(latex.out.startsWith("\\begin{tabular}{lrr}\n\\toprule\nfeatures & $\\nu$ = 0.16"));
    QVERIFY(latex.out.contains("uplink\\_rate, downlink\\_rate & "));

    const Run csv = runProgram(study({"--format", "csv"}));
    const QList<QByteArray> lines = csv.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 13);
    QVERIFY(lines[1].startsWith("\"uplink, downlink\",ocsvm,0.16,15163,5055,"));
}

void TestCliStudy::repeatedSplitsHaveADeviation()
{
    const QStringList arguments = {"experiment",
                                   sample("wine.csv"),
                                   "--no-header",
                                   "--features",
                                   "column_1,column_2",
                                   "--detector",
                                   "empirical",
                                   "--nu",
                                   "0.1",
                                   "--shuffle",
                                   "--repeats",
                                   "20",
                                   "--format",
                                   "json"};
    const Run names = runProgram({"describe", sample("wine.csv"), "--no-header", "--json"});
    const QString first = names.json()["columns"].toArray()[0].toObject()["name"].toString();
    const QString second = names.json()["columns"].toArray()[1].toObject()["name"].toString();
    QStringList named = arguments;
    named[4] = first + ',' + second;
    const Run run = runProgram(named);
    QCOMPARE(run.status, 0);
    const QJsonObject result = run.json()["results"].toArray()[0].toObject();
    QVERIFY(result["outliers_deviation"].toDouble() > 0);
    QVERIFY(result["outliers"].toDouble() > 1 && result["outliers"].toDouble() < 12);
    QCOMPARE(runProgram(named).out, run.out);
    QVERIFY(runProgram(named + QStringList{"--seed", "5"}).out != run.out);
}

void TestCliStudy::noGroupTrainsAndTests()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("grouped.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a,b,user\n");
    for (int row = 0; row < 400; ++row)
        file.write(QByteArray::number(row % 17) + ',' + QByteArray::number(row % 23) + ",user" +
                   QByteArray::number(row % 10) + '\n');
    file.close();
    const QString path = folder.filePath("rows.csv");
    const Run run = runProgram({"experiment", file.fileName(), "--features", "a,b", "--by-group", "user", "--detector",
                                "empirical", "--rows", path});
    QCOMPARE(run.status, 0);
    QList<QByteArray> rows = contentOf(path).trimmed().split('\n');
    rows.removeFirst();
    std::set<int> users;
    for (const QByteArray& row : rows)
        users.insert((row.split(',')[0].toInt() - 1) % 10);
    // Of ten equal groups seven train.
    QCOMPARE(users.size(), std::size_t{3});
    QCOMPARE(rows.size(), 120);
}

void TestCliStudy::noticesNameTheirColumns()
{
    const Run run = runProgram({"experiment", sample("hbk.csv"), "--derive", "same = X1 * 0", "--features", "X1,same",
                                "--detector", "ocsvm", "--nu", "0.2"});
    QCOMPARE(run.status, 0);
    QVERIFY2(run.error.contains("“same” is constant"), run.error.constData());
    // Among many features an exact fit has no equation to show.
    const Run exact = runProgram({"experiment", sample("hbk.csv"), "--derive", "twin = X1", "--features", "X1,twin",
                                  "--detector", "robust", "--nu", "0.2"});
    QVERIFY2(exact.error.contains("on one line or plane"), exact.error.constData());
}

void TestCliStudy::sweepKeepsNuBetweenTheShares()
{
    const Run run = runProgram(QStringList{"sweep"} + dnsSessions({"--steps", "8", "--json"}));
    QCOMPARE(run.status, 0);
    const QJsonArray points = run.json()["points"].toArray();
    QCOMPARE(points.size(), 8);
    QCOMPARE(points.first()["nu"].toDouble(), 0.005);
    QCOMPARE(points.last()["nu"].toDouble(), 0.25);
    double before = 0;
    for (const QJsonValue point : points) {
        const double bound = point["nu"].toDouble() * point["rows"].toDouble();
        QVERIFY(point["outliers"].toDouble() <= bound);
        QVERIFY(point["support_vectors"].toDouble() >= std::floor(bound));
        QVERIFY(point["rho"].toDouble() > before);
        before = point["rho"].toDouble();
    }
    // A fit alone has the same numbers.
    const Run fit = runProgram(QStringList{"fit"} + dnsSessions({"--nu", "0.25", "--detector", "ocsvm", "--json"}));
    const QJsonObject alone = fit.json()["detectors"].toArray()[0].toObject();
    QCOMPARE(points.last()["outliers"].toInt(), alone["outliers"].toInt());
    QVERIFY(std::abs(points.last()["rho"].toDouble() / alone["rho"].toDouble() - 1) < 1e-6);
}

void TestCliStudy::sweepOverContaminationAndKernels()
{
    const Run contamination = runProgram(QStringList{"sweep"} + dnsSessions({"--over", "contamination", "--from", "0.1",
                                                                             "--to", "0.3", "--steps", "3", "--json"}));
    QCOMPARE(contamination.status, 0);
    QCOMPARE(contamination.json()["points"].toArray().size(), 6);
    for (const QJsonValue point : contamination.json()["points"].toArray())
        QVERIFY(point["outliers"].toDouble() <= std::ceil(point["contamination"].toDouble() * 20217));
    const Run kernels = runProgram(QStringList{"sweep"} + dnsSessions({"--over", "kernel", "--json"}));
    const QJsonArray points = kernels.json()["points"].toArray();
    QCOMPARE(points.size(), 4);
    // On centred data the linear kernel has no frontier, and no counts.
    QCOMPARE(points[1]["kernel"].toString(), QStringLiteral("linear"));
    QVERIFY(points[1]["outliers"].isNull());
}

void TestCliStudy::evaluationIsScikitLearns()
{
    const QString sessions = perimeter::testing::sharedFile("data/dev_dns_sessions.csv");
    if (!QFile::exists(sessions))
        QSKIP("The labelled sessions are not here: shared/data/dev_dns_sessions.csv");
    for (const std::vector<std::string>& line : golden("evaluation.csv")) {
        const auto cell = [&](std::size_t at) { return QString::fromStdString(line[at]); };
        const Run run = runProgram(
            {"evaluate", sessions, "--x", cell(0), "--y", cell(1), "--nu", cell(2), "--detector", cell(3), "--json"});
        QCOMPARE(run.status, 0);
        const QJsonObject found = run.json()["detectors"].toArray()[0].toObject();
        const char* const counts[] = {"true_positives", "false_positives", "true_negatives", "false_negatives"};
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY2(found[counts[i]].toInt() == std::stoi(line[4 + i]), run.out.constData());
        QVERIFY(std::abs(found["roc_auc"].toDouble() - std::stod(line[8])) < 1e-12);
        QVERIFY(std::abs(found["average_precision"].toDouble() - std::stod(line[9])) < 1e-12);
    }
}

void TestCliStudy::curvesAreWritten()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("curves.csv");
    const Run run = runProgram({"evaluate", sample("hbk.csv"), "--x", "X1", "--y", "X2", "--derive", "label = X1 > 8",
                                "--nu", "0.2", "--curves", path, "--json"});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.json()["labels"].toObject()["outliers"].toInt(), 14);
    // The fourteen rows masked in the empirical covariance are all found by the robust one.
    const QJsonObject robust = run.json()["detectors"].toArray()[1].toObject();
    QCOMPARE(robust["true_positives"].toInt(), 14);
    const QByteArray curves = contentOf(path);
    QVERIFY(curves.startsWith("detector,curve,threshold,x,y\n"));
    QVERIFY(curves.contains("robust,roc,") && curves.contains("empirical,precision_recall,"));
}

void TestCliStudy::twoClassFiguresAreNamedByTheirRows()
{
    const QStringList labelled = {sample("hbk.csv"), "--x", "X1", "--y", "X2", "--derive", "label = X1 > 8"};
    const Run run = runProgram(QStringList{"evaluate"} + labelled + QStringList{"--detector", "two-class", "--json"});
    QCOMPARE(run.status, 0);
    const QJsonObject found = run.json()["detectors"].toArray()[0].toObject();
    QCOMPARE(found["detector"].toString(), QStringLiteral("two-class"));
    QCOMPARE(found["resubstitution"].toObject()["true_positives"].toInt(), 14);
    QCOMPARE(found["cross_validated"].toObject()["folds"].toInt(), 5);
    QCOMPARE(found["cross_validated"].toObject()["true_positives"].toInt(), 14);
    const Run text = runProgram(QStringList{"evaluate"} + labelled + QStringList{"--detector", "two-class"});
    QVERIFY(text.out.contains("on the rows it learned from") && text.out.contains("cross-validated in 5 folds"));
    const Run fit = runProgram(QStringList{"fit"} + labelled +
                               QStringList{"--detector", "two-class", "--truth", "label", "--two-class-kernel",
                                           "linear", "--cost", "10", "--class-weights", "3:1", "--json"});
    QCOMPARE(fit.status, 0);
    const QJsonObject model = fit.json()["detectors"].toArray()[0].toObject();
    QCOMPARE(model["kernel"].toString(), QStringLiteral("linear"));
    QCOMPARE(model["cost"].toDouble(), 10.0);
    QCOMPARE(model["class_weights"].toObject()["outlier"].toDouble(), 3.0);
    QCOMPARE(model["outliers"].toInt(), 14);
}

void TestCliStudy::recipeWritesWhatTheStudysScriptsDid()
{
    QProcess script;
    script.start("python3",
                 {perimeter::testing::sourceFile("tests/cli/study_preparation.py"), sample("dns_sessions.csv")});
    QVERIFY(script.waitForFinished());
    const auto expected = records(script.readAllStandardOutput());
    QVERIFY(expected.size() > 3000);
    const QTemporaryDir folder;
    const QString path = folder.filePath("prepared.csv");
    const Run run = runProgram({"prepare", sample("dns_sessions.csv"), "--recipe", "dns-mobile", "-o", path});
    QCOMPARE(run.status, 0);
    const auto written = records(contentOf(path));
    QCOMPARE(written.size(), expected.size());
    for (qsizetype row = 0; row < expected.size(); ++row)
        for (const char* const name : {"session", "uplink", "downlink", "duration", "uplink_rate", "downlink_rate"})
            QVERIFY(std::abs(written[row][name].toDouble() - expected[row][name].toDouble()) <=
                    1e-12 * std::abs(expected[row][name].toDouble()));
}

void TestCliStudy::recipeForZeek()
{
    const QTemporaryDir folder;
    QFile log(folder.filePath("conn.log"));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
              "#fields\tts\tservice\tduration\torig_bytes\tresp_bytes\n#types\ttime\tstring\tinterval\tcount\tcount\n"
              "1714417205.5\tdns\t0.5\t191\t319\n1714417206.5\thttp\t2\t10\t20\n1714417207.5\tdns\t-\t53\t81\n");
    log.close();
    const QString path = folder.filePath("prepared.csv");
    const Run run = runProgram({"prepare", log.fileName(), "--recipe", "dns-zeek", "-o", path});
    QVERIFY2(run.status == 0, run.error.constData());
    const auto written = records(contentOf(path));
    QCOMPARE(written.size(), 2);
    QCOMPARE(written[0]["uplink"].toDouble(), 191.0);
    QCOMPARE(written[0]["uplink_rate"].toDouble(), 382.0);
    QCOMPARE(written[1]["downlink"].toDouble(), 81.0);
    // Zeek knows no duration: neither does a rate.
    QVERIFY(written[1]["downlink_rate"].isEmpty());
}

void TestCliStudy::presetsDrawTheStudysFigures_data()
{
    QTest::addColumn<QByteArrayList>("words");
    QTest::newRow("study-6.1") << QByteArrayList{"scaling: none", "scaling: standard", "Robust covariance"};
    QTest::newRow("study-6.2") << QByteArrayList{"duration", "Empirical covariance"};
    QTest::newRow("study-6.3") << QByteArrayList{"uplink_rate", "downlink_rate"};
    QTest::newRow("study-6.4") << QByteArrayList{"ν = 0.15", "ν = 0.25", "ν = 0.05", "ν = 0.005"};
    QTest::newRow("study-kernels") << QByteArrayList{"linear kernel", "rbf kernel"};
}

void TestCliStudy::presetsDrawTheStudysFigures()
{
    QFETCH(QByteArrayList, words);
    const QTemporaryDir folder;
    const QString path = folder.filePath("figure.svg");
    const Run run = runProgram({"render", "--preset", QTest::currentDataTag(), "-o", path});
    QVERIFY2(run.status == 0, run.error.constData());
    const QByteArray figure = contentOf(path);
    for (const QByteArray& word : words)
        QVERIFY2(figure.contains(word), word.constData());
}

void TestCliStudy::badInputIsAnswered_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answer");
    const QString hbk = sample("hbk.csv");
    QTest::newRow("unknown feature") << QStringList{"experiment", hbk, "--features", "X1,Y7"} << 1 << QByteArray("Y7");
    QTest::newRow("no file and no preset") << QStringList{"render", "-o", "x.svg"} << 2 << QByteArray("FILE");
    QTest::newRow("preset and its like") << QStringList{"render", "--preset", "study-6.1", "--nu", "0.2", "-o", "x.svg"}
                                         << 2 << QByteArray("--nu");
    QTest::newRow("no features") << QStringList{"experiment", hbk} << 2 << QByteArray("--features");
    QTest::newRow("empty feature") << QStringList{"experiment", hbk, "--features", "X1,"} << 2 << QByteArray("X1,");
    QTest::newRow("share") << QStringList{"experiment", hbk, "--features", "X1,X2", "--train", "1"} << 2
                           << QByteArray("between 0 and 1");
    QTest::newRow("nothing to train on") << QStringList{"experiment", hbk, "--features", "X1,X2", "--train", "0.01"}
                                         << 1 << QByteArray("0 rows to train");
    QTest::newRow("two splits") << QStringList{"experiment", hbk, "--features", "X1,X2", "--shuffle", "--by-time", "X3"}
                                << 2 << QByteArray("--by-time");
    QTest::newRow("repeats of one split")
        << QStringList{"experiment", hbk, "--features", "X1,X2", "--repeats", "5"} << 2 << QByteArray("--shuffle");
    QTest::newRow("nu") << QStringList{"experiment", hbk, "--features", "X1,X2", "--nu", "0.1,7"} << 2
                        << QByteArray("ν is 7");
    QTest::newRow("downward sweep") << QStringList{"sweep", hbk, "--from", "0.5", "--to", "0.1"} << 2
                                    << QByteArray("its first value must be the smaller one");
    QTest::newRow("sweep beyond") << QStringList{"sweep", hbk, "--to", "1.5"} << 2 << QByteArray("ν is");
    QTest::newRow("no labels") << QStringList{"evaluate", hbk} << 1 << QByteArray("no column “label”");
    QTest::newRow("labels of many values")
        << QStringList{"evaluate", hbk, "--truth", "X3"} << 1 << QByteArray("“X3” cannot tell");
    QTest::newRow("a cost of nothing") << QStringList{"evaluate", hbk, "--detector", "two-class", "--cost", "0"} << 2
                                       << QByteArray("must be finite");
    QTest::newRow("a weight of one class")
        << QStringList{"evaluate", hbk, "--class-weights", "3"} << 2 << QByteArray("OUTLIER:INLIER");
    QTest::newRow("two classes without labels")
        << QStringList{"experiment", hbk, "--features", "X1,X2", "--detector", "two-class"} << 2
        << QByteArray("ocsvm, robust, empirical");
    QTest::newRow("labels of text") << QStringList{"evaluate", sample("dns_sessions.csv"), "--truth", "subscriber"} << 1
                                    << QByteArray("“subscriber” cannot tell");
}

void TestCliStudy::badInputIsAnswered()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, answer);
    const Run run = runProgram(arguments);
    QVERIFY2(run.error.contains(answer), run.error.constData());
    QCOMPARE(run.status, status);
    QVERIFY(run.out.isEmpty());
}

PERIMETER_TEST(TestCliStudy, Core)
#include "tst_cli_study.moc"
