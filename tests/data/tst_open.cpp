// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"
#include "data/formats/preview.h"
#include "data/steps/prepare.h"
#include "data/table/read.h"
#include "data/table/write.h"
#include "data/table_text.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringEncoder>

#include <cmath>

using namespace perimeter;

namespace {

QString shared(const QString& name)
{
    return testing::sharedFile(QStringLiteral("data/") + name);
}

QByteArray latin1(const QString& text)
{
    return text.toLatin1();
}

QByteArray utf16(const QString& text, QStringConverter::Encoding encoding, bool mark)
{
    QStringEncoder encoder(encoding, mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    return encoder.encode(text);
}

} // namespace

class TestOpen : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameDataReadsTheSame_data();
    void sameDataReadsTheSame();
    void dialectCanBeFixed();
    void kindsAreDecidedOverAllRows_data();
    void kindsAreDecidedOverAllRows();
    void numbersOfEveryKind();
    void namesAreMadeUnique();
    void givenNamesReplaceTheHeader();
    void csvSpectrum_data();
    void csvSpectrum();
    void zeekLog();
    void sharedZeekLog();
    void sharedTables_data();
    void sharedTables();
    void jsonLines();
    void parquetIsReadInPlace();
    void namesWithPatternSignsOpenThemselves();
    void quotedLineEndsInALargeFile();
    void rowsKeepTheirNumbersInALargeFile();
    void cancelled();
    void previewShowsAWrongGuess();
    void previewOfEveryFormat();
};

void TestOpen::sameDataReadsTheSame_data()
{
    QTest::addColumn<QByteArray>("content");
    const QString plain = QStringLiteral("name,size,rate\nZoë,1,1.5\n\"a,b\",2,-2.25\nsay \"\"x\"\",3,\n");
    const QString proper = QStringLiteral("name,size,rate\nZoë,1,1.5\n\"a,b\",2,-2.25\n\"say \"\"x\"\"\",3,\n");
    QTest::newRow("comma") << proper.toUtf8();
    QTest::newRow("crlf") << QString(proper).replace(u'\n', QStringLiteral("\r\n")).toUtf8();
    QTest::newRow("cr") << QString(proper).replace(u'\n', u'\r').toUtf8();
    QTest::newRow("mixed line ends") << QByteArray(proper.toUtf8()).replace("1.5\n", "1.5\r\n");
    QTest::newRow("no line end at the end") << proper.toUtf8().chopped(1);
    QTest::newRow("blank lines at the end") << proper.toUtf8() + "\n\n\r\n";
    QTest::newRow("utf-8 with mark") << "\xEF\xBB\xBF" + proper.toUtf8();
    QTest::newRow("utf-16 le") << utf16(proper, QStringConverter::Utf16LE, false);
    QTest::newRow("utf-16 le with mark") << utf16(proper, QStringConverter::Utf16LE, true);
    QTest::newRow("utf-16 be") << utf16(proper, QStringConverter::Utf16BE, false);
    QTest::newRow("utf-16 be with mark") << utf16(proper, QStringConverter::Utf16BE, true);
    QTest::newRow("latin-1") << latin1(proper);
    QTest::newRow("bar quotes") << QByteArray("name,size,rate\nZo\xC3\xAB,1,1.5\n|a,b|,2,-2.25\n|say \"x\"|,3,\n");
    QTest::newRow("single quotes") << QByteArray("name,size,rate\n'Zo\xC3\xAB',1,1.5\n'a,b',2,-2.25\n'say \"x\"',3,\n");
    QTest::newRow("semicolons, decimal comma")
        << QByteArray("name;size;rate\nZo\xC3\xAB;1;1,5\na,b;2;-2,25\n\"say \"\"x\"\"\";3;\n");
    QTest::newRow("tabs") << QByteArray(
        "name\tsize\trate\nZo\xC3\xAB\t1\t1.5\na,b\t2\t-2.25\n\"say \"\"x\"\"\"\t3\t\n");
    QTest::newRow("bars") << QByteArray("name|size|rate\nZo\xC3\xAB|1|1.5\n\"a,b\"|2|-2.25\n\"say \"\"x\"\"\"|3|\n");
    QTest::newRow("spaces") << QByteArray(
        "name size rate\nZo\xC3\xAB 1 1.5\n\"a,b\" 2 -2.25\n\"say \"\"x\"\"\" 3 \"\"\n");
    QTest::newRow("missing tokens") << QByteArray(
        "name,size,rate\nZo\xC3\xAB,1,1.5\n\"a,b\",2,-2.25\n\"say \"\"x\"\"\",3,NA\n");
}

void TestOpen::sameDataReadsTheSame()
{
    QFETCH(QByteArray, content);
    const Files files;
    const auto table = open(files.write(QStringLiteral("data.txt"), content));
    VERIFY_RESULT(table);
    QCOMPARE(dump(*table), QByteArray("name,size,rate/Zo\xC3\xAB,1,1.5/a,b,2,-2.25/say \"x\",3,~"));
    QCOMPARE(kinds(*table), QByteArray("xNN"));
}

void TestOpen::dialectCanBeFixed()
{
    const Files files;
    const std::string path = files.write(QStringLiteral("data.csv"), "1,5;2,5\n3,5;4,5\n");
    const auto guessed = open(path);
    VERIFY_RESULT(guessed);
    QCOMPARE(dump(*guessed), QByteArray("column1,column2/1.5,2.5/3.5,4.5"));
    QCOMPARE(guessed->dialect()->delimiter, ';');
    QCOMPARE(guessed->dialect()->decimal, ',');
    const auto commas = open(path, {.delimiter = ',', .quote = std::optional<char>(), .header = true});
    VERIFY_RESULT(commas);
    QCOMPARE(dump(*commas), QByteArray("1,5;2,5/3,5;4,5"));
}

void TestOpen::kindsAreDecidedOverAllRows_data()
{
    QTest::addColumn<QByteArray>("usual");
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("text at the end") << QByteArray("1") << QByteArray("x") << QByteArray("x");
    QTest::newRow("fraction at the end") << QByteArray("1") << QByteArray("1.5") << QByteArray("N");
    QTest::newRow("leading zero at the end") << QByteArray("18123") << QByteArray("08123") << QByteArray("x");
    QTest::newRow("too many digits") << QByteArray("12") << QByteArray("12345678901234567890") << QByteArray("x");
    QTest::newRow("many digits beside fractions")
        << QByteArray("1.5") << QByteArray("12345678901234567890") << QByteArray("N");
    QTest::newRow("missing at the end") << QByteArray("1") << QByteArray("N/A") << QByteArray("N");
    QTest::newRow("infinite at the end") << QByteArray("1") << QByteArray("-inf") << QByteArray("N");
    QTest::newRow("boolean") << QByteArray("true") << QByteArray("False") << QByteArray("B");
    QTest::newRow("boolean and number") << QByteArray("true") << QByteArray("1") << QByteArray("x");
    QTest::newRow("date and time") << QByteArray("2024-02-29") << QByteArray("2024-05-01T12:00:00.5Z")
                                   << QByteArray("T");
    QTest::newRow("no such day") << QByteArray("2024-02-29") << QByteArray("2023-02-29") << QByteArray("x");
    QTest::newRow("duration") << QByteArray("0:00:01") << QByteArray("100:59:59.5") << QByteArray("D");
    QTest::newRow("hexadecimal") << QByteArray("1") << QByteArray("0x10") << QByteArray("x");
    QTest::newRow("underscores") << QByteArray("1") << QByteArray("1_000") << QByteArray("x");
}

void TestOpen::kindsAreDecidedOverAllRows()
{
    QFETCH(QByteArray, usual);
    QFETCH(QByteArray, last);
    QFETCH(QByteArray, kind);
    const Files files;
    QByteArray content = "value,n\n";
    for (int i = 0; i < 70'000; ++i)
        content += usual + ",1\n";
    const auto table = open(files.write(QStringLiteral("data.csv"), content + last + ",2\n"));
    VERIFY_RESULT(table);
    QCOMPARE(kinds(*table), kind + "N");
    QCOMPARE(table->rows(), 70'001);
    NoProgress progress;
    const std::vector<RowNumber> end = {RowNumber{70'001}};
    const auto cells = readCells(*table, end, progress);
    VERIFY_RESULT(cells);
    if (kind == "x")
        QCOMPARE(cells->front().front().value_or("~"), last.toStdString());
}

void TestOpen::numbersOfEveryKind()
{
    const Files files;
    const auto table =
        open(files.write(QStringLiteral("data.csv"),
                         "n,b,t,d\n +1e3 ,true,1970-01-02,00:01:30\n.5,false,1970-01-01T02:00:00+01:00,-1:00:00.5\n"
                         "inf,,,\nnan,true,1969-12-31 23:59:59.25,10:00:00\nNULL,NA,null,N/A\n"));
    VERIFY_RESULT(table);
    QCOMPARE(kinds(*table), QByteArray("NBTD"));
    NoProgress progress;
    const std::vector<std::string> names = {"n", "b", "t", "d"};
    const auto numbers = readNumbers(*table, names, progress);
    VERIFY_RESULT(numbers);
    const double missing = std::nan("");
    const std::vector<std::vector<double>> expected = {{1000, 0.5, HUGE_VAL, missing, missing},
                                                       {1, 0, missing, 1, missing},
                                                       {86400, 3600, missing, -0.75, missing},
                                                       {90, -3600.5, missing, 36000, missing}};
    for (std::size_t c = 0; c < 4; ++c)
        for (std::size_t r = 0; r < 5; ++r)
            QVERIFY2(numbers->values[c][r] == expected[c][r] ||
                         (std::isnan(numbers->values[c][r]) && std::isnan(expected[c][r])),
                     qPrintable(QStringLiteral("column %1 row %2: %3").arg(c).arg(r).arg(numbers->values[c][r])));
    QCOMPARE(numbers->rows.back().value, 5);
    QCOMPARE(table->columns()[2].unit, std::string("s"));
}

void TestOpen::namesAreMadeUnique()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("data.csv"), "a,A,,a\n1,2,3,4\n"));
    VERIFY_RESULT(table);
    QCOMPARE(dump(*table), QByteArray("a,A_2,column3,a_3/1,2,3,4"));
    QCOMPARE(table->notices().size(), std::size_t{3});
    QCOMPARE(table->notices()[1], (Notice{NoticeCode::ColumnRenamed, {"3", "", "column3"}}));
}

void TestOpen::givenNamesReplaceTheHeader()
{
    const Files files;
    const std::string path = files.write(QStringLiteral("data.csv"), "a,b\n1,2\n");
    const auto table = open(path, {.names = {"x", "y"}});
    VERIFY_RESULT(table);
    QCOMPARE(dump(*table), QByteArray("x,y/1,2"));
    const auto wrong = open(path, {.names = {"x"}});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error(), (Error{ErrorCode::NamesMismatch, {path, "1", "2"}}));
}

void TestOpen::csvSpectrum_data()
{
    QTest::addColumn<QString>("name");
    const QDir folder(shared(QStringLiteral("csv-spectrum/csvs")));
    if (!folder.exists())
        QSKIP("../shared/data/csv-spectrum is not here");
    for (const QString& file : folder.entryList({QStringLiteral("*.csv")}))
        QTest::newRow(qPrintable(file)) << file.chopped(4);
}

void TestOpen::csvSpectrum()
{
    QFETCH(QString, name);
    if (name == QStringLiteral("location_coordinates"))
        QSKIP("its JSON contradicts its CSV");
    QFile json(shared(QStringLiteral("csv-spectrum/json/%1.json").arg(name)));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray expected = QJsonDocument::fromJson(json.readAll()).array();
    QVERIFY(!expected.isEmpty());
    const auto table = open(shared(QStringLiteral("csv-spectrum/csvs/%1.csv").arg(name)).toStdString());
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto cells = readCells(*table, rowNumbers(*table), progress);
    VERIFY_RESULT(cells);
    QCOMPARE(cells->size(), static_cast<std::size_t>(expected.size()));
    for (int r = 0; r < expected.size(); ++r) {
        const QJsonObject row = expected[r].toObject();
        QCOMPARE(static_cast<int>(table->columns().size()), row.size());
        for (std::size_t c = 0; c < table->columns().size(); ++c)
            QCOMPARE(QString::fromStdString((*cells)[r][c].value_or("")),
                     row[QString::fromStdString(table->columns()[c].name)].toString());
    }
}

void TestOpen::zeekLog()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("conn.log"),
                                        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n"
                                        "#path\tconn\n#fields\tts\tid.orig_h\tduration\tlocal\torig_bytes\ttags\n"
                                        "#types\ttime\taddr\tinterval\tbool\tcount\tset[string]\n"
                                        "86400.250000\t10.0.0.1\t1.5\tT\t10\ta,b\n"
                                        "86401.000000\t-\t-\t-\t-\t\"x # y\n#close\t2024-04-29-15-00-01\n"));
    VERIFY_RESULT(table);
    QCOMPARE(table->format(), Format::ZeekLog);
    QCOMPARE(kinds(*table), QByteArray("TxDBNx"));
    QCOMPARE(dump(*table), QByteArray("ts,id.orig_h,duration,local,orig_bytes,tags/"
                                      "1970-01-02 00:00:00.25,10.0.0.1,1.5,true,10,a,b/"
                                      "1970-01-02 00:00:01,~,~,~,~,\"x # y"));
}

void TestOpen::sharedZeekLog()
{
    const QString path = shared(QStringLiteral("conn_proxy_rolling.log"));
    if (!QFile::exists(path))
        QSKIP("../shared/data/conn_proxy_rolling.log is not here");
    NoProgress progress;
    const auto table = open(path.toStdString());
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), 7550);
    const auto dns = prepare(*table, {{Where{"service = 'dns'"}}}, progress);
    VERIFY_RESULT(dns);
    QCOMPARE(dns->rows(), 3140);
    QCOMPARE(dns->rowsInFile(), 7550);
    const std::vector<std::string> axes = {"duration", "orig_bytes"};
    const auto numbers = readNumbers(*dns, axes, progress);
    VERIFY_RESULT(numbers);
    QCOMPARE(numbers->rows.front().value, 2);
    QCOMPARE(numbers->values[0].front(), 0.050411);
    QCOMPARE(numbers->values[1].front(), 191.0);
}

void TestOpen::sharedTables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<QByteArray>("kinds");
    QTest::newRow("hbk") << QStringLiteral("hbk.csv") << qint64{75} << QByteArray("NNN");
    QTest::newRow("starsCYG") << QStringLiteral("starsCYG.csv") << qint64{47} << QByteArray("NN");
    QTest::newRow("wine") << QStringLiteral("wine.csv") << qint64{178} << QByteArray(13, 'N');
    QTest::newRow("dns sessions") << QStringLiteral("dev_dns_sessions.csv") << qint64{3127}
                                  << QByteArray("NxNxNxNNNNNxN");
    QTest::newRow("mixed services") << QStringLiteral("dev_mixed_services.csv") << qint64{7550} << QByteArray("NxNNN");
}

void TestOpen::sharedTables()
{
    QFETCH(QString, name);
    QFETCH(qint64, rows);
    if (!QFile::exists(shared(name)))
        QSKIP("../shared/data is not here");
    const auto table = open(shared(name).toStdString());
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), rows);
    QTEST(kinds(*table), "kinds");
}

void TestOpen::jsonLines()
{
    const Files files;
    const auto table = open(files.write(
        QStringLiteral("data.jsonl"), "{\"n\": 1, \"t\": \"2024-05-01 00:00:00\", \"s\": \"x\", \"o\": {\"k\": [1]}}\n"
                                      "{\"n\": 2.5, \"b\": true, \"s\": \"08123\"}\n\n{\"s\": null}\n"));
    VERIFY_RESULT(table);
    QCOMPARE(kinds(*table), QByteArray("NTxxB"));
    QCOMPARE(dump(*table), QByteArray("n,t,s,o,b/1,2024-05-01 00:00:00,x,{'k': [1]},~/2.5,~,08123,~,true/~,~,~,~,~"));
}

void TestOpen::parquetIsReadInPlace()
{
    const Files files;
    NoProgress progress;
    const auto csv = open(files.write(QStringLiteral("data.csv"), "n,t,s,b\n1,2024-05-01,x,true\n2.5,,,false\n"));
    VERIFY_RESULT(csv);
    const std::string path = files.path(QStringLiteral("data.parquet"));
    VERIFY_RESULT(writeTable(*csv, path, progress));
    const auto table = open(path);
    VERIFY_RESULT(table);
    QCOMPARE(table->format(), Format::Parquet);
    QCOMPARE(table->bytes(), std::size_t{0});
    QCOMPARE(dump(*table), dump(*csv));
    QCOMPARE(kinds(*table), QByteArray("NTxB"));
}

void TestOpen::namesWithPatternSignsOpenThemselves()
{
    const Files files;
    files.write(QStringLiteral("ab.csv"), "wrong\n1\n");
    for (const QString& name : {QStringLiteral("a*.csv"), QStringLiteral("a[b].csv"), QStringLiteral("it's \"?.csv")}) {
        const auto table = open(files.write(name, "right\n2\n"));
        VERIFY_RESULT(table);
        QCOMPARE(dump(*table), QByteArray("right/2"));
    }
}

void TestOpen::quotedLineEndsInALargeFile()
{
    const Files files;
    QByteArray content = "text,n\n";
    for (int i = 1; i <= 200'000; ++i)
        content += "\"a\n,\"\"" + QByteArray::number(i) + "\"," + QByteArray::number(i) + "\n";
    const auto table = open(files.write(QStringLiteral("data.csv"), content));
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), 200'000);
    NoProgress progress;
    const std::vector<RowNumber> some = {RowNumber{200'000}, RowNumber{1}, RowNumber{1}};
    const auto cells = readCells(*table, some, progress);
    VERIFY_RESULT(cells);
    QCOMPARE((*cells)[0][0].value_or("~"), std::string("a\n,\"200000"));
    QCOMPARE((*cells)[1][0].value_or("~"), std::string("a\n,\"1"));
    QCOMPARE((*cells)[2], (*cells)[1]);
}

void TestOpen::rowsKeepTheirNumbersInALargeFile()
{
    const Files files;
    QByteArray content = "n\n";
    for (int i = 1; i <= 1'000'000; ++i)
        content += QByteArray::number(i) + "\n";
    const auto table = open(files.write(QStringLiteral("data.csv"), content));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<std::string> names = {"n"};
    const auto numbers = readNumbers(*table, names, progress);
    VERIFY_RESULT(numbers);
    for (std::size_t r = 0; r < numbers->rows.size(); ++r)
        if (numbers->rows[r].value != static_cast<std::int64_t>(r) + 1 ||
            numbers->values[0][r] != static_cast<double>(r) + 1)
            QFAIL(qPrintable(QStringLiteral("row %1 holds %2").arg(numbers->rows[r].value).arg(numbers->values[0][r])));
    QCOMPARE(numbers->rows.size(), std::size_t{1'000'000});
}

void TestOpen::cancelled()
{
    class Never final : public Progress {
        bool advance(double) override { return false; }
    } never;
    const Files files;
    QByteArray content = "n,m\n";
    for (int i = 1; i <= 100'000; ++i)
        content += "1,2\n";
    const std::string path = files.write(QStringLiteral("data.csv"), content);
    const auto table = openTable({.path = path}, never);
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::Cancelled);
}

void TestOpen::previewShowsAWrongGuess()
{
    const Files files;
    const std::string path = files.write(QStringLiteral("data.csv"), "a;b\n1,5;2\n3;x,y,z\n");
    const auto guessed = previewFile(path, {});
    VERIFY_RESULT(guessed);
    QCOMPARE(guessed->dialect->delimiter, ';');
    QCOMPARE(guessed->columns.size(), std::size_t{2});
    const auto commas = previewFile(path, {.delimiter = ','});
    VERIFY_RESULT(commas);
    QCOMPARE(commas->columns.size(), std::size_t{3});
    QCOMPARE(commas->rows.back(), (std::vector<std::string>{"3;x", "y", "z"}));
}

void TestOpen::previewOfEveryFormat()
{
    const Files files;
    QByteArray json;
    QByteArray zeek = "#separator \\x09\n#fields\ta\n#types\tcount\n";
    QByteArray csv = "a\n";
    for (int i = 0; i < 200'000; ++i) {
        json += "{\"a\": 1}\n";
        zeek += "1\n";
        csv += "1\n";
    }
    NoProgress progress;
    const std::string csvPath = files.write(QStringLiteral("data.csv"), csv);
    const auto table = open(csvPath);
    VERIFY_RESULT(table);
    VERIFY_RESULT(writeTable(*table, files.path(QStringLiteral("data.parquet")), progress));
    for (const std::string& path :
         {files.write(QStringLiteral("data.jsonl"), json), files.write(QStringLiteral("data.log"), zeek), csvPath,
          files.path(QStringLiteral("data.parquet"))}) {
        const auto preview = previewFile(path, {}, 7);
        VERIFY_RESULT(preview);
        QCOMPARE(preview->columns, (std::vector<Column>{{.name = "a", .kind = ColumnKind::Number}}));
        QCOMPARE(preview->rows, (std::vector<std::vector<std::string>>(7, {"1"})));
    }
}

PERIMETER_TEST(TestOpen, Core)
#include "tst_open.moc"
