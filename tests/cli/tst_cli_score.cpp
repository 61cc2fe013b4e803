// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <functional>
#include <memory>

/// Models: train, and score with them, from files, standard input and logs that grow.
class TestCliScore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoresAreThoseOfFit();
    void threeFeaturesOfTrainingAgreeWithExperiment();
    void preparationIsPartOfTheModel();
    void linesHoldScoreRankAndFields();
    void standardInputGivesTheSame();
    void wholePathOnLabelledSessions();
    void twoClassModelsScoreToo();
    void libsvmPredictsTheSame();
    void libsvmModelsAreRead();
    void followSurvivesRotationAndTruncation_data();
    void followSurvivesRotationAndTruncation();
    void badInputIsAnswered_data();
    void badInputIsAnswered();
    void hostileModelsAreAnswered();
    void modelsHoldNoPaths();

private:
    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& content) const
    {
        return written(m_folder.filePath(name), content);
    }
    /// The path of a model trained on the sample's DNS sessions.
    QString trained(const QString& name, const QStringList& more = {}) const
    {
        const QString path = m_folder.filePath(name);
        const Run run = runProgram(QStringList{"train"} + dnsSessions(QStringList{"-o", path} + more));
        return run.status == 0 ? path : QString::fromUtf8(run.error);
    }
    QString simpleModel() const
    {
        QByteArray csv = "id,uplink,downlink\n";
        for (int i = 0; i < 400; ++i)
            csv += QByteArray::number(i) + ',' + QByteArray::number(100 + (i * 37) % 211) + ',' +
                   QByteArray::number(300 + (i * 53) % 419) + '\n';
        const QString path = m_folder.filePath("simple.json");
        const Run run =
            runProgram({"train", write("simple.csv", csv), "--features", "uplink,downlink", "--nu", "0.1", "-o", path});
        return run.status == 0 ? path : QString::fromUtf8(run.error);
    }
};

void TestCliScore::scoresAreThoseOfFit()
{
    const QString rows = m_folder.filePath("rows.csv");
    const Run fit = runProgram(QStringList{"fit"} + dnsSessions({"--nu", "0.05", "--rows", rows}));
    QCOMPARE(fit.status, 0);
    const QString model = trained("two.json", {"--nu", "0.05"});
    const Run score = runProgram({"score", model, sample("dns_sessions.csv"), "--all", "--format", "csv"});
    QVERIFY2(score.status == 0, score.error);
    const QList<Record> fitted = records(contentOf(rows));
    const QList<Record> scored = records(score.out);
    QCOMPARE(scored.size(), fitted.size());
    for (qsizetype i = 0; i < scored.size(); ++i) {
        QCOMPARE(scored[i]["row"], fitted[i]["row"]);
        for (const char* const detector : {"ocsvm", "robust", "empirical"}) {
            QCOMPARE(scored[i][detector + QByteArray("_class")], fitted[i][detector + QByteArray("_class")]);
            QCOMPARE(-scored[i][detector + QByteArray("_score")].toDouble(),
                     fitted[i][detector + QByteArray("_decision")].toDouble());
        }
    }
}

void TestCliScore::threeFeaturesOfTrainingAgreeWithExperiment()
{
    // Train on the first three quarters, as the experiment does, and score the rest.
    const Run prepared = runProgram(
        {"prepare", sample("dns_sessions.csv"), "--where", "service_id = 9000", "-o", m_folder.filePath("dns.csv")});
    QCOMPARE(prepared.status, 0);
    const QList<QByteArray> lines = contentOf(m_folder.filePath("dns.csv")).trimmed().split('\n');
    const qsizetype train = (lines.size() - 1) * 3 / 4;
    const QByteArray head = lines.first() + '\n';
    write("train.csv", head + lines.mid(1, train).join('\n') + '\n');
    write("test.csv", head + lines.mid(1 + train).join('\n') + '\n');
    const QString model = m_folder.filePath("three.json");
    const Run trained = runProgram({"train", m_folder.filePath("train.csv"), "--features", "uplink,downlink,duration",
                                    "--nu", "0.16", "-o", model});
    QVERIFY2(trained.status == 0, trained.error);
    const Run score = runProgram({"score", model, m_folder.filePath("test.csv"), "--all", "--format", "csv"});
    QVERIFY2(score.status == 0, score.error);
    const Run experiment = runProgram({"experiment", m_folder.filePath("dns.csv"), "--features",
                                       "uplink,downlink,duration", "--nu", "0.16", "--format", "json"});
    QCOMPARE(experiment.status, 0);
    const QList<Record> scored = records(score.out);
    for (const QJsonValue result : experiment.json()["results"].toArray()) {
        const QByteArray column = result["detector"].toString().toUtf8() + "_class";
        const auto outliers = std::ranges::count_if(scored, [&](const Record& row) { return row[column] == "-1"; });
        QCOMPARE(static_cast<int>(outliers), result["outliers"].toInt());
    }
}

void TestCliScore::preparationIsPartOfTheModel()
{
    const QString model = m_folder.filePath("rates.json");
    const Run train =
        runProgram({"train", sample("dns_sessions.csv"), "--where", "service_id = 9000", "--derive",
                    "rate=uplink/duration", "--features", "rate,downlink", "--detector", "robust", "-o", model});
    QVERIFY2(train.status == 0, train.error);
    const Run score = runProgram({"score", model, sample("dns_sessions.csv"), "--all"});
    QVERIFY2(score.status == 0, score.error);
    const QJsonObject first = QJsonDocument::fromJson(score.out.left(score.out.indexOf('\n'))).object();
    const QJsonObject fields = first["fields"].toObject();
    QCOMPARE(first["features"]["rate"].toDouble(), fields["uplink"].toDouble() / fields["duration"].toDouble());
    QCOMPARE(fields["service_id"].toInt(), 9000);
    QVERIFY(score.error.contains("not kept by the model's preparation"));
}

void TestCliScore::linesHoldScoreRankAndFields()
{
    const QString model = simpleModel();
    const QString file =
        write("new.csv", "id,note,uplink,downlink\n7,\"a \"\"b\"\", c\",200,500\n8,far,90000,1\n9,,,5\n");
    const Run run = runProgram({"score", model, file, "--detector", "robust"});
    QVERIFY2(run.status == 0, run.error);
    QCOMPARE(run.out.count('\n'), 1);
    const QJsonObject line = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(line["row"].toInt(), 2);
    QCOMPARE(line["fields"].toObject(), (QJsonObject{{"id", 8}, {"note", "far"}, {"uplink", 90000}, {"downlink", 1}}));
    const QJsonObject detector = line["detectors"].toArray().first().toObject();
    QCOMPARE(detector["detector"].toString(), "robust");
    QCOMPARE(detector["outlier"].toBool(), true);
    QVERIFY(detector["score"].toDouble() > 0);
    QCOMPARE(detector["rank"].toInt(), 1);
    QCOMPARE(detector["of"].toInt(), 400);
    QVERIFY(run.error.contains("3 rows read, 2 scored, 1 suspicious"));
    QVERIFY(run.error.contains("1 was left out because a feature is missing"));
}

void TestCliScore::standardInputGivesTheSame()
{
    const QString model = simpleModel();
    const QString file = m_folder.filePath("simple.csv");
    const Run whole = runProgram({"score", model, file});
    QCOMPARE(whole.status, 0);
    QVERIFY(whole.out.count('\n') > 10);
    QProcess process;
    process.setStandardInputFile(file);
    process.start(perimeter::testing::program(), {"score", model, "-"});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput(), whole.out);
}

void TestCliScore::wholePathOnLabelledSessions()
{
    const QString file = perimeter::testing::sharedFile("data/dev_dns_sessions.csv");
    if (!QFile::exists(file))
        QSKIP("shared/data/dev_dns_sessions.csv is not there");
    const QStringList options = {"--x", "orig_bytes", "--y", "resp_bytes", "--nu", "0.05"};
    const Run evaluation = runProgram(QStringList{"evaluate", file, "--json"} + options);
    QVERIFY2(evaluation.status == 0, evaluation.error);
    const QString model = m_folder.filePath("tunnels.json");
    const Run train = runProgram(QStringList{"train", file, "-o", model} + options);
    QVERIFY2(train.status == 0, train.error);
    const Run score = runProgram({"score", model, file, "--all", "--format", "csv"});
    QVERIFY2(score.status == 0, score.error);
    const QList<Record> rows = records(score.out);
    QCOMPARE(rows.size(), 3127);
    for (const QJsonValue detector : evaluation.json()["detectors"].toArray()) {
        const QByteArray word = detector["detector"].toString().toUtf8();
        int truePositives = 0;
        int falsePositives = 0;
        for (const Record& row : rows) {
            const bool isTunnel = row["label"] == "1" || row["label"] == "true";
            if (row[word + "_class"] == "-1")
                ++(isTunnel ? truePositives : falsePositives);
        }
        QCOMPARE(truePositives, detector["true_positives"].toInt());
        QCOMPARE(falsePositives, detector["false_positives"].toInt());
    }
}

void TestCliScore::twoClassModelsScoreToo()
{
    // What lies far out is labelled; any number of features.
    QByteArray csv = "a,b,c,label\n";
    for (int i = 0; i < 300; ++i) {
        const int far = i % 20 == 0 ? 500 : 0;
        csv += QByteArray::number((i * 37) % 101 + far) + ',' + QByteArray::number((i * 53) % 211 + far) + ',' +
               QByteArray::number(i % 7) + (far ? ",1\n" : ",0\n");
    }
    const QString file = write("labelled.csv", csv);
    const QString model = m_folder.filePath("two_class.json");
    for (const char* const features : {"a,b", "a,b,c"}) {
        const Run train = runProgram(
            {"train", file, "--features", features, "--detector", "two-class", "--truth", "label", "-o", model});
        QVERIFY2(train.status == 0, train.error);
        const Run score = runProgram({"score", model, file});
        QVERIFY2(score.status == 0, score.error);
        QCOMPARE(score.out.count('\n'), 15);
        QCOMPARE(score.out.count("\"label\": 1"), 15);
    }
    const Run without = runProgram({"train", file, "--detector", "two-class", "-o", m_folder.filePath("never.json")});
    QVERIFY2(without.status != 0 && without.error.contains("--truth is missing"), without.error);
}

void TestCliScore::libsvmPredictsTheSame()
{
    const QString predict = QStandardPaths::findExecutable("svm-predict");
    if (predict.isEmpty())
        QSKIP("svm-predict is not here: the package libsvm-tools has it");
    const QString file = simpleModel().replace("simple.json", "simple.csv");
    const QString model = m_folder.filePath("libsvm.json");
    const QString libsvm = m_folder.filePath("libsvm.model");
    const Run train = runProgram({"train", file, "--features", "uplink,downlink", "--nu", "0.1", "--detector", "ocsvm",
                                  "-o", model, "--libsvm", libsvm});
    QVERIFY2(train.status == 0, train.error);
    const Run score = runProgram({"score", model, file, "--all", "--format", "csv"});
    QVERIFY2(score.status == 0, score.error);
    const QList<Record> rows = records(score.out);
    // Scaled as svm-scale would, but with all digits, of which it prints six.
    const QJsonObject scaling = QJsonDocument::fromJson(contentOf(model)).object()["scaling"].toObject();
    QByteArray lines;
    for (const Record& row : rows) {
        lines += '0';
        int index = 0;
        for (const char* const column : {"uplink", "downlink"}) {
            const double scaled =
                (row[column].toDouble() - scaling["center"][index].toDouble()) / scaling["spread"][index].toDouble();
            lines += ' ' + QByteArray::number(++index) + ':' + QByteArray::number(scaled, 'g', 17);
        }
        lines += '\n';
    }
    QProcess process;
    process.start(predict, {write("scaled.txt", lines), libsvm, m_folder.filePath("predicted.txt")});
    QVERIFY(process.waitForFinished() && process.exitCode() == 0);
    const QList<QByteArray> predicted = contentOf(m_folder.filePath("predicted.txt")).trimmed().split('\n');
    QCOMPARE(predicted.size(), rows.size());
    // libsvm's frontier is f = 0, ours f = −τ: between them lie the support vectors that are not at their bound.
    const QJsonObject svm = QJsonDocument::fromJson(contentOf(model)).object()["detectors"][0].toObject();
    int near = 0;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const bool isNear = std::abs(rows[i]["ocsvm_score"].toDouble()) <= svm["tau"].toDouble() + 1e-9;
        near += isNear ? 1 : 0;
        QVERIFY(isNear || predicted[i] == rows[i]["ocsvm_class"]);
    }
    QCOMPARE_LE(near, svm["support_rows"].toInt() - svm["bounded"].toInt());

    // And the files read back score as the model does.
    const Run back = runProgram({"score", libsvm, file, "--features", "uplink,downlink", "--range", libsvm + ".range",
                                 "--all", "--format", "csv"});
    QVERIFY2(back.status == 0, back.error);
    const QList<Record> again = records(back.out);
    QCOMPARE(again.size(), rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i)
        QVERIFY(std::abs(again[i]["ocsvm_score"].toDouble() - rows[i]["ocsvm_score"].toDouble()) < 1e-9);
}

void TestCliScore::libsvmModelsAreRead()
{
    const QString data = write("points.csv", "id,x,y\n1,0,0\n2,9,9\n");
    const QString model = write("a.model", "svm_type one_class\nkernel_type rbf\ngamma 0.5\nnr_class 2\ntotal_sv 2\n"
                                           "rho 0.5\nSV\n1 1:0 2:0\n1 1:1 2:0\n");
    const Run run = runProgram({"score", model, data, "--features", "x,y"});
    QVERIFY2(run.status == 0, run.error);
    const QJsonObject line = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(line["fields"]["id"].toInt(), 2);
    QCOMPARE(line["detectors"][0]["score"].toDouble(), 0.5);
    const QString huge = write("huge.model", "svm_type one_class\nkernel_type rbf\ngamma 0.5\nnr_class 2\ntotal_sv "
                                             "2000000000\nrho 0.5\nSV\n1 1:0\n");
    const Run damaged = runProgram({"score", huge, data, "--features", "x,y"});
    QCOMPARE(damaged.status, 1);
    QVERIFY2(damaged.error.contains("damaged: line 8"), damaged.error);
    const Run unnamed = runProgram({"score", model, data});
    QCOMPARE(unnamed.status, 1);
    QVERIFY2(unnamed.error.contains("is not a model"), unnamed.error);
}

void TestCliScore::followSurvivesRotationAndTruncation_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("signal");
    QTest::newRow("Zeek, SIGTERM") << "conn.log" << SIGTERM;
    QTest::newRow("CSV, SIGINT") << "sessions.csv" << SIGINT;
}

void TestCliScore::followSurvivesRotationAndTruncation()
{
    QFETCH(const QString, name);
    QFETCH(const int, signal);
    const QString model = simpleModel();
    const QTemporaryDir folder;
    const QString log = folder.filePath(name);
    const auto writer = [&](int first, int count, const char* what) {
        QProcess process;
        process.start("/usr/bin/python3", {perimeter::testing::sourceFile("tests/cli/log_writer.py"), log,
                                           QString::number(first), QString::number(count), what});
        return process.waitForFinished() && process.exitCode() == 0;
    };
    QVERIFY(writer(1, 10, "append"));

    QProcess follower;
    follower.start(perimeter::testing::program(), {"score", model, log, "--follow", "--all"});
    QVERIFY(follower.waitForStarted());
    QByteArray out;
    const auto lines = [&] {
        out += follower.readAllStandardOutput();
        return out.count('\n');
    };
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 10, 20000);
    QVERIFY(writer(11, 6000, "rotate"));
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 6010, 20000);
    // What was truncated away before it could be read is lost to anyone: the writer truncates what has been read.
    QVERIFY(writer(6011, 500, "truncate"));
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 6510, 20000);
    QVERIFY(writer(6511, 2000, "rotate"));
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 8510, 20000);

    QCOMPARE(::kill(static_cast<pid_t>(follower.processId()), signal), 0);
    QVERIFY(follower.waitForFinished());
    QCOMPARE(follower.exitStatus(), QProcess::NormalExit);
    QCOMPARE(follower.exitCode(), 0);
    QCOMPARE(lines(), 8510);
    const QByteArray error = follower.readAllStandardError();
    QVERIFY2(error.contains("8,510 rows read") || error.contains("8510 rows read"), error);
    QVERIFY2(!error.contains("no records"), error);
    int number = 0;
    for (const QByteArray& line : out.trimmed().split('\n')) {
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        QCOMPARE(row["row"].toInt(), ++number);
        QCOMPARE(row["fields"]["id"].toInt(), number);
    }
}

void TestCliScore::badInputIsAnswered_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const QString model = simpleModel();
    const QString data = m_folder.filePath("simple.csv");
    QTest::newRow("no such model") << QStringList{"score", "absent.json", data} << 1 << QByteArray("absent.json");
    QTest::newRow("no model") << QStringList{"score", data, data} << 1 << QByteArray("is not a model");
    QTest::newRow("empty model") << QStringList{"score", write("empty.json", ""), data} << 1 << QByteArray("empty");
    QTest::newRow("other JSON") << QStringList{"score", write("other.json", "{\"format\": 1}"), data} << 1
                                << QByteArray("is not a model");
    const QByteArray good = contentOf(model);
    QTest::newRow("cut off") << QStringList{"score", write("cut.json", good.left(good.size() / 2)), data} << 1
                             << QByteArray("is cut off or damaged");
    QTest::newRow("newer")
        << QStringList{"score", write("newer.json", QByteArray(good).replace("\"format\": 1", "\"format\": 2")), data}
        << 1 << QByteArray("has format 2, and this version reads formats up to 1");
    QTest::newRow("damaged") << QStringList{"score",
                                            write("damaged.json", QByteArray(good).replace("\"rho\"", "\"roh\"")), data}
                             << 1 << QByteArray("detectors[0].rho");
    QTest::newRow("lacks a feature") << QStringList{"score", model, write("lacks.csv", "uplnk,downlink\n1,2\n3,4\n")}
                                     << 1
                                     << QByteArray("trained on “uplink”, which these data do not have. Their "
                                                   "nearest column is “uplnk”");
    QTest::newRow("feature is text") << QStringList{"score", model, write("text.csv", "uplink,downlink\na,2\nb,4\n")}
                                     << 1 << QByteArray("uplink");
    QTest::newRow("follows nothing") << QStringList{"score", model, "absent.log", "--follow"} << 1
                                     << QByteArray("absent.log");
    QTest::newRow("follows standard input")
        << QStringList{"score", model, "-", "--follow"} << 2 << QByteArray("--follow");
    QTest::newRow("unknown feature") << QStringList{"train",          data, "--features",
                                                    "uplink,downlnk", "-o", m_folder.filePath("never.json")}
                                     << 1 << QByteArray("downlnk");
    QTest::newRow("feature twice") << QStringList{"train",         data, "--features",
                                                  "uplink,uplink", "-o", m_folder.filePath("never.json")}
                                   << 2 << QByteArray("--features");
    QTest::newRow("no frontier") << QStringList{"train",    data,     "--detector", "ocsvm",
                                                "--kernel", "linear", "-o",         m_folder.filePath("never.json")}
                                 << 1 << QByteArray("None of the detectors has a frontier");
    const QString onePer = m_folder.filePath("one_per.json");
    runProgram({"train", data, "--one-per", "id", "--features", "uplink,downlink", "-o", onePer});
    QTest::newRow("needs all rows") << QStringList{"score", onePer, data, "--follow"} << 1
                                    << QByteArray("Step 1 of the model's preparation needs all rows at once");
}

void TestCliScore::badInputIsAnswered()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, status);
    QFETCH(const QByteArray, says);
    const Run run = runProgram(arguments);
    QVERIFY2(run.error.contains(says), run.error);
    QCOMPARE(run.status, status);
    QCOMPARE(run.out, QByteArray());
    QVERIFY(!QFile::exists(m_folder.filePath("never.json")));
}

void TestCliScore::hostileModelsAreAnswered()
{
    // Values a damaged or hostile model may hold: each is answered, none crashes.
    const QByteArray good = contentOf(simpleModel());
    const QString data = m_folder.filePath("simple.csv");
    const QList<std::pair<QByteArray, QByteArray>> changes = {
        {"\"gamma\": ", "\"gamma\": -"},
        {"\"nu\": 0.1", "\"nu\": 1e999"},
        {"\"degree\": 3", "\"degree\": 1e9"},
        {"\"tau\": ", "\"tau\": -1, \"was\": "},
        {"\"alpha\": [", "\"alpha\": [-"},
        {"\"alpha\": [", "\"alpha\": [1, "},
        {"\"support_vectors\": [[", "\"support_vectors\": [[0, "},
        {"\"support_vectors\": [", "\"support_vectors\": [[], "},
        {"\"support_vectors\": [", "\"support_vectors\": [{}, "},
        {"\"spread\": [", "\"spread\": [-"},
        {"\"center\": [", "\"center\": [null, "},
        {"\"features\": [\"uplink\"", "\"features\": [\"downlink\""},
        {"\"features\": [\"uplink\"", "\"features\": [7"},
        {"\"kernel\": \"rbf\"", "\"kernel\": \"none\""},
        {"\"precision\": [[", "\"precision\": [["
                              "[1], ["},
        {"\"threshold\": ", "\"threshold\": -"},
        {"\"ranks\": {\"score\": [", "\"ranks\": {\"score\": [-1e300, "},
        {"\"preparation\": []", "\"preparation\": [{\"step\": \"delete\"}]"},
        {"\"preparation\": []", "\"preparation\": 7"},
    };
    for (const auto& [from, to] : changes) {
        QByteArray changed = good;
        const qsizetype at = changed.indexOf(from);
        QVERIFY2(at >= 0, from);
        changed.replace(at, from.size(), to);
        const Run run = runProgram({"score", write("hostile.json", changed), data});
        QVERIFY2(run.status == 1 && run.out.isEmpty(), to + run.error);
        QVERIFY2(run.error.contains("damaged"), to + run.error);
    }
    // An expression that would reach a file is none.
    QByteArray reaching = good;
    reaching.replace("\"preparation\": []", "\"preparation\": [{\"step\": \"where\", \"expression\": \"id IN (SELECT 1 "
                                            "FROM read_csv('/etc/passwd'))\"}]");
    const Run run = runProgram({"score", write("reaching.json", reaching), data});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.error.contains("SELECT"), run.error);
}

void TestCliScore::modelsHoldNoPaths()
{
    const QByteArray model = contentOf(simpleModel());
    QVERIFY(model.contains("\"simple.csv\""));
    QVERIFY(!model.contains(m_folder.path().toUtf8()));
}

PERIMETER_TEST(TestCliScore, Core)
#include "tst_cli_score.moc"
