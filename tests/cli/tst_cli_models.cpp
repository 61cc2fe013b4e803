// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

/// Models over data that lack what scoring does not need, or hold what it cannot read.
class TestCliModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoringNeedsOnlyWhatFeaturesNeed();
    void svmScaleLeavesConstantsOut();
    void modelsOfLibsvmHaveNoRanks();
    void foreignBytesCostTheirLineAlone();
    void unreadableCellsAreCountedAsTheyArrive();
    void messagesNameTheSource();

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& content) const { return written(path(name), content); }
    [[nodiscard]] QString hbkModel() const
    {
        const Run run = runProgram({"train", sample("hbk.csv"), "--features", "X1,X2", "-o", path("hbk.json")});
        return run.status == 0 ? path("hbk.json") : QString::fromUtf8(run.error);
    }
    /// Scores what arrives in pieces.
    static Run scoreArriving(const QString& model, const QList<QByteArray>& pieces)
    {
        QProcess process;
        process.start(perimeter::testing::program(), {"score", model, "-"});
        for (const QByteArray& piece : pieces) {
            process.write(piece);
            process.waitForBytesWritten();
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
        }
        process.closeWriteChannel();
        process.waitForFinished(60000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
};

void TestCliModels::scoringNeedsOnlyWhatFeaturesNeed()
{
    QByteArray labelled = "id,a,b,tool,spare\n";
    QByteArray plain = "id,a,b\n";
    for (int i = 0; i < 90; ++i) {
        const QByteArray row =
            QByteArray::number(i) + ',' + QByteArray::number(i * 7 % 23) + ',' + QByteArray::number(i * 5 % 31);
        labelled += row + (i % 15 == 0 ? ",tunnel" : ",benign") + ",9\n";
        plain += row + '\n';
    }
    const Run train = runProgram({"train", write("labelled.csv", labelled), "--features", "a,b", "--drop", "spare",
                                  "--derive", "bad = tool <> 'benign'", "--truth", "bad", "--detector", "two-class",
                                  "--detector", "ocsvm", "-o", path("labelled.json")});
    QVERIFY2(train.status == 0, train.error);
    const Run whole = runProgram({"score", path("labelled.json"), path("labelled.csv"), "--all", "--format", "csv"});
    const Run bare =
        runProgram({"score", path("labelled.json"), write("plain.csv", plain), "--all", "--format", "csv"});
    QVERIFY2(bare.status == 0, bare.error);
    const QList<Record> one = records(whole.out);
    const QList<Record> other = records(bare.out);
    QCOMPARE(other.size(), 90);
    for (qsizetype row = 0; row < other.size(); ++row)
        for (const char* const name : {"ocsvm_score", "two-class_score", "ocsvm_class"})
            QCOMPARE(other[row][name], one[row][name]);
}

void TestCliModels::svmScaleLeavesConstantsOut()
{
    // What svm-scale -s and svm-train -s 2 -t 0 make of a, a constant and b.
    const QString model = write("constant.model", "svm_type one_class\nkernel_type linear\nnr_class 2\ntotal_sv 2\n"
                                                  "rho 0.5\nSV\n1 1:0.5 3:0.5 \n1 1:0.25 \n");
    const QString range = write("constant.range", "x\n0 1\n1 0 10\n3 0 10\n");
    const QString rows = write("constant.csv", "a,k,b\n10,5,10\n0,5,0\n0,700,0\n");
    const Run run =
        runProgram({"score", model, rows, "--features", "a,k,b", "--range", range, "--all", "--format", "csv"});
    QVERIFY2(run.status == 0, run.error);
    QVERIFY2(run.error.contains("“k”"), run.error);
    const QList<Record> scored = records(run.out);
    QCOMPARE(scored[0]["ocsvm_score"].toDouble(), -0.75);
    QCOMPARE(scored[1]["ocsvm_score"].toDouble(), 0.5);
    QCOMPARE(scored[2]["ocsvm_score"].toDouble(), 0.5);
    const Run more = runProgram({"score", model, rows, "--features", "a,k,b,b2"});
    QVERIFY2(more.status == 1 && more.error.contains("knows 3 features, but 4"), more.error);
    const Run ours = runProgram({"score", hbkModel(), rows, "--features", "a,b"});
    QVERIFY2(ours.status == 1 && ours.error.contains("a model of Perimeter's"), ours.error);
}

void TestCliModels::modelsOfLibsvmHaveNoRanks()
{
    const QString model = write("unranked.model", "svm_type one_class\nkernel_type linear\nnr_class 2\ntotal_sv 1\n"
                                                  "rho 0.5\nSV\n1 1:1 2:1 \n");
    const Run run = runProgram({"score", model, write("unranked.csv", "a,b\n0,0\n"), "--features", "a, b"});
    QVERIFY2(run.status == 0, run.error);
    const QJsonValue detector = run.json()["detectors"].toArray().first();
    QVERIFY(detector["rank"].isNull());
    QVERIFY(detector["of"].isNull());
}

void TestCliModels::foreignBytesCostTheirLineAlone()
{
    const Run run = scoreArriving(hbkModel(), {"X1,X2,t\n1,2,ok\n", "30,40,caf\xe9\n70,80,fine\n"});
    QVERIFY2(run.status == 0, run.error);
    QVERIFY2(run.error.contains("2 rows read"), run.error);
    QVERIFY2(run.error.contains("1 line was"), run.error);
    QVERIFY2(run.out.contains("fine"), run.out);
}

void TestCliModels::unreadableCellsAreCountedAsTheyArrive()
{
    const QByteArray csv = "X1,X2,X3\n1,2,3\nabc,4,5\n6,x y,7\n8,9,zz\n1_000,2,3\n";
    const Run file = runProgram({"score", hbkModel(), write("cells.csv", csv)});
    const Run stream = scoreArriving(hbkModel(), {csv});
    for (const Run& run : {file, stream})
        QVERIFY2(run.status == 0 && run.error.contains("4 cells could not be read"), run.error);
}

void TestCliModels::messagesNameTheSource()
{
    const Run binary = scoreArriving(hbkModel(), {QByteArray("\x7f"
                                                             "ELF\0\0\0\0\n\0\0\n",
                                                             12)});
    QCOMPARE(binary.status, 1);
    QVERIFY2(binary.error.contains("standard input"), binary.error);
    const Run empty = scoreArriving(hbkModel(), {});
    QCOMPARE(empty.status, 1);
    QVERIFY2(empty.error.contains("standard input") && empty.error.contains("empty"), empty.error);
    const Run noModel = runProgram({"score", write("empty.json", ""), sample("hbk.csv")});
    QVERIFY2(noModel.error.contains("is not a model"), noModel.error);
}

PERIMETER_TEST(TestCliModels, Core)
#include "tst_cli_models.moc"
