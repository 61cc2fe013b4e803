// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/table/read.h"
#include "data/table_text.h"
#include "data/text/number_text.h"
#include "support/stopping.h"
#include "support/test_registry.h"

#include <cmath>
#include <random>

using namespace perimeter;

namespace {

constexpr std::uintmax_t anySize = std::uintmax_t{1} << 40;

/// Whether the file is one of numbers.
bool isRead(const std::string& path, const TextLayout& layout = {})
{
    TextLayout own = layout;
    own.path = path;
    NoProgress progress;
    const auto read = readNumberText(own, anySize, progress);
    return read && read->has_value();
}

QByteArray numberText(std::mt19937_64& random)
{
    const auto digits = [&](std::size_t count) {
        QByteArray text;
        for (std::size_t i = 0; i < count; ++i)
            text += static_cast<char>('0' + random() % 10);
        return text;
    };
    const QByteArray sign = random() % 3 == 0 ? "-" : "";
    const QByteArray whole = random() % 4 == 0 ? QByteArray("0") : "1" + digits(random() % 17);
    switch (random() % 5) {
    case 0:
        return {};
    case 1:
        return sign + whole;
    case 2:
        return sign + whole + '.' + digits(random() % 20);
    case 3:
        return sign + '.' + digits(1 + random() % 10);
    default:
        return sign + whole + (random() % 2 ? "." + digits(3) : QByteArray()) + (random() % 2 ? "e" : "E") +
               (random() % 2   ? "-"
                : random() % 2 ? "+"
                               : "") +
               digits(1 + random() % 2);
    }
}

} // namespace

class TestNumberText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAsTheGeneralWay_data();
    void readsAsTheGeneralWay();
    void anyNumberReadsAsTheGeneralWay();
    void leavesTheRestAlone_data();
    void leavesTheRestAlone();
    void fractionsMayComeLate();
    void manyRows();
    void cancelled();
    void largeFilesAreLeftAlone();
};

void TestNumberText::readsAsTheGeneralWay_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("whole numbers") << QByteArray("a,b\n1,2\n-3,4\n0,-0\n");
    QTest::newRow("fractions") << QByteArray("a,b\n1.5,2\n-3.25,.4\n0.1,5.\n");
    QTest::newRow("missing cells") << QByteArray("a,b\n1,\n,4\n5,6.5\n");
    QTest::newRow("exponents") << QByteArray("a,b\n1e5,1E-3\n2.5e+10,-1.e2\n");
    QTest::newRow("many digits") << QByteArray(
        "a,b\n0.12345678901234567890,123456789012345678\n3.1415926535897932384626,1\n");
    QTest::newRow("crlf") << QByteArray("a,b\r\n1,2\r\n3,4\r\n");
    QTest::newRow("semicolons, decimal comma") << QByteArray("a;b\n1,5;2\n3,25;4\n");
    QTest::newRow("tabs") << QByteArray("a\tb\n1\t2\n3\t4\n");
    QTest::newRow("no line end at the end") << QByteArray("a,b\n1,2\n3,4");
    QTest::newRow("no header") << QByteArray("1,2\n3,4\n5,6\n");
    QTest::newRow("one column") << QByteArray("a\n1\n2\n3\n");
    QTest::newRow("repeated names") << QByteArray("a,a,\n1,2,3\n4,5,6\n");
}

void TestNumberText::readsAsTheGeneralWay()
{
    QFETCH(QByteArray, content);
    const Files files;
    const std::string fast = files.write(QStringLiteral("fast.csv"), content);
    // A quoted number is read by the general way.
    QByteArray quoted = content;
    const auto line = quoted.trimmed().lastIndexOf('\n') + 1;
    auto end = line;
    while (end < quoted.size() && !QByteArray(",;\t\r\n").contains(quoted[end]))
        ++end;
    if (content.contains(';'))
        end = quoted.indexOf(';', line);
    quoted.insert(end, '"');
    quoted.insert(line, '"');
    const std::string general = files.write(QStringLiteral("general.csv"), quoted);
    const auto one = open(fast);
    const auto other = open(general);
    VERIFY_RESULT(one);
    VERIFY_RESULT(other);
    QCOMPARE(dump(*one), dump(*other));
    QCOMPARE(kinds(*one), kinds(*other));
    QVERIFY(one->notices() == other->notices());
    TextLayout layout;
    layout.format = {.delimiter = one->dialect()->delimiter, .quote = one->dialect()->quote};
    layout.decimal = one->dialect()->decimal;
    layout.header = one->dialect()->header;
    QVERIFY(isRead(fast, layout));
    QVERIFY(!isRead(general, layout));
}

void TestNumberText::anyNumberReadsAsTheGeneralWay()
{
    std::mt19937_64 random(12);
    QByteArray content = "a,b,c\n";
    for (int row = 0; row < 3000; ++row)
        content += QByteArray::number(row) + ',' + numberText(random) + ',' + numberText(random) + '\n';
    const Files files;
    const std::string path = files.write(QStringLiteral("fast.csv"), content);
    QVERIFY(isRead(path));
    const auto fast = open(path);
    const auto general = open(files.write(QStringLiteral("general.csv"), content + "\"1\",2,3\n"));
    VERIFY_RESULT(fast);
    VERIFY_RESULT(general);
    QByteArray expected = dump(*general);
    expected.chop(static_cast<int>(expected.size() - expected.lastIndexOf('/')));
    QCOMPARE(dump(*fast), expected);
}

void TestNumberText::leavesTheRestAlone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("a,b\n1,x\n");
    QTest::newRow("text further on") << QByteArray("a,b\n1,2\n3,x\n");
    QTest::newRow("a code with a leading zero") << QByteArray("a,b\n1,02\n");
    QTest::newRow("a plus") << QByteArray("a,b\n1,+2\n");
    QTest::newRow("not a number") << QByteArray("a,b\n1,nan\n");
    QTest::newRow("an identity of many digits") << QByteArray("a,b\n1,1234567890123456789\n");
    QTest::newRow("spaces") << QByteArray("a,b\n1, 2\n");
    QTest::newRow("a time") << QByteArray("a,b\n1,2024-05-01\n");
    QTest::newRow("two points") << QByteArray("a,b\n1,1.2.3\n");
    QTest::newRow("a lone minus") << QByteArray("a,b\n1,-\n");
    QTest::newRow("a lone point") << QByteArray("a,b\n1,.\n");
    QTest::newRow("too large an exponent") << QByteArray("a,b\n1,1e1000\n");
    QTest::newRow("ragged, short") << QByteArray("a,b\n1,2\n3\n");
    QTest::newRow("ragged, long") << QByteArray("a,b\n1,2\n3,4,5\n");
    QTest::newRow("blank line") << QByteArray("a,b\n1,2\n\n3,4\n");
    QTest::newRow("blank line in one column") << QByteArray("a\n1\n\n3\n");
    QTest::newRow("quotes") << QByteArray("a,b\n1,\"2\"\n");
    QTest::newRow("quoted name") << QByteArray("\"a\",b\n1,2\n");
    QTest::newRow("a column without values") << QByteArray("a,b\n1,\n2,\n");
    QTest::newRow("no rows") << QByteArray("a,b\n");
    QTest::newRow("lone returns") << QByteArray("a,b\n1,2\r3,4\r");
    QTest::newRow("mark") << QByteArray("\xEF\xBB\xBF"
                                        "1,2\n3,4\n");
}

void TestNumberText::leavesTheRestAlone()
{
    QFETCH(QByteArray, content);
    const Files files;
    QVERIFY(!isRead(files.write(QStringLiteral("a.csv"), content)));
}

void TestNumberText::fractionsMayComeLate()
{
    const Files files;
    QByteArray content = "a,b\n";
    for (int row = 0; row < 400'000; ++row)
        content += QByteArray::number(row) + ",1\n";
    content += "0.5,1\n";
    const auto table = open(files.write(QStringLiteral("late.csv"), content));
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), 400'001);
    NoProgress progress;
    const auto cells = readCells(*table, std::vector<RowNumber>{{1}, {399'999}, {400'001}}, progress);
    VERIFY_RESULT(cells);
    QCOMPARE(*(*cells)[0][0], std::string("0"));
    QCOMPARE(*(*cells)[1][0], std::string("399998"));
    QCOMPARE(*(*cells)[2][0], std::string("0.5"));
}

void TestNumberText::manyRows()
{
    const Files files;
    QByteArray content = "a,b\n";
    for (int row = 1; row <= 250'000; ++row)
        content +=
            QByteArray::number(row) + ',' + (row % 3 ? QByteArray::number(row / 4.0, 'g', 17) : QByteArray()) + '\n';
    const auto table = open(files.write(QStringLiteral("many.csv"), content));
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), 250'000);
    NoProgress progress;
    const auto numbers = readNumbers(*table, std::vector<std::string>{"a", "b"}, progress);
    VERIFY_RESULT(numbers);
    for (std::size_t row = 0; row < numbers->rows.size(); ++row) {
        QCOMPARE(numbers->rows[row].value, std::int64_t(row + 1));
        QCOMPARE(numbers->values[0][row], double(row + 1));
        QVERIFY((row + 1) % 3 ? numbers->values[1][row] == double(row + 1) / 4 : std::isnan(numbers->values[1][row]));
    }
}

void TestNumberText::cancelled()
{
    const Files files;
    QByteArray content = "a,b\n";
    for (int row = 0; row < 400'000; ++row)
        content += "1,2\n";
    testing::StopAt stopped(0.5);
    TextLayout layout;
    layout.path = files.write(QStringLiteral("a.csv"), content);
    const auto read = readNumberText(layout, anySize, stopped);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Cancelled);
}

void TestNumberText::largeFilesAreLeftAlone()
{
    const Files files;
    const QByteArray content = "a,b\n1,2\n";
    TextLayout layout;
    layout.path = files.write(QStringLiteral("a.csv"), content);
    NoProgress progress;
    const auto small = readNumberText(layout, std::uintmax_t(content.size()), progress);
    VERIFY_RESULT(small);
    QVERIFY(small->has_value());
    const auto large = readNumberText(layout, std::uintmax_t(content.size()) - 1, progress);
    VERIFY_RESULT(large);
    QVERIFY(!large->has_value());
}

PERIMETER_TEST(TestNumberText, Core)
#include "tst_number_text.moc"
