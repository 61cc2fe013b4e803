// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"
#include "data/formats/preview.h"
#include "data/table/read.h"
#include "data/table_text.h"
#include "support/test_registry.h"

#include <QElapsedTimer>
#include <QStringConverter>

using namespace perimeter;

namespace {

/// Text whose one line is longer than memory should ever hold: zeros would be refused as such, so it is written.
void writeLongLine(const std::string& path, const QByteArray& start, qint64 bytes)
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(start);
    const QByteArray block(1 << 20, 'x');
    for (qint64 written = 0; written < bytes; written += block.size())
        QCOMPARE(file.write(block), block.size());
}

} // namespace

class TestBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void content_data();
    void content();
    void notAFile_data();
    void notAFile();
    void quoteNeverClosed();
    void headerOnlyIsATableWithoutRows();
    void latin1FarIntoTheFileIsRead();
    void everyByteOfWindows1252IsACharacter();
    void utf16AcrossBlocksIsRead();
    void gigabyteLine_data();
    void gigabyteLine();
    void textColumnIsNoAxis();
    void unknownColumnNamesTheNearest();
    void unknownRow();
    void joinWithoutTheKey();
};

void TestBadInput::content_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("rest");
    const auto add = [](const char* what, const char* name, const QByteArray& bytes, ErrorCode code,
                        const QStringList& rest = {}) {
        QTest::newRow(what) << QString::fromLatin1(name) << bytes << static_cast<int>(code) << rest;
    };
    using namespace Qt::StringLiterals;
    const auto lines = [](int n) { return QByteArray("1,2\n").repeated(n); };
    add("empty", "a.csv", "", ErrorCode::FileEmpty);
    add("line ends only", "a.csv", "\n\r\n\n", ErrorCode::FileEmpty);
    add("too few fields", "a.csv", "a,b\n1,2\n3\n4,5\n", ErrorCode::RaggedRow, {u"3"_s, u"1"_s, u"2"_s});
    add("too many fields", "a.csv", "a,b\n1,2\n3,4,5\n", ErrorCode::RaggedRow, {u"3"_s, u"3"_s, u"2"_s});
    add("empty field too many", "a.csv", "a,b\n1,2\n3,4,\n", ErrorCode::RaggedRow, {u"3"_s, u"3"_s, u"2"_s});
    add("ragged far down", "a.csv", "a,b\n" + lines(500'000) + "7\n" + lines(10), ErrorCode::RaggedRow,
        {u"500002"_s, u"1"_s, u"2"_s});
    add("ragged after quoted line ends", "a.csv", "a,b\n\"x\r\ny\",2\r\n1\r\n", ErrorCode::RaggedRow,
        {u"4"_s, u"1"_s, u"2"_s});
    add("picture", "a.csv", QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000010").repeated(20),
        ErrorCode::BinaryFile);
    add(
        "random bytes", "a.csv",
        [] {
            QByteArray b;
            for (int i = 0; i < 4000; ++i)
                b += static_cast<char>((i * 7919) >> 3);
            return b;
        }(),
        ErrorCode::BinaryFile);
    add("zero byte in the text", "a.csv",
        lines(200) + QByteArray("1,\0"
                                "2\n",
                                5),
        ErrorCode::NulByte, {u"201"_s});
    add("zero byte far down", "a.csv",
        lines(500'000) + QByteArray("1,\0"
                                    "2\n",
                                    5),
        ErrorCode::NulByte, {u"500001"_s});
    add("half a utf-16 sign", "a.csv",
        QByteArray("\xFF\xFE"
                   "a\0\n\0"
                   "1\0\n\0\x00\xD8\n\0",
                   14),
        ErrorCode::InvalidEncoding, {u"3"_s});
    add("parquet cut off", "a.parquet", "PAR1" + QByteArray(1000, 'x'), ErrorCode::FileDamaged);
    add("no parquet at all", "a.parquet", "a,b\n1,2\n", ErrorCode::FileDamaged);
    add("broken json line", "a.jsonl", "{\"a\": 1}\n\n{\"a\": 2}\n{\"a\": \n", ErrorCode::JsonLineBroken, {u"4"_s});
    add("json line that is no object", "a.jsonl", "{\"a\": 1}\n[2]\n", ErrorCode::JsonLineBroken, {u"2"_s});
    add("zeek without fields", "a.log", "#separator \\x09\n#types\tcount\n1\n", ErrorCode::ZeekHeaderMissing,
        {u"#fields"_s});
    add("zeek without types", "a.log", "#separator \\x09\n#fields\ta\n1\n", ErrorCode::ZeekHeaderMissing,
        {u"#types"_s});
    add("zeek ragged", "a.log", "#separator \\x09\n#fields\ta\tb\n#types\tcount\tcount\n1\t2\n1\n",
        ErrorCode::RaggedRow, {u"5"_s, u"1"_s, u"2"_s});
}

void TestBadInput::content()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    QFETCH(QStringList, rest);
    const Files files;
    const std::string path = files.write(name, content);
    const auto table = open(path);
    QVERIFY(!table);
    QVERIFY2(static_cast<int>(table.error().code) == code, describe(table.error()));
    QCOMPARE(table.error().arguments.front(), path);
    for (int i = 0; i < rest.size(); ++i)
        QCOMPARE(QString::fromStdString(table.error().arguments.at(static_cast<std::size_t>(i) + 1)), rest[i]);
}

void TestBadInput::notAFile_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("code");
    const auto add = [](const char* what, const char* path, ErrorCode code) {
        QTest::newRow(what) << QString::fromLatin1(path) << static_cast<int>(code);
    };
    add("no such file", "nothing.csv", ErrorCode::FileNotFound);
    add("no such folder", "nowhere/nothing.csv", ErrorCode::FileNotFound);
    add("below a file", "/etc/passwd/x.csv", ErrorCode::FileNotFound);
    add("nothing", "", ErrorCode::FileNotFound);
    add("address", "http://localhost:1/a.csv", ErrorCode::FileNotFound);
    add("store", "s3://bucket/a.parquet", ErrorCode::FileNotFound);
    add("pattern", "/etc/host*", ErrorCode::FileNotFound);
    add("folder", "/etc", ErrorCode::PathIsDirectory);
    add("device", "/dev/zero", ErrorCode::FileNotSeekable);
}

void TestBadInput::notAFile()
{
    QFETCH(QString, path);
    QFETCH(int, code);
    const auto table = open(path.toStdString());
    QVERIFY(!table);
    QVERIFY2(static_cast<int>(table.error().code) == code, describe(table.error()));
    QCOMPARE(table.error().arguments.front(), path.toStdString());
    const auto preview = previewFile(path.toStdString(), {});
    QVERIFY(!preview);
    QCOMPARE(static_cast<int>(preview.error().code), code);
}

void TestBadInput::quoteNeverClosed()
{
    const Files files;
    const std::string path = files.write(QStringLiteral("a.csv"), "a,b\n1,2\n\"3,4\n5,6\n");
    const auto table = open(path, {.quote = '"'});
    QVERIFY(!table);
    QCOMPARE(table.error(), (Error{ErrorCode::UnclosedQuote, {path, "3"}}));
}

void TestBadInput::headerOnlyIsATableWithoutRows()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n"));
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), 0);
    QCOMPARE(dump(*table), QByteArray("a,b"));
}

void TestBadInput::latin1FarIntoTheFileIsRead()
{
    const Files files;
    const std::string path =
        files.write(QStringLiteral("a.csv"), "a,b\n" + QByteArray("x,2\n").repeated(500'000) + "\xE9,3\n");
    const auto table = open(path);
    VERIFY_RESULT(table);
    QCOMPARE(table->dialect()->encoding, Encoding::Latin1);
    NoProgress progress;
    const std::vector<RowNumber> last = {RowNumber{500'001}};
    const auto cells = readCells(*table, last, progress);
    VERIFY_RESULT(cells);
    QCOMPARE(cells->front().front().value_or("~"), std::string("\xC3\xA9"));
    const auto fixed = open(path, {.encoding = Encoding::Utf8});
    QVERIFY(!fixed);
    QCOMPARE(fixed.error(), (Error{ErrorCode::InvalidEncoding, {path, "500002"}}));
}

/// Bytes from 80 to 9F are signs such as €; five of them have none, and stay what they are.
void TestBadInput::everyByteOfWindows1252IsACharacter()
{
    const Files files;
    QByteArray bytes = "text\n";
    for (int byte = 0x80; byte <= 0xFF; ++byte)
        bytes += QByteArray(1, static_cast<char>(byte)) + "x\n";
    const auto table = open(files.write(QStringLiteral("a.csv"), bytes), {.encoding = Encoding::Latin1});
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto cells = readText(*table, "text", progress);
    VERIFY_RESULT(cells);
    QCOMPARE(cells->size(), std::size_t{128});
    const auto at = [&](int byte) {
        return QString::fromStdString(cells->at(static_cast<std::size_t>(byte) - 0x80).value());
    };
    QCOMPARE(at(0x80), QStringLiteral("€x"));
    QCOMPARE(at(0x9F), QStringLiteral("Ÿx"));
    QCOMPARE(at(0xE9), QStringLiteral("éx"));
    for (const int hole : {0x81, 0x8D, 0x8F, 0x90, 0x9D})
        QCOMPARE(at(hole), QString(QChar(hole)) + QLatin1Char('x'));
}

/// Blocks of a mebibyte end within pairs of surrogates; half a pair is no text.
void TestBadInput::utf16AcrossBlocksIsRead()
{
    const Files files;
    const QString rows = QStringLiteral("𝒙é,1\n").repeated(200'000);
    QStringEncoder encoder(QStringEncoder::Utf16LE);
    const QByteArray bytes = encoder.encode(QStringLiteral("text,n\n") + rows);
    for (const int shift : {0, 1}) {
        const QByteArray shifted = QStringEncoder(QStringEncoder::Utf16LE)(QString(shift, QLatin1Char('a'))) + bytes;
        const auto table =
            open(files.write(QStringLiteral("a.csv"), shifted), {.encoding = Encoding::Utf16LittleEndian});
        VERIFY_RESULT(table);
        QCOMPARE(table->rows(), 200'000);
        NoProgress progress;
        const auto cells = readText(*table, table->columns().front().name, progress);
        VERIFY_RESULT(cells);
        for (const std::optional<std::string>& cell : *cells)
            QCOMPARE(QString::fromStdString(cell.value_or("~")), QStringLiteral("𝒙é"));
    }
    const QByteArray half = bytes.chopped(2) + QByteArray("\x35\xD8", 2);
    const auto broken = open(files.write(QStringLiteral("b.csv"), half), {.encoding = Encoding::Utf16LittleEndian});
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, ErrorCode::InvalidEncoding);
}

void TestBadInput::gigabyteLine_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QString>("line");
    QTest::addColumn<qint64>("bytes");
    const qint64 mebi = qint64{1} << 20;
    QTest::newRow("first line") << QByteArray() << QStringLiteral("1") << 1024 * mebi;
    QTest::newRow("a later line") << "a,b\n" + QByteArray("1,2\n").repeated(300'000) << QStringLiteral("300002")
                                  << 64 * mebi;
    QTest::newRow("within quotes") << QByteArray("a,b\n1,2\n3,\"") << QStringLiteral("3") << 64 * mebi;
    QTest::newRow("json") << QByteArray("{\"a\": 1}\n{\"a\": \"") << QStringLiteral("2") << 64 * mebi;
}

void TestBadInput::gigabyteLine()
{
    QFETCH(QByteArray, start);
    QFETCH(QString, line);
    QFETCH(qint64, bytes);
    const Files files;
    const std::string path = files.path(QStringLiteral("a.csv"));
    writeLongLine(path, start, bytes);
    QElapsedTimer timer;
    timer.start();
    const auto table = open(path);
    QVERIFY(!table);
    QVERIFY2(table.error().code == ErrorCode::LineTooLong, describe(table.error()));
    QCOMPARE(QString::fromStdString(table.error().arguments.at(1)), line);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QStringLiteral("%1 ms").arg(timer.elapsed())));
}

void TestBadInput::textColumnIsNoAxis()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "name,size\nx,1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<std::string> names = {"size", "name"};
    const auto numbers = readNumbers(*table, names, progress);
    QVERIFY(!numbers);
    QCOMPARE(numbers.error(), (Error{ErrorCode::ColumnIsText, {"name"}}));
}

void TestBadInput::unknownColumnNamesTheNearest()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "uplink,downlink\n2,1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<std::string> names = {"uplnk"};
    const auto numbers = readNumbers(*table, names, progress);
    QVERIFY(!numbers);
    QCOMPARE(numbers.error(), (Error{ErrorCode::UnknownColumn, {"uplnk", "uplink"}}));
    QCOMPARE(table->column("colour").error(), (Error{ErrorCode::UnknownColumn, {"colour", ""}}));
}

void TestBadInput::unknownRow()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n2,1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const std::vector<RowNumber> rows = {RowNumber{1}, RowNumber{2}};
    QCOMPARE(readCells(*table, rows, progress).error(), (Error{ErrorCode::UnknownRow, {"2"}}));
}

void TestBadInput::joinWithoutTheKey()
{
    const Files files;
    const std::string left = files.write(QStringLiteral("a.csv"), "key,b\n2,1\n");
    const std::string right = files.write(QStringLiteral("b.csv"), "kez,b\n2,1\n");
    NoProgress progress;
    const auto table = openTable({.path = left, .joins = {{.path = right, .key = "key"}}}, progress);
    QVERIFY(!table);
    QCOMPARE(table.error(), (Error{ErrorCode::UnknownColumn, {"key", "kez"}}));
    const auto missing = openTable({.path = left, .joins = {{.path = "none.csv", .key = "key"}}}, progress);
    QCOMPARE(missing.error(), (Error{ErrorCode::FileNotFound, {"none.csv"}}));
}

PERIMETER_TEST(TestBadInput, Core)
#include "tst_bad_input.moc"
