// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"
#include "support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

/// Figures that carry their recipe, and what reproduce says of them.
class TestCliReproduce : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(sample("hbk.csv"), path("rocks.csv")));
    }

    void everyFormatReturns_data()
    {
        QTest::addColumn<QString>("format");
        for (const char* const format : {"pdf", "svg", "png"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }

    void everyFormatReturns()
    {
        QFETCH(QString, format);
        const QString figure = path("figure." + format);
        draw(figure, {"--nu", "0.2", "--panes", "nu=0.1,0.2", "--detector", "ocsvm", "--scale", "robust"});
        const Run same = runProgram({"reproduce", figure, "--verify"});
        QVERIFY2(same.status == 0, same.out + same.error);
        QVERIFY2(same.out.startsWith("Verified"), same.out);
        // Where the data lie is nobody's business.
        QVERIFY(!contentOf(figure).contains(m_folder->path().toUtf8()));
    }

    void whatIsMadeAnewIsTheSame()
    {
        draw(path("a.svg"), {"--nu", "0.2"});
        const Run again = runProgram({"reproduce", path("a.svg"), "-o", path("b.svg")});
        QVERIFY2(again.status == 0, again.error);
        QCOMPARE(contentOf(path("b.svg")), contentOf(path("a.svg")));
    }

    void whatIsMadeAnewHasTheStyle()
    {
        draw(path("a.svg"), {"--figure", "single-column", "--only", "2", "--letters", "--title", "Rocks", "--palette",
                             "grey", "--no-grid", "--legend", "above", "--text-size", "7"});
        const Run again = runProgram({"reproduce", path("a.svg"), "-o", path("b.svg")});
        QVERIFY2(again.status == 0, again.error);
        QCOMPARE(contentOf(path("b.svg")), contentOf(path("a.svg")));
        const Run other = runProgram({"reproduce", path("a.svg"), "-o", path("c.svg"), "--title", "Stones"});
        QVERIFY2(other.status == 0, other.error);
        QVERIFY(contentOf(path("c.svg")).contains(">Stones<"));
        QVERIFY(contentOf(path("c.svg")).contains("Robust covariance"));
        QVERIFY(!contentOf(path("c.svg")).contains("Empirical covariance"));
    }

    void wordsThatTransportWouldChangeReturn_data() { everyFormatReturns_data(); }

    void wordsThatTransportWouldChangeReturn()
    {
        QFETCH(QString, format);
        const QString figure = path("words." + format);
        draw(figure, {"--title", "  Two  spaces\tand\n\nlines \xe2\x80\xa8\xef\xbf\xbe & <b> \xff", "--where",
                      "1 < 2  and  2 < 3"});
        const Run same = runProgram({"reproduce", figure, "--verify"});
        QVERIFY2(same.status == 0, same.out + same.error);
    }

    void aRecipeWithoutItsSealIsNotVerified()
    {
        draw(path("a.svg"), {});
        QByteArray svg = contentOf(path("a.svg"));
        const qsizetype seal = svg.indexOf(", &quot;seal&quot;");
        svg.remove(seal, svg.indexOf('}', seal) - seal);
        write(path("a.svg"), svg);
        const Run run = runProgram({"reproduce", path("a.svg"), "--verify"});
        QCOMPARE(run.status, 1);
        QVERIFY2(run.out.contains("no seal"), run.out);
    }

    void whatIsNotVerifiedIsNotWrittenAnew()
    {
        draw(path("a.pdf"), {});
        QByteArray data = contentOf(path("rocks.csv"));
        data.replace(data.indexOf("10.1"), 4, "10.2");
        write(path("rocks.csv"), data);
        QCOMPARE(runProgram({"reproduce", path("a.pdf"), "--verify", "-o", path("b.pdf")}).status, 1);
        QVERIFY(!QFile::exists(path("b.pdf")));
    }

    void aByteOfTheDataIsNoticed()
    {
        draw(path("a.pdf"), {});
        QByteArray data = contentOf(path("rocks.csv"));
        data.replace(data.indexOf("10.1"), 4, "10.2");
        write(path("rocks.csv"), data);
        const Run changed = runProgram({"reproduce", path("a.pdf"), "--verify"});
        QCOMPARE(changed.status, 1);
        QVERIFY2(changed.out.contains("The data are not the same"), changed.out);
        QVERIFY2(!changed.out.contains("The recipe was changed"), changed.out);
    }

    void dataThatMovedAreNamed()
    {
        draw(path("a.png"), {});
        QVERIFY(QFile::rename(path("rocks.csv"), path("stones.csv")));
        const Run missing = runProgram({"reproduce", path("a.png"), "--verify"});
        QCOMPARE(missing.status, 1);
        QVERIFY2(missing.error.contains("rocks.csv"), missing.error);
        const Run named = runProgram({"reproduce", path("a.png"), "--data", path("stones.csv"), "--verify"});
        QVERIFY2(named.status == 0, named.out + named.error);
    }

    void aChangedParameterIsNoticed()
    {
        draw(path("a.svg"), {"--nu", "0.2"});
        alter(path("a.svg"), "&quot;nu&quot;: 0.2, &quot;kernel", "&quot;nu&quot;: 0.3, &quot;kernel");
        const Run changed = runProgram({"reproduce", path("a.svg"), "--verify"});
        QCOMPARE(changed.status, 1);
        QVERIFY2(changed.out.contains("The recipe was changed"), changed.out);
        QVERIFY2(changed.out.contains("ν: 0.2 then, 0.3 now"), changed.out);
        QVERIFY2(changed.out.contains("The data are the same"), changed.out);
    }

    void anotherVersionIsNoticed()
    {
        draw(path("a.svg"), {});
        alter(path("a.svg"), "&quot;perimeter_document&quot;: &quot;", "&quot;perimeter_document&quot;: &quot;9");
        const Run changed = runProgram({"reproduce", path("a.svg"), "--verify"});
        QCOMPARE(changed.status, 1);
        QVERIFY2(changed.out.contains("It was written by version 9"), changed.out);
        QVERIFY2(changed.out.contains("The result is the same"), changed.out);
    }

    void aFigureMayKeepItsRecipeToItself()
    {
        for (const char* const format : {"pdf", "svg", "png"}) {
            const QString figure = path(QStringLiteral("a.") + QString::fromLatin1(format));
            draw(figure, {"--embed", "none"});
            QVERIFY(!contentOf(figure).contains("rocks.csv"));
            const Run none = runProgram({"reproduce", figure});
            QCOMPARE(none.status, 1);
            QVERIFY2(none.error.contains("carries no recipe"), none.error);
            QVERIFY(none.out.isEmpty());
        }
    }

    void pathsAreToldWhereAsked()
    {
        draw(path("a.svg"), {"--embed", "paths"});
        QVERIFY(contentOf(path("a.svg")).contains(path("rocks.csv").toUtf8()));
        const QString away = path("away/a.svg");
        QDir(m_folder->path()).mkpath("away");
        QVERIFY(QFile::rename(path("a.svg"), away));
        QCOMPARE(runProgram({"reproduce", away, "--verify"}).status, 0);
    }

    void otherFilesAreErrors()
    {
        write(path("a.png"), "\x89PNG no");
        write(path("a.perimeter"), "{}");
        for (const char* const name : {"a.png", "a.perimeter", "rocks.csv", "none.pdf"}) {
            const Run run = runProgram({"reproduce", path(QString::fromLatin1(name))});
            QCOMPARE(run.status, 1);
            QVERIFY(!run.error.isEmpty());
            QVERIFY(run.out.isEmpty());
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

    void draw(const QString& figure, const QStringList& more) const
    {
        const Run run =
            runProgram(QStringList{"render", path("rocks.csv"), "--x", "X1", "--y", "X2", "-o", figure} + more);
        QVERIFY2(run.status == 0, run.error);
    }

    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static void alter(const QString& path, const QByteArray& before, const QByteArray& after)
    {
        QByteArray content = contentOf(path);
        QCOMPARE(content.count(before), 1);
        write(path, content.replace(before, after));
    }
};

PERIMETER_TEST(TestCliReproduce, Core)
#include "tst_cli_reproduce.moc"
