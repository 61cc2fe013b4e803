// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/arriving/arriving_rows.h"
#include "data/table/read.h"

#include "expected_test.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;

/// Lines as they arrive, as tables.
class TestArrivingRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerHoldsForWhatFollows();
    void headerAloneIsWaitedWith();
    void aFileMayRepeatItsHeader();
    void aFileMayComeWithoutHeader();
    void aFileMayBringOtherColumns();
    void kindsDoNotChangeWithWhatArrives();
    void zeekHeadersComeInPieces();
    void jsonLines();
    void brokenLinesAreCounted_data();
    void brokenLinesAreCounted();
    void unfollowable();

private:
    static ArrivingRows open(const DialectChoice& dialect = {}, std::vector<Column> known = {})
    {
        Expected<ArrivingRows> rows = ArrivingRows::open("log", dialect, std::move(known));
        Q_ASSERT(rows);
        return *std::move(rows);
    }
    static Lines first(const std::string& text) { return {.text = text, .startsFile = true}; }
    static Lines more(const std::string& text) { return {.text = text}; }

    /// The rows as text: names, then cells, or an error's number.
    static std::string take(ArrivingRows& rows, const Lines& lines)
    {
        NoProgress progress;
        const Expected<std::optional<Arrival>> arrival = rows.take(lines, progress);
        if (!arrival)
            return describeError(arrival.error()).toStdString();
        if (!*arrival)
            return "nothing";
        const Table& table = (*arrival)->table;
        std::string text = std::to_string((*arrival)->rowsBefore) + ":";
        for (const Column& column : table.columns())
            text += ' ' + column.name;
        std::vector<RowNumber> numbers;
        for (std::int64_t row = 1; row <= table.rows(); ++row)
            numbers.push_back({row});
        const Expected<TextCells> cells = readCells(table, numbers, progress);
        if (!cells)
            return describeError(cells.error()).toStdString();
        for (const auto& row : *cells) {
            text += " |";
            for (const std::optional<std::string>& cell : row)
                text += ' ' + cell.value_or("-");
        }
        return text;
    }
};

void TestArrivingRows::headerHoldsForWhatFollows()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("id,up\n1,10\n2,20\n")), std::string("0: id up | 1 10 | 2 20"));
    QCOMPARE(take(rows, more("3,30\n")), std::string("2: id up | 3 30"));
    QCOMPARE(take(rows, more("")), std::string("nothing"));
    QCOMPARE(rows.rows(), 3);
    QCOMPARE(rows.brokenLines(), 0);
}

void TestArrivingRows::headerAloneIsWaitedWith()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("id;up\n")), std::string("nothing"));
    QCOMPARE(take(rows, more("1;10\n")), std::string("0: id up | 1 10"));
}

void TestArrivingRows::aFileMayRepeatItsHeader()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("id,up\n1,10\n")), std::string("0: id up | 1 10"));
    QCOMPARE(take(rows, first("id,up\n")), std::string("nothing"));
    QCOMPARE(take(rows, more("2,20\n")), std::string("1: id up | 2 20"));
}

void TestArrivingRows::aFileMayComeWithoutHeader()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("id,up\n1,10\n")), std::string("0: id up | 1 10"));
    QCOMPARE(take(rows, first("2,20\n")), std::string("1: id up | 2 20"));
}

void TestArrivingRows::aFileMayBringOtherColumns()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("id,up\n1,10\n")), std::string("0: id up | 1 10"));
    QCOMPARE(take(rows, first("id,down,up\n2,7,20\n")), std::string("1: id down up | 2 7 20"));
    QCOMPARE(take(rows, more("3,8,30\n")), std::string("2: id down up | 3 8 30"));
}

void TestArrivingRows::kindsDoNotChangeWithWhatArrives()
{
    ArrivingRows rows = open({}, {{"up", ColumnKind::Number}, {"name", ColumnKind::Text}});
    NoProgress progress;
    const auto kinds = [&](const std::string& text, bool starts) {
        const Expected<std::optional<Arrival>> arrival = rows.take({.text = text, .startsFile = starts}, progress);
        return std::pair((*arrival)->table.columns(), (*arrival)->unreadable);
    };
    const std::vector<Column> expected = {{"up", ColumnKind::Number}, {"name", ColumnKind::Text}};
    QCOMPARE(kinds("up,name\n1,a\n", true), std::pair(expected, std::int64_t{0}));
    QCOMPARE(kinds("2,7\n", false), std::pair(expected, std::int64_t{0}));
    QCOMPARE(kinds(",\n", false), std::pair(expected, std::int64_t{0}));
    QCOMPARE(kinds("3,b\nmany,c\n", false), std::pair(expected, std::int64_t{1}));
}

void TestArrivingRows::zeekHeadersComeInPieces()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("#separator \\x09\n#unset_field\t-\n#path\tconn\n")), std::string("nothing"));
    QCOMPARE(take(rows, more("#fields\tuid\tduration\n#types\tstring\tinterval\n")), std::string("nothing"));
    QCOMPARE(take(rows, more("C1\t1.5\nC2\t-\n")), std::string("0: uid duration | C1 1.5 | C2 -"));
    QCOMPARE(take(rows, more("C3\t2\n#close\t2024-01-01-00-00-00\n")), std::string("2: uid duration | C3 2"));
    QCOMPARE(take(rows, first("#separator \\x09\n#unset_field\t-\n#fields\tduration\tuid\n#types\tinterval\tstring\n"
                              "3\tC4\n")),
             std::string("3: duration uid | 3 C4"));
}

void TestArrivingRows::jsonLines()
{
    ArrivingRows rows = open();
    QCOMPARE(take(rows, first("{\"id\": 1, \"up\": 2.5}\n")), std::string("0: id up | 1 2.5"));
    QCOMPARE(take(rows, more("{\"up\": 3, \"id\": 2}\n")), std::string("1: up id | 3 2"));
}

void TestArrivingRows::brokenLinesAreCounted_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("broken");
    QTest::newRow("delimited, too few fields") << QByteArray("a,b\n1,2\n") << QByteArray("3,4\n") << QByteArray("5\n");
    QTest::newRow("delimited, not UTF-8") << QByteArray("a,b\n1,x\n") << QByteArray("3,y\n") << QByteArray("5,\xff\n");
    QTest::newRow("delimited, cut off within a character")
        << QByteArray("a,b\n1,x\n") << QByteArray("3,y\n") << QByteArray("5,caf\xe9\n");
    QTest::newRow("delimited, NUL") << QByteArray("a,b\n1,x\n") << QByteArray("3,y\n") << QByteArray("5,\0\n", 4);
    QTest::newRow("zeek") << QByteArray("#separator \\x09\n#fields\ta\tb\n#types\tcount\tcount\n1\t2\n")
                          << QByteArray("3\t4\n") << QByteArray("5\t6\t7\n");
    QTest::newRow("json") << QByteArray("{\"a\": 1, \"b\": 2}\n") << QByteArray("{\"a\": 3, \"b\": 4}\n")
                          << QByteArray("{\"a\": 3, \"b\n");
    QTest::newRow("json, no object") << QByteArray("{\"a\": 1, \"b\": 2}\n") << QByteArray("{\"a\": 3, \"b\": 4}\n")
                                     << QByteArray("[1, 2]\n");
}

void TestArrivingRows::brokenLinesAreCounted()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, good);
    QFETCH(const QByteArray, broken);
    ArrivingRows rows = open();
    QVERIFY(take(rows, first(head.toStdString())).starts_with("0: a b | 1 "));
    QVERIFY(take(rows, more((good + broken + good).toStdString())).starts_with("1: a b | 3 "));
    QCOMPARE(rows.rows(), 3);
    QCOMPARE(rows.brokenLines(), 1);
    QCOMPARE(take(rows, more(broken.toStdString())), std::string("nothing"));
    QCOMPARE(rows.brokenLines(), 2);
}

void TestArrivingRows::unfollowable()
{
    ArrivingRows rows = open();
    NoProgress progress;
    for (const std::string& head : {std::string("PAR1\x15\x04\n"), std::string("\xff\xfe\x61\x00\n\x00", 6)}) {
        const Expected<std::optional<Arrival>> arrival = rows.take(first(head), progress);
        QVERIFY(!arrival);
        QCOMPARE(arrival.error().code, ErrorCode::UnfollowableFormat);
    }
}

PERIMETER_TEST(TestArrivingRows, Core)
#include "tst_arriving_rows.moc"
