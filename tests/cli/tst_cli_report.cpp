// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "expected_test.h"
#include "explorer/documents/document_file.h"
#include "support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace perimeter;

namespace {

/// A table of a page: its rows by their first cells.
using NamedRows = QMap<QString, QStringList>;

/// The page's content, read as XML, which it is where all that stands in it is escaped.
struct PageContent {
    QString problem = {};
    QStringList elements = {};
    QStringList attributes = {}; ///< name=value of every element outside of the figure
    QList<NamedRows> tables = {};
};

PageContent contentOfPage(const QByteArray& html)
{
    PageContent page;
    const qsizetype begin = html.indexOf("<main>");
    QXmlStreamReader xml(html.mid(begin, html.indexOf("</main>") + 7 - begin));
    int inFigure = 0;
    QStringList row;
    while (!xml.atEnd()) {
        xml.readNext();
        const QString name = xml.qualifiedName().toString();
        if (xml.isEndElement()) {
            inFigure -= name == u"svg";
            if (name == u"tr" && !row.isEmpty())
                page.tables.back().insert(row.takeFirst(), row);
            continue;
        }
        if (!xml.isStartElement())
            continue;
        inFigure += name == u"svg";
        page.elements.append(name);
        for (const QXmlStreamAttribute& attribute : xml.attributes())
            if (inFigure == 0)
                page.attributes.append(attribute.name().toString() + u'=' + attribute.value().toString());
        if (name == u"table")
            page.tables.emplaceBack();
        if (name == u"tr")
            row.clear();
        if (name == u"td" || name == u"th")
            row.append(xml.readElementText());
    }
    page.problem = xml.hasError() ? xml.errorString() : QString();
    return page;
}

/// The table that has a row of that name; empty where none has.
NamedRows tableWith(const PageContent& page, const QString& row)
{
    for (const NamedRows& table : page.tables)
        if (table.contains(row))
            return table;
    return {};
}

} // namespace

/// perimeter report.
class CliReport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAreThoseOfFit_data();
    void countsAreThoseOfFit();
    void everyPartIsThere();
    void nothingIsFetchedAndNothingRuns();
    void hostileNamesAreText();
    void rowsThatAreLeftOutAreCounted();
    void outliersAreListedAsManyAsAsked();
    void whatVariesIsNamed();
    void valuesAreThereInFull();
    void rowsThatAreNotSeenAreNotShown();
    void aDetectorWithoutAFrontierIsSaid();
    void pdfHasItsText();
    void itCarriesItsRecipe();
    void documentsAndFiguresHaveReports();
    void wrongInputIsSaidAndNothingWritten();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] PageContent report(const QStringList& arguments) const
    {
        const Run run = runProgram(QStringList{"report"} + arguments + QStringList{"-o", path("report.html")});
        return run.status == 0 ? contentOfPage(contentOf(path("report.html")))
                               : PageContent{.problem = QString::fromUtf8(run.error)};
    }

    QTemporaryDir m_folder;
};

void CliReport::countsAreThoseOfFit_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("stars") << QStringList{sample("starsCYG.csv")};
    QTest::newRow("wine") << QStringList{sample("wine.csv"), "--nu", "0.05", "--contamination", "0.1"};
    QTest::newRow("hbk") << QStringList{sample("hbk.csv"), "--scale", "robust"};
    QTest::newRow("sessions") << dnsSessions({"--scale", "log1p"});
}

void CliReport::countsAreThoseOfFit()
{
    QFETCH(QStringList, arguments);
    const PageContent page = report(arguments);
    QCOMPARE(page.problem, QString());
    const QJsonObject fit = runProgram(QStringList{"fit"} + arguments + QStringList{"--json"}).json();
    const NamedRows counts = tableWith(page, "threshold of d²");
    const auto number = [](const QString& text) { return QLocale().toDouble(text); };
    const QJsonArray detectors = fit["detectors"].toArray();
    QCOMPARE(detectors.size(), 3);
    for (qsizetype i = 0; i < detectors.size(); ++i) {
        QCOMPARE(number(counts["outliers"][i]), detectors[i]["outliers"].toDouble());
        QCOMPARE(number(counts["inliers"][i]), detectors[i]["inliers"].toDouble());
    }
    QCOMPARE(number(counts["support vectors"][0]), detectors[0]["support_vectors"].toDouble());
    QCOMPARE(number(counts["support vectors at their bound"][0]), detectors[0]["bounded"].toDouble());
    QCOMPARE(number(counts["h"][1]), detectors[1]["h"].toDouble());
    const NamedRows rows = tableWith(page, "in the file");
    QCOMPARE(number(rows["used"][0]), fit["rows"]["used"].toDouble());
    const NamedRows covariances = tableWith(page, "Empirical covariance");
    QCOMPARE(covariances["Robust covariance"][3],
             QLocale().toString(detectors[1]["covariance"][0][1].toDouble(), 'g', 6).replace(u'-', QChar(0x2212)));
    // Every row is flagged by none, one, two or three.
    const NamedRows agreement = tableWith(page, "none of them");
    double all = 0;
    double flagged = 0;
    for (const auto& [name, cells] : agreement.asKeyValueRange()) {
        all += name.startsWith("Taken") ? 0 : number(cells[0]);
        flagged += name.endsWith("of 3") ? number(name.first(1)) * number(cells[0]) : 0;
    }
    QCOMPARE(all, fit["rows"]["used"].toDouble());
    QCOMPARE(flagged, detectors[0]["outliers"].toDouble() + detectors[1]["outliers"].toDouble() +
                          detectors[2]["outliers"].toDouble());
}

void CliReport::everyPartIsThere()
{
    const QString file = sample("starsCYG.csv");
    const PageContent page = report({file, "--title", "Stars & more", "--seed", "7", "--unit", "log.Te=log K"});
    QCOMPARE(page.problem, QString());
    const QString html = QString::fromUtf8(contentOf(path("report.html")));
    for (const char* const part :
         {"<title>Stars &amp; more</title>", "<h1>Stars &amp; more</h1>", "Data", "Detectors",
          "Comparison of the detectors", "Outliers", "Methods", "@article{rousseeuw1999,", "the seed is 7",
          "perimeter report starsCYG.csv", "log K", "prefers-color-scheme: dark", "@media print"})
        QVERIFY2(html.contains(QString::fromUtf8(part)), part);
    // Where the data lie is not told.
    QVERIFY(!html.contains(QFileInfo(file).absolutePath()));
    QCOMPARE(page.elements.count("svg"), 1);
    QCOMPARE(page.elements.count("caption"), page.elements.count("table"));
    QVERIFY(page.elements.count("table") >= 6);
    QVERIFY(page.attributes.contains("scope=col") && page.attributes.contains("scope=row"));
    const QString sha = tableWith(page, "starsCYG.csv")["starsCYG.csv"].value(1);
    QCOMPARE(sha.size(), 64);
}

void CliReport::nothingIsFetchedAndNothingRuns()
{
    QCOMPARE(report(dnsSessions({"--x-axis", "log", "--y-axis", "log"})).problem, QString());
    const QString html = QString::fromUtf8(contentOf(path("report.html")));
    static const QRegularExpression fetched(
        "(src|href|srcset|action|poster)\\s*=\\s*[\"']?(?!data:|#)|url\\((?!#|data:|'#)|@import|<(script|link|iframe|"
        "object|embed|base)\\b|\\son\\w+\\s*=",
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = fetched.match(html);
    QVERIFY2(!match.hasMatch(), qPrintable(html.mid(match.capturedStart() - 40, 120)));
    QVERIFY(html.contains("default-src 'none'"));
}

void CliReport::hostileNamesAreText()
{
    QByteArray csv = "<script>alert(1)</script>,\"\"\"><img src=x onerror=alert(2)>\"\n";
    for (int i = 0; i < 40; ++i)
        csv += QByteArray::number((i * 37) % 101) + ',' + QByteArray::number((i * 53) % 211) + '\n';
    const QString file = written(path("<b onload='x'>&amp;.csv"), csv);
    const PageContent page = report({file, "--title", "</title><script>alert(3)</script>"});
    QCOMPARE(page.problem, QString());
    for (const char* const name : {"script", "img", "b"})
        QVERIFY2(!page.elements.contains(QString::fromLatin1(name)), name);
    const QByteArray html = contentOf(path("report.html"));
    QVERIFY(!html.contains("<script") && !html.contains("<img") && !html.contains("<b "));
    QVERIFY(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for (const QString& attribute : page.attributes)
        QVERIFY2(!attribute.startsWith("on"), qPrintable(attribute));
}

void CliReport::rowsThatAreLeftOutAreCounted()
{
    QByteArray csv = "a,b,c\n";
    for (int i = 0; i < 50; ++i)
        csv += QByteArray::number((i * 37) % 101) + ',' + (i % 10 == 0 ? "" : QByteArray::number((i * 53) % 211)) +
               ',' + QByteArray::number(i) + '\n';
    const PageContent page = report({written(path("gaps.csv"), csv), "--where", "c < 40", "--x", "a", "--y", "b"});
    QCOMPARE(page.problem, QString());
    const NamedRows rows = tableWith(page, "in the file");
    QCOMPARE(rows["in the file"], QStringList{"50"});
    QCOMPARE(rows["after the preparation"], QStringList{"40"});
    QCOMPARE(rows["left out: without a finite value of a or b"], QStringList{"4"});
    QCOMPARE(rows["used"], QStringList{"36"});
    QCOMPARE(tableWith(page, "--where c < 40")["--where c < 40"], (QStringList{"40", "10"}));
}

void CliReport::outliersAreListedAsManyAsAsked()
{
    const auto listed = [&](const QString& rows) {
        const PageContent page = report({sample("wine.csv"), "--rows", rows});
        for (const NamedRows& table : page.tables)
            if (table.contains("Row"))
                return table.size() - 1;
        return qsizetype{0};
    };
    QCOMPARE(listed("5"), 5);
    QVERIFY(contentOf(path("report.html")).contains("the first 5 are listed"));
    QVERIFY(listed("all") > 27);
    QVERIFY(contentOf(path("report.html")).contains("all are listed"));
    QCOMPARE(listed("0"), 0);
    // The rows are those of fit --rows, and the first is one that all detectors flag.
    QCOMPARE(runProgram({"fit", sample("wine.csv"), "--rows", path("rows.csv")}).status, 0);
    const QList<Record> rows = records(contentOf(path("rows.csv")));
    const PageContent page = report({sample("wine.csv"), "--rows", "all"});
    const NamedRows table = tableWith(page, "Row");
    for (qsizetype i = 0; i < rows.size(); ++i) {
        int flags = 0;
        for (const char* const name : {"ocsvm_class", "robust_class", "empirical_class"})
            flags += rows[i][name] == "-1";
        QCOMPARE(table.contains(QString::number(i + 1)), flags > 0);
        if (flags == 3)
            QCOMPARE(table[QString::number(i + 1)][2], QString("all 3"));
        else if (flags > 0)
            QCOMPARE(table[QString::number(i + 1)][2].count(u';') + 1, flags);
    }
}

void CliReport::whatVariesIsNamed()
{
    const PageContent page =
        report({sample("starsCYG.csv"), "--detector", "ocsvm", "--panes", "none", "--lines", "nu=0.05,0.15,0.3"});
    QCOMPARE(page.problem, QString());
    const NamedRows counts = tableWith(page, "threshold of d²");
    QCOMPARE(counts["Result"], (QStringList{"ν = 0.05", "ν = 0.15", "ν = 0.3"}));
    QVERIFY(counts["outliers"][0].toInt() <= counts["outliers"][2].toInt());
    const PageContent axes = report({sample("starsCYG.csv"), "--panes", "axes", "--detector", "empirical"});
    QCOMPARE(axes.problem, QString());
    const QByteArray html = contentOf(path("report.html"));
    QVERIFY(html.contains("the features of the first pane"));
    // Axes are said once, and the one detector's name is not among them.
    QVERIFY2(html.contains("with the learned frontiers of: Empirical covariance."),
             html.mid(html.indexOf("<figc"), 400));
    QCOMPARE(
        report({sample("starsCYG.csv"), "--detector", "ocsvm", "--panes", "none", "--lines", "nu=0.05,0.15"}).problem,
        QString());
    QVERIFY(contentOf(path("report.html")).contains("Comparison of the frontiers"));
}

void CliReport::valuesAreThereInFull()
{
    QFile file(path("times.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("when,bytes\n");
    for (int i = 0; i < 40; ++i)
        file.write("2024-05-01 12:00:" + QByteArray::number(10 + i) + ',' + QByteArray::number(1234567890 + i * i) +
                   '\n');
    file.write("2024-05-01 13:30:00,1234599999\n");
    file.close();
    const PageContent page =
        report({path("times.csv"), "--x", "when", "--y", "bytes", "--detector", "empirical", "--nu", "0.02"});
    QCOMPARE(page.problem, QString());
    const QStringList row = tableWith(page, "41").value("41");
    QCOMPARE(row.value(0), QString("2024-05-01 13:30:00"));
    QCOMPARE(QLocale().toDouble(row.value(1)), 1234599999.0);
    // What scaling did can be done again: no digit of the centre is lost.
    const QString centre = tableWith(page, "y").value("y").value(5);
    QVERIFY2(QLocale().toDouble(centre) > 1234567890 && centre.contains(u'.'), qPrintable(centre));
}

void CliReport::rowsThatAreNotSeenAreNotShown()
{
    QCOMPARE(report({sample("hbk.csv"), "--x", "X1", "--y", "X2", "--x-axis", "log"}).problem, QString());
    QVERIFY(
        contentOf(path("report.html"))
            .contains("73 rows are shown, 0 left out. 2 more were learned from but have no place on a logarithmic"));
    QCOMPARE(report({sample("hbk.csv"), "--x", "X1", "--y", "X2", "--view", "0:1,0:40"}).problem, QString());
    QVERIFY(contentOf(path("report.html")).contains("23 rows are shown, 0 left out. 52 more were learned from but"));
}

void CliReport::aDetectorWithoutAFrontierIsSaid()
{
    const PageContent page = report({sample("starsCYG.csv"), "--kernel", "linear"});
    QCOMPARE(page.problem, QString());
    QVERIFY(contentOf(path("report.html")).contains("<h2>Notices</h2>"));
    QVERIFY(contentOf(path("report.html")).contains("nothing to separate"));
    const PageContent none = report({sample("starsCYG.csv"), "--kernel", "linear", "--detector", "ocsvm"});
    QCOMPARE(none.problem, QString());
    const QByteArray html = contentOf(path("report.html"));
    QVERIFY(html.contains("No rows can be listed"));
    QVERIFY(html.contains("Outliers were looked for with Perimeter"));
    QVERIFY(!html.contains("Outliers were detected"));
    QVERIFY(!html.contains("whose outliers are the rows with"));
    QFile one(path("one.csv"));
    QVERIFY(one.open(QIODevice::WriteOnly));
    one.write("a,b\n1,2\n");
    one.close();
    QCOMPARE(report({path("one.csv"), "--x", "a", "--y", "b"}).problem, QString());
    const QByteArray single = contentOf(path("report.html"));
    QVERIFY(single.contains("in the 1 row of one.csv, but no detector had a frontier"));
    QVERIFY(single.contains("of 1 row read"));
    QVERIFY(single.contains("The detector Robust covariance could not be fitted: "));
}

void CliReport::pdfHasItsText()
{
    const QString pdf = path("report.pdf");
    QCOMPARE(runProgram({"report", sample("starsCYG.csv"), "-o", pdf}).status, 0);
    QVERIFY(contentOf(pdf).startsWith("%PDF-"));
    const QString reader = QStandardPaths::findExecutable("pdftotext");
    if (reader.isEmpty())
        QSKIP("There is no pdftotext here.");
    QProcess process;
    process.start(reader, {"-layout", pdf, "-"});
    QVERIFY(process.waitForFinished());
    // Where a line ends is the page's affair.
    const QString text = QString::fromUtf8(process.readAllStandardOutput()).simplified();
    for (const char* const part :
         {"Outliers in starsCYG.csv: log.light against log.Te", "SHA-256", "What the detectors learned.",
          "Locations and covariances", "All of them agree on", "ν = 0.15", "@article{rousseeuw1999,",
          "perimeter report starsCYG.csv", "learned frontier"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), part);
}

void CliReport::itCarriesItsRecipe()
{
    for (const char* const name : {"report.html", "report.pdf"}) {
        QCOMPARE(runProgram({"report", sample("starsCYG.csv"), "--nu", "0.1", "-o", path(name)}).status, 0);
        const Run verified = runProgram({"reproduce", path(name), "--verify"});
        QVERIFY2(verified.status == 0, verified.error.constData());
    }
}

void CliReport::documentsAndFiguresHaveReports()
{
    const QString figure = path("figure.svg");
    QCOMPARE(runProgram({"render", sample("starsCYG.csv"), "--nu", "0.1", "-o", figure}).status, 0);
    Document document;
    document.exploration.source.path = sample("starsCYG.csv").toStdString();
    document.exploration.settings.svm.nu = 0.1;
    QVERIFY_EXPECTED(writeDocument(document, path("stars.perimeter").toStdString()));
    for (const QString& file : {figure, path("stars.perimeter")}) {
        const PageContent page = report({file, "--rows", "3"});
        QCOMPARE(page.problem, QString());
        QCOMPARE(tableWith(page, "learned from")["ν"][0], QString("0.1"));
        const Run clash = runProgram({"report", file, "--nu", "0.2", "-o", path("never.html")});
        QCOMPARE(clash.status, 2);
        QVERIFY2(clash.error.contains("--nu"), clash.error.constData());
    }
    QVERIFY(!QFile::exists(path("never.html")));
}

void CliReport::wrongInputIsSaidAndNothingWritten()
{
    const auto status = [&](const QStringList& arguments) {
        return runProgram(QStringList{"report"} + arguments).status;
    };
    const QString file = sample("starsCYG.csv");
    const Run unknown = runProgram({"report", file, "-o", path("report.docx")});
    QCOMPARE(unknown.status, 2);
    QVERIFY2(unknown.error.contains(".html or .pdf"), unknown.error.constData());
    QCOMPARE(status({file}), 2);
    QCOMPARE(status({"-o", path("a.html")}), 2);
    QCOMPARE(status({file, "--rows", "-1", "-o", path("a.html")}), 2);
    QCOMPARE(status({file, "--rows", "many", "-o", path("a.html")}), 2);
    QCOMPARE(status({path("no such.csv"), "-o", path("a.html")}), 1);
    QCOMPARE(status({path("no such.perimeter"), "-o", path("a.html")}), 1);
    QCOMPARE(status({file, "--x", "no such column", "-o", path("a.html")}), 1);
    QCOMPARE(status({file, "-o", path("no such folder/a.html")}), 1);
    const QString picture = written(path("picture.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    QCOMPARE(status({picture, "-o", path("a.html")}), 1);
    QVERIFY(!QFile::exists(path("a.html")) && !QFile::exists(path("report.docx")));
}

PERIMETER_TEST(CliReport, Core)
#include "tst_cli_report.moc"
