// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

/// perimeter frontier.
class CliFrontier final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesOfAPaneAreNamed()
    {
        const QString out = m_folder.filePath(QStringLiteral("lines.csv"));
        const Run run = runProgram({"frontier", sample("starsCYG.csv"), "--detector", "ocsvm", "--panes", "none",
                                    "--lines", "nu=0.05,0.15", "-o", out});
        QCOMPARE(run.status, 0);
        QCOMPARE(QString::fromUtf8(run.out), QStringLiteral("Wrote 2 frontiers to %1.\n").arg(out));
        const QByteArray csv = contentOf(out);
        QVERIFY(csv.contains(",ν = 0.05,ocsvm,1,"));
        QVERIFY(csv.contains(",ν = 0.15,ocsvm,1,"));
    }

    void countsAreThoseOfFit()
    {
        const QString out = m_folder.filePath(QStringLiteral("dns.geojson"));
        const QStringList arguments = dnsSessions({"--x-axis", "log", "--y-axis", "log", "--scale", "log1p"});
        QCOMPARE(runProgram(QStringList{"frontier"} + arguments + QStringList{"-o", out}).status, 0);
        const QJsonArray detectors =
            runProgram(QStringList{"fit"} + arguments.mid(0, 7) + QStringList{"--scale", "log1p", "--json"})
                .json()["detectors"]
                .toArray();
        const QJsonArray features = QJsonDocument::fromJson(contentOf(out)).object()["features"].toArray();
        QCOMPARE(features.size(), 3);
        for (qsizetype i = 0; i < 3; ++i)
            for (const char* const name : {"detector", "outliers", "inliers"})
                QCOMPARE(features[i]["properties"][name], detectors[i][name]);
    }

    void aCutFrontierIsSaid()
    {
        const QString out = m_folder.filePath(QStringLiteral("cut.csv"));
        const Run run = runProgram({"frontier", sample("starsCYG.csv"), "--detector", "ocsvm", "--kernel", "linear",
                                    "--scale", "minmax", "-o", out});
        QCOMPARE(run.status, 0);
        QVERIFY2(run.out.contains("The frontier of One-class SVM is unbounded; it was cut at log.Te from 2.34 to 5.76"),
                 run.out);
        QVERIFY(contentOf(out).contains(",ocsvm,1,false,"));
    }

    void aViewCutsNothing()
    {
        const QString out = m_folder.filePath(QStringLiteral("view.csv"));
        const Run run =
            runProgram({"frontier", sample("hbk.csv"), "--x", "X1", "--y", "X2", "--view", "1:2,1:2", "-o", out});
        QVERIFY2(run.out.startsWith("Wrote 3 frontiers"), run.out);
        QVERIFY(!contentOf(out).contains(",false,"));
    }

    void wrongInputIsSaidAndNothingWritten()
    {
        const QString json = m_folder.filePath(QStringLiteral("out.json"));
        const QString csv = m_folder.filePath(QStringLiteral("none.csv"));
        const Run unknown = runProgram({"frontier", sample("starsCYG.csv"), "-o", json});
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.error.contains(".csv or .geojson"), unknown.error.constData());
        const Run none =
            runProgram({"frontier", sample("starsCYG.csv"), "--detector", "ocsvm", "--kernel", "linear", "-o", csv});
        QCOMPARE(none.status, 1);
        QVERIFY2(none.error.contains("There is no frontier to write"), none.error.constData());
        QCOMPARE(runProgram({"frontier", sample("no such.csv"), "-o", csv}).status, 1);
        QCOMPARE(runProgram({"frontier", sample("starsCYG.csv")}).status, 2);
        QVERIFY(!QFile::exists(json) && !QFile::exists(csv));
    }

private:
    QTemporaryDir m_folder;
};

PERIMETER_TEST(CliFrontier, Core)
#include "tst_cli_frontier.moc"
