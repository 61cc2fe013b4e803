// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

class TestFit : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QJsonObject detector(const Run& run, const QString& name)
    {
        const QJsonArray detectors = run.json()["detectors"].toArray();
        for (const QJsonValue& one : detectors) {
            if (one.toObject()["detector"].toString() == name)
                return one.toObject();
        }
        return {};
    }

    static QStringList lines(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                              : QStringList();
    }

private Q_SLOTS:
    void printsTheObjectOfTheDesign()
    {
        const Run run = runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", "0.05"}));
        QCOMPARE(run.error, QByteArray());
        QCOMPARE(run.status, 0);
        const QJsonObject json = run.json();
        QCOMPARE(json["format"].toInt(), 1);
        const QJsonObject rows = json["rows"].toObject();
        QCOMPARE(rows["read"].toInt(), rows["used"].toInt() + rows["left_out"].toInt());
        QVERIFY(rows["read"].toInt() > 19000);
        QCOMPARE(json["x"].toString(), QString("uplink"));
        QCOMPARE(json["scaling"].toObject()["kind"].toString(), QString("standard"));
        QCOMPARE(json["scaling"].toObject()["center"].toArray().size(), 2);
        const QJsonObject svm = detector(run, "ocsvm");
        for (const char* const key : {"solver", "kernel", "nu", "gamma", "rho", "tau", "frontier", "support_vectors",
                                      "bounded", "outliers", "inliers", "iterations", "binned", "ms"})
            QVERIFY2(svm.contains(QString::fromLatin1(key)), key);
        QCOMPARE(svm["gamma"].toDouble(), 0.5);
        QVERIFY(svm["binned"].isNull());
        QVERIFY(svm["support_vectors"].toInt() >= 0.05 * rows["used"].toInt());
        const QJsonObject robust = detector(run, "robust");
        for (const char* const key : {"convention", "support_fraction", "h", "contamination", "location", "covariance",
                                      "raw_location", "raw_covariance", "log_det", "offset", "outliers", "inliers"})
            QVERIFY2(robust.contains(QString::fromLatin1(key)), key);
        QVERIFY(robust["offset"].toDouble() < 0);
        const QJsonObject empirical = detector(run, "empirical");
        QCOMPARE(empirical["covariance"].toArray().size(), 2);
        QCOMPARE(empirical["outliers"].toInt() + empirical["inliers"].toInt(), rows["used"].toInt());
    }

    void outliersStayWithinTheirShare_data()
    {
        QTest::addColumn<double>("nu");
        for (const double nu : {0.005, 0.05, 0.15, 0.25})
            QTest::newRow(QByteArray::number(nu).constData()) << nu;
    }

    void outliersStayWithinTheirShare()
    {
        QFETCH(double, nu);
        const Run run = runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", QString::number(nu)}));
        QCOMPARE(run.status, 0);
        const int n = run.json()["rows"].toObject()["used"].toInt();
        QVERIFY(detector(run, "ocsvm")["outliers"].toInt() <= nu * n);
        QVERIFY(detector(run, "ocsvm")["support_vectors"].toInt() >= nu * n);
        for (const char* const name : {"robust", "empirical"}) {
            const int outliers = detector(run, QString::fromLatin1(name))["outliers"].toInt();
            QVERIFY(outliers > 0);
            QVERIFY(outliers <= std::ceil(nu * (n - 1)));
        }
    }

    void shufflingTheRowsChangesNoClass()
    {
        QStringList content = lines(sample("dns_sessions.csv"));
        const QString header = content.takeFirst();
        std::mt19937 random(5);
        std::shuffle(content.begin(), content.end(), random);
        const QString shuffled = m_folder.filePath("shuffled.csv");
        QFile file(shuffled);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((header + u'\n' + content.join(u'\n') + u'\n').toUtf8());
        file.close();

        QMap<QString, QStringList> classes;
        for (const QString& path : {sample("dns_sessions.csv"), shuffled}) {
            const QString rows = m_folder.filePath("rows.csv");
            const Run run = runProgram({"fit", path, "--where", "service_id = 9000", "--x", "uplink", "--y", "downlink",
                                        "--nu", "0.05", "--rows", rows});
            QVERIFY2(run.status == 0, run.error.constData());
            QStringList seen;
            for (QString line : lines(rows).mid(1))
                seen += line.mid(line.indexOf(u',') + 1);
            seen.sort();
            classes[path] = seen;
        }
        QVERIFY(classes.first().size() > 19000);
        QVERIFY(classes.first() == classes.last());
    }

    void rowsAreWrittenInTheOrderOfTheFile()
    {
        const QString table = m_folder.filePath("gaps.csv");
        QFile file(table);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("name,a,b\nu,1,2\nv,,3\nw,2,5\nx,9,nan\ny,4,4\nz,2,2\n");
        file.close();
        const QString rows = m_folder.filePath("rows.csv");
        const Run run = runProgram({"fit", table, "--x", "a", "--y", "b", "--nu", "0.4", "--rows", rows, "--json"});
        QVERIFY2(run.status == 0, run.error.constData());
        const QStringList written = lines(rows);
        QCOMPARE(written.size(), 7);
        QCOMPARE(written[0], QString("row,a,b,ocsvm_decision,ocsvm_class,robust_decision,robust_class,"
                                     "empirical_decision,empirical_class"));
        QVERIFY(written[1].startsWith("1,1,2,"));
        QCOMPARE(written[2], QString("2,,3,,,,,,"));
        QCOMPARE(written[4], QString("4,9,,,,,,,"));
        QCOMPARE(run.json()["rows"].toObject()["left_out"].toInt(), 2);
    }

    void theSameSeedGivesTheSameRows()
    {
        const QStringList arguments =
            QStringList{"fit"} + dnsSessions({"--detector", "robust", "--json", "--seed", "3"});
        QJsonObject first = detector(runProgram(arguments), "robust");
        QJsonObject second = detector(runProgram(arguments), "robust");
        first.remove("ms");
        second.remove("ms");
        QVERIFY(!first.isEmpty());
        QCOMPARE(first, second);
    }

    void linearKernelOnCentredDataHasNoFrontier()
    {
        const Run run =
            runProgram({"fit", sample("starsCYG.csv"), "--kernel", "linear", "--detector", "ocsvm", "--json"});
        QCOMPARE(run.status, 0);
        const QJsonObject svm = detector(run, "ocsvm");
        QCOMPARE(svm["frontier"].toBool(true), false);
        QVERIFY(svm["outliers"].isNull());
        QVERIFY2(run.error.contains("origin"), run.error.constData());
    }

    void binsAreToldInJson()
    {
        const Run run = runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", "0.05", "--bins"}));
        QCOMPARE(run.status, 0);
        const QJsonObject binned = detector(run, "ocsvm")["binned"].toObject();
        const int rows = run.json()["rows"].toObject()["used"].toInt();
        QVERIFY(binned["cells"].toInt() > 100);
        QVERIFY(binned["cells"].toInt() < rows);
        QVERIFY(std::abs(binned["cell_width"].toDouble() - 0.02) < 1e-9);
        QVERIFY(binned["error"].toDouble() > 0);
        QVERIFY(binned["error"].toDouble() < 1e-5);
        QVERIFY(binned["may_differ"].toInt(-1) >= 0 && binned["may_differ"].toInt() < rows / 1000);
        QCOMPARE(detector(run, "ocsvm")["gamma"].toDouble(), 0.5);
        for (const char* const name : {"ocsvm", "robust", "empirical"}) {
            const QJsonObject one = detector(run, QString::fromLatin1(name));
            QCOMPARE(one["outliers"].toInt() + one["inliers"].toInt(), rows);
        }
        QVERIFY(run.json()["peak_rss_mib"].toDouble() > 10);
    }

    void exactIsAsFewRowsAre()
    {
        const Run few = runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", "0.05"}));
        const Run exact = runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", "0.05", "--exact"}));
        const Run above =
            runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", "0.05", "--bins-above", "1000"}));
        QCOMPARE(exact.status, 0);
        QCOMPARE(above.status, 0);
        QCOMPARE(detector(exact, "ocsvm")["rho"], detector(few, "ocsvm")["rho"]);
        QVERIFY(detector(exact, "ocsvm")["binned"].isNull());
        QVERIFY(detector(above, "ocsvm")["binned"].isObject());
    }

    void rowsOfBinsHaveTheirOwnClasses()
    {
        const QString path = m_folder.filePath("binned.csv");
        const Run run =
            runProgram(QStringList{"fit"} + dnsSessions({"--json", "--nu", "0.05", "--bins", "--rows", path}));
        QCOMPARE(run.status, 0);
        const QStringList written = lines(path);
        const QStringList names = written.front().split(u',');
        for (const char* const name : {"ocsvm", "robust", "empirical"}) {
            const auto column = names.indexOf(QString::fromLatin1(name) + "_class");
            int outliers = 0;
            for (const QString& line : written.mid(1))
                outliers += line.split(u',')[column] == u"-1" ? 1 : 0;
            QCOMPARE(outliers, detector(run, QString::fromLatin1(name))["outliers"].toInt());
        }
    }
};

PERIMETER_TEST(TestFit, Core)
#include "tst_cli_fit.moc"
