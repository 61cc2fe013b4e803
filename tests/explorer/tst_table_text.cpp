// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/table_text.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;

/// Tables in the formats of documents, whatever stands in their cells.
class TestTableText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsAreAligned()
    {
        const TableText usual{{"a", "b", "c"}, {{"x", "1", "2"}}};
        QVERIFY(asMarkdown(usual).starts_with("| a | b | c |\n|---|---:|---:|\n"));
        QVERIFY(asLatex(usual).starts_with("\\begin{tabular}{lrr}\n"));
        const TableText told{{"a", "b"}, {{"1", "x"}}, {TableText::Cells::Number, TableText::Cells::Text}};
        QVERIFY(asMarkdown(told).starts_with("| a | b |\n|---:|---|\n"));
        QVERIFY(asLatex(told).starts_with("\\begin{tabular}{rl}\n"));
    }

    void markdownMeansWhatStandsThere_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("pipe") << QByteArray("a|b") << QByteArray("a\\|b");
        QTest::newRow("backslash before a pipe") << QByteArray("a\\|b") << QByteArray("a\\\\\\|b");
        QTest::newRow("lines") << QByteArray("a\r\nb\nc") << QByteArray("a b c");
        QTest::newRow("HTML") << QByteArray("<script>&amp;") << QByteArray("\\<script>\\&amp;");
        QTest::newRow("marks") << QByteArray("*a* `b` [c](d) _e_") << QByteArray("\\*a\\* \\`b\\` \\[c\\](d) \\_e\\_");
        QTest::newRow("a word") << QByteArray("log_light") << QByteArray("log_light");
        QTest::newRow("a number") << QByteArray("-1.5e-07") << QByteArray("-1.5e-07");
    }

    void markdownMeansWhatStandsThere()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, expected);
        QCOMPARE(asMarkdown({{"$x$"}, {}}), std::string("| \\$x\\$ |\n|---|\n"));
        const std::string text = asMarkdown({{"a"}, {{cell.toStdString()}}});
        QCOMPARE(QByteArray::fromStdString(text), "| a |\n|---|\n| " + expected + " |\n");
    }

    void latexMeansWhatStandsThere_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("specials") << QByteArray("a_b & 5% of $ #1 {~^}")
                                  << QByteArray(
                                         "a\\_b \\& 5\\% of \\$ \\#1 \\{\\textasciitilde{}\\textasciicircum{}\\}");
        QTest::newRow("a command") << QByteArray("\\input{x}") << QByteArray("\\textbackslash{}input\\{x\\}");
        QTest::newRow("comparison") << QByteArray("a<b|c>d")
                                    << QByteArray("a\\textless{}b\\textbar{}c\\textgreater{}d");
        QTest::newRow("a bracket after a line break") << QByteArray("[2pt]") << QByteArray("{}[2pt]");
        QTest::newRow("a star after a line break") << QByteArray("*") << QByteArray("{}*");
        QTest::newRow("a minus") << QByteArray("-1.5") << QByteArray("$-$1.5");
        QTest::newRow("quotes") << QByteArray("\"a\" 'b' `c`")
                                << QByteArray("''a'' \\textquotesingle{}b\\textquotesingle{} "
                                              "\\textasciigrave{}c\\textasciigrave{}");
        QTest::newRow("a hyphen") << QByteArray("-a") << QByteArray("-a");
        QTest::newRow("Greek") << QByteArray("ν ≤ 1") << QByteArray("$\\nu$ $\\leq$ 1");
        QTest::newRow("lines") << QByteArray("a\r\nb") << QByteArray("a b");
    }

    void latexMeansWhatStandsThere()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, expected);
        const QByteArray text = QByteArray::fromStdString(asLatex({{"h"}, {{cell.toStdString()}}}));
        QCOMPARE(text.split('\n').value(4), expected + " \\\\");
    }

    void csvIsQuotedAndGuardedWhereAsked()
    {
        const TableText table{
            {"=name", "n"},
            {{"=1+1", "-1.5"}, {"+49 30", "+2"}, {"-x,y", "-inf"}, {"@sum", "1"}, {"\ta", "2"}, {"a \"b\"", "3"}}};
        QCOMPARE(QByteArray::fromStdString(asCsv(table)),
                 QByteArray("=name,n\n=1+1,-1.5\n+49 30,+2\n\"-x,y\",-inf\n@sum,1\n\ta,2\n\"a \"\"b\"\"\",3\n"));
        QCOMPARE(QByteArray::fromStdString(asCsv(table, CsvText::Guarded)),
                 QByteArray("'=name,n\n'=1+1,-1.5\n'+49 30,+2\n\"'-x,y\",-inf\n'@sum,1\n'\ta,2\n\"a \"\"b\"\"\",3\n"));
        QCOMPARE(inFormat({{"a"}, {{""}}}, TableFormat::Csv), std::string("a\n\"\"\n"));
    }

    void theExtensionDecides()
    {
        QVERIFY(*tableFormatOf("a.CSV") == TableFormat::Csv);
        QVERIFY(*tableFormatOf("a.b.md") == TableFormat::Markdown);
        QVERIFY(*tableFormatOf("a.tex") == TableFormat::Latex);
        for (const char* const path : {"a", "a.txt", "a.csv.gz", ""}) {
            const Expected<TableFormat> format = tableFormatOf(path);
            QVERIFY(!format);
            QCOMPARE(format.error().code, ErrorCode::TableFormatUnknown);
        }
    }
};

PERIMETER_TEST(TestTableText, Core)
#include "tst_table_text.moc"
