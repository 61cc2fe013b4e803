// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"
#include "data/steps/prepare.h"
#include "data/steps/step_text.h"
#include "data/table/read.h"
#include "data/table_text.h"
#include "support/test_registry.h"

#include <cmath>

using namespace perimeter;

namespace {

Preparation derive(const std::string& name, const std::string& expression, ZeroDivision rule)
{
    return {{Derive{.name = name, .expression = expression, .zeroDivision = rule}}};
}

QByteArray rows(const Table& table)
{
    QByteArrayList texts;
    for (const RowNumber row : rowNumbers(table))
        texts.append(QByteArray::number(static_cast<qint64>(row.value)));
    return texts.join(' ');
}

} // namespace

class TestPrepare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void zeroDivision_data();
    void zeroDivision();
    void floorMustBePositive();
    void derivedReplacesAColumnOfItsName();
    void stepsBuildOnEachOther();
    void onePer_data();
    void onePer();
    void columnsAreKeptAndDropped();
    void summarises();
    void summaryOfTextIsRefused();
    void nextOfTheSameKey();
    void unitsFollowDerivedColumns();
    void stepsAreReadAsWritten();
    void namesAreReadAsWritten_data();
    void namesAreReadAsWritten();
    void rowNumbersSurviveEverything();
    void joins();
    void joinByKeysOfDifferentKinds();
    void theTableBeneathMayGo();
    void noTwoColumnsAreCalledAlike_data();
    void noTwoColumnsAreCalledAlike();
    void deviationOfWhatCannotBeSquared();
};

void TestPrepare::zeroDivision_data()
{
    using Rule = ZeroDivision::Rule;
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("rule");
    QTest::addColumn<double>("floor");
    QTest::addColumn<QByteArray>("cells");
    QTest::addColumn<QString>("noticed");
    const auto add = [](const char* name, const char* expression, Rule rule, double floor, const char* cells,
                        const char* noticed) {
        QTest::newRow(name) << QString::fromLatin1(expression) << static_cast<int>(rule) << floor << QByteArray(cells)
                            << QString::fromLatin1(noticed);
    };
    add("keep", "up/duration", Rule::Keep, 0, "5 7 ~ 80", "1 keep");
    add("leave out", "up/duration", Rule::LeaveOut, 0, "5 ~ ~ 80", "1 leave-out");
    add("floor", "up/duration", Rule::Floor, 0.5, "5 14 ~ 16", "2 floor=0.5");
    add("within a function", "1 + abs(up/duration)", Rule::Keep, 0, "6 8 ~ 81", "1 keep");
    add("in a divisor", "1/(up/duration)", Rule::Keep, 0, "0.2 0.14285714285714285 ~ 0.0125", "1 keep");
    add("by a difference", "up/(duration - 2)", Rule::Keep, 0, "10 -3.5 ~ -4.2105263157894735", "1 keep");
    add("twice in one row", "up/duration + 1/duration", Rule::Keep, 0, "5.5 8 ~ 90", "1 keep");
    add("guarded", "case when duration > 0 then up/duration end", Rule::Keep, 0, "5 ~ ~ 80", "");
    add("unguarded branch", "case when duration = 0 then up/duration else -1 end", Rule::Keep, 0, "-1 7 -1 -1",
        "1 keep");
    add("guarded by and", "if(duration > 0 and up/duration > 1, 1, 0)", Rule::Keep, 0, "1 0 0 1", "");
    add("none", "up/2", Rule::Keep, 0, "5 3.5 1.5 4", "");
}

void TestPrepare::zeroDivision()
{
    QFETCH(QString, expression);
    QFETCH(int, rule);
    QFETCH(double, floor);
    QFETCH(QString, noticed);
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "up,duration\n10,2\n7,0\n3,\n8,0.1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto derived = prepare(
        *table, derive("rate", expression.toStdString(), {static_cast<ZeroDivision::Rule>(rule), floor}), progress);
    VERIFY_RESULT(derived);
    const auto cells = readText(*derived, "rate", progress);
    VERIFY_RESULT(cells);
    QByteArrayList texts;
    for (const auto& cell : *cells)
        texts.append(cell ? QByteArray::fromStdString(*cell) : QByteArray("~"));
    QTEST(texts.join(' '), "cells");
    if (noticed.isEmpty()) {
        QVERIFY(derived->notices().empty());
        return;
    }
    const QStringList parts = noticed.split(u' ');
    QCOMPARE(derived->notices().size(), std::size_t{1});
    QCOMPARE(derived->notices().front(),
             (Notice{NoticeCode::ZeroDivision, {"rate", parts[0].toStdString(), parts[1].toStdString()}}));
}

void TestPrepare::floorMustBePositive()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "up,duration\n10,2\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto derived = prepare(*table, derive("rate", "up/duration", {ZeroDivision::Rule::Floor, 0}), progress);
    QCOMPARE(derived.error(), (Error{ErrorCode::FloorNotPositive, {"rate", "0"}}));
}

void TestPrepare::derivedReplacesAColumnOfItsName()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,10\n2,20\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto once = prepare(*table, {{Derive{.name = "a", .expression = "a * 2"}}}, progress);
    VERIFY_RESULT(once);
    const auto twice = prepare(
        *once, {{Derive{.name = "a", .expression = "a + b"}, Derive{.name = "c", .expression = "'x'"}}}, progress);
    VERIFY_RESULT(twice);
    QCOMPARE(dump(*table), QByteArray("a,b/1,10/2,20"));
    QCOMPARE(dump(*once), QByteArray("a,b/2,10/4,20"));
    QCOMPARE(dump(*twice), QByteArray("a,b,c/12,10,x/24,20,x"));
}

void TestPrepare::stepsBuildOnEachOther()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b\n1,10\n2,20\n3,30\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto result = prepare(
        *table, {{Derive{.name = "sum", .expression = "a + b"}, Where{"sum > 20"}, Where{"sum < 30"}}}, progress);
    VERIFY_RESULT(result);
    QCOMPARE(dump(*result), QByteArray("a,b,sum/2,20,22"));
    QCOMPARE(rows(*result), QByteArray("2"));
    const auto wrong = prepare(*table, {{Where{"sum > 20"}, Derive{.name = "sum", .expression = "a + b"}}}, progress);
    QCOMPARE(wrong.error().code, ErrorCode::ExpressionUnknownColumn);
}

void TestPrepare::onePer_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("rowsKept");
    using Rule = OnePer::Rule;
    QTest::newRow("first") << static_cast<int>(Rule::First) << QByteArray("who,up,down,what/b,1,1,x/a,5,1,y/c,~,2,z")
                           << QByteArray("1 2 5");
    QTest::newRow("last") << static_cast<int>(Rule::Last) << QByteArray("who,up,down,what/a,3,2,w/c,~,2,z/b,0,1,v")
                          << QByteArray("4 5 7");
    QTest::newRow("largest") << static_cast<int>(Rule::Largest)
                             << QByteArray("who,up,down,what/b,1,1,x/a,5,1,y/c,~,2,z") << QByteArray("1 2 5");
    QTest::newRow("sum") << static_cast<int>(Rule::Sum) << QByteArray("who,up,down,what/b,2,3,x/a,8,3,y/c,~,2,z")
                         << QByteArray("1 2 5");
}

void TestPrepare::onePer()
{
    QFETCH(int, rule);
    const Files files;
    const auto table = open(files.write(
        QStringLiteral("a.csv"), "who,up,down,what\nb,1,1,x\na,5,1,y\nb,1,1,u\na,3,2,w\nc,,2,z\n,9,9,t\nb,0,1,v\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto result = prepare(*table, {{OnePer{.column = "who", .rule = static_cast<OnePer::Rule>(rule)}}}, progress);
    VERIFY_RESULT(result);
    QTEST(dump(*result), "table");
    QTEST(rows(*result), "rowsKept");
    QCOMPARE(result->rows(), 3);
    QCOMPARE(result->notices(), (std::vector<Notice>{{NoticeCode::OnePerMissing, {"who", "1"}}}));
}

void TestPrepare::columnsAreKeptAndDropped()
{
    using Rule = Select::Rule;
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "a,b,name\n1,10,x\n2,20,y\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    // In the table's order, a derived column among them; what is gone is named by no later step.
    const Derive sum{.name = "sum", .expression = "a + b"};
    const auto kept = prepare(*table, {{sum, Select{Rule::Keep, {"sum", "name"}}}}, progress);
    VERIFY_RESULT(kept);
    QCOMPARE(dump(*kept), QByteArray("name,sum/x,11/y,22"));
    const auto dropped = prepare(*table, {{sum, Select{Rule::Drop, {"a", "name"}}, Where{"sum > 11"}}}, progress);
    VERIFY_RESULT(dropped);
    QCOMPARE(dump(*dropped), QByteArray("b,sum/20,22"));
    QCOMPARE(rows(*dropped), QByteArray("2"));
    const auto gone = prepare(*table, {{Select{Rule::Drop, {"a"}}, sum}}, progress);
    QCOMPARE(gone.error().code, ErrorCode::ExpressionUnknownColumn);
    const auto unknown = prepare(*table, {{Select{Rule::Keep, {"a", "nome"}}}}, progress);
    QCOMPARE(unknown.error(), (Error{ErrorCode::UnknownColumn, {"nome", "name"}}));
    const auto nothing = prepare(*table, {{Select{Rule::Drop, {"name", "b", "a"}}}}, progress);
    QCOMPARE(nothing.error(), Error{ErrorCode::NoColumnsLeft});
}

void TestPrepare::summarises()
{
    const Files files;
    const auto table = open(files.write(
        QStringLiteral("a.csv"), "who,where,up,what\nb,x,4,u\na,x,5,v\nb,x,,u\na,y,3,w\nb,x,1,v\n,x,9,t\nb,,9,t\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto step = readSummarise("rows = count(), known = count(up), kinds = unique(what), mean = mean(2 * up), "
                                    "spread = deviation(up), up = sum(up), least = min(up), most = max(what), "
                                    "start = first(what), end = last(up / (up - 1)) by who, where");
    QVERIFY(step);
    const auto result = prepare(*table, {{*step}}, progress);
    VERIFY_RESULT(result);
    QCOMPARE(dump(*result), QByteArray("who,where,rows,known,kinds,mean,spread,up,least,most,start,end/"
                                       "b,x,3,2,2,5,1.5,5,1,v,u,1.3333333333333333/a,x,1,1,1,10,0,5,5,v,v,1.25/"
                                       "a,y,1,1,1,6,0,3,3,w,w,1.5"));
    QCOMPARE(rows(*result), QByteArray("1 2 4"));
    QCOMPARE(result->rows(), 3);
    QCOMPARE(result->notices(), (std::vector<Notice>{{NoticeCode::OnePerMissing, {"who, where", "2"}}}));
    // What is not summarised is gone, and later steps see the summary.
    const auto later = prepare(*table, {{*step, Where{"rows > 1"}, Select{Select::Rule::Keep, {"who"}}}}, progress);
    VERIFY_RESULT(later);
    QCOMPARE(dump(*later), QByteArray("who/b"));
}

void TestPrepare::summaryOfTextIsRefused()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "who,up\nb,4\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto text = prepare(*table, {{*readSummarise("m = mean(who) by up")}}, progress);
    QCOMPARE(text.error(), (Error{ErrorCode::ExpressionType, {"summarise m", "who", "1", "number", "text"}}));
    const auto unknown = prepare(*table, {{*readSummarise("m = mean(up + ub) by who")}}, progress);
    QCOMPARE(unknown.error(), (Error{ErrorCode::ExpressionUnknownColumn, {"summarise m", "up + ub", "6", "ub", "up"}}));
    const auto key = prepare(*table, {{*readSummarise("m = mean(up) by wo")}}, progress);
    QCOMPARE(key.error(), (Error{ErrorCode::UnknownColumn, {"wo", "who"}}));
    QVERIFY(!readSummarise("m = median(up) by who"));
    QVERIFY(!readSummarise("m = mean(up)"));
    QVERIFY(!readSummarise("mean(up) by who"));
}

void TestPrepare::nextOfTheSameKey()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "who,at,service\n"
                                                                 "a,2024-01-01 00:00:10.1,http\n"
                                                                 "b,2024-01-01 00:00:00,dns\n"
                                                                 "a,2024-01-01 00:00:04,dns\n"
                                                                 ",2024-01-01 00:00:05,dns\n"
                                                                 "a,,smtp\n"
                                                                 "a,2024-01-01 00:00:10.1,ssh\n"
                                                                 "b,2024-01-01 00:01:00,\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto result = prepare(*table, {{Next{{"service"}, "who", "at"}}}, progress);
    VERIFY_RESULT(result);
    QCOMPARE(kinds(*result), QByteArray("xTxxD"));
    const auto kept = prepare(*result, {{Select{Select::Rule::Drop, {"at"}}}}, progress);
    VERIFY_RESULT(kept);
    // Two at the same time come in the table's order; a row without a time or a key has no next.
    QCOMPARE(dump(*kept), QByteArray("who,service,next_service,until_next/a,http,ssh,0/b,dns,~,60/a,dns,http,6.1/"
                                     "~,dns,~,~/a,smtp,~,~/a,ssh,~,~/b,~,~,~"));
    const auto unknown = prepare(*table, {{Next{{"service"}, "who", "time"}}}, progress);
    QCOMPARE(unknown.error().code, ErrorCode::UnknownColumn);
}

void TestPrepare::unitsFollowDerivedColumns()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "up,down,duration,n\n1,10,2,1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto derive = [](const char* name, const char* expression) {
        return Derive{.name = name, .expression = expression};
    };
    const auto result =
        prepare(*table,
                {{Unit{{"up", "down"}, "bytes"}, Unit{{"duration"}, "s"}, derive("same", "up"),
                  derive("rate", "(same) / duration"), derive("share", "up / down"), derive("sum", "up + down"),
                  derive("per_n", "up / n"), derive("steep", "rate / down"),
                  *readSummarise("mean = mean(rate), rows = count(up) by n, sum, per_n, share, steep")}},
                progress);
    VERIFY_RESULT(result);
    QByteArrayList units;
    for (const Column& column : result->columns())
        units.append(QByteArray::fromStdString(column.name + ":" + column.unit));
    QCOMPARE(units.join(' '), QByteArray("n: sum: per_n: share: steep: mean:bytes/s rows:"));
    QCOMPARE(prepare(*table, {{Unit{{"up"}, "bytes"}, derive("same", "up")}}, progress)->columns().back().unit,
             std::string("bytes"));
    QCOMPARE(prepare(*table, {{Unit{{"upp"}, "bytes"}}}, progress).error().code, ErrorCode::UnknownColumn);
}

void TestPrepare::stepsAreReadAsWritten()
{
    for (const char* const line : {"queries = count(), longest = max(length(query)) by id.orig_h, domain",
                                   R"("a, b" = first(if(x = ',', 1, 2)), n = unique("by the way") by "say ""hi""")"}) {
        const auto step = readSummarise(line);
        QVERIFY(step);
        QCOMPARE(writeSummarise(*step), std::string(line));
    }
    const auto next = readNext("service, resp_bytes by id.orig_h order ts");
    QVERIFY(next);
    QCOMPARE(*next, (Next{{"service", "resp_bytes"}, "id.orig_h", "ts"}));
    QCOMPARE(writeNext(*next), std::string("service, resp_bytes by id.orig_h order ts"));
    QVERIFY(!readNext("service by id.orig_h"));
    QVERIFY(!readNext("service by a, b order ts"));
}

void TestPrepare::namesAreReadAsWritten_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << QByteArray("a,b") << QByteArrayList{"a", "b"} << QByteArray("a, b");
    QTest::newRow("spaces and dots") << QByteArray(" id.orig_h , label (labels)")
                                     << QByteArrayList{"id.orig_h", "label (labels)"}
                                     << QByteArray("id.orig_h, \"label (labels)\"");
    QTest::newRow("quoted") << QByteArray(R"("a,b", "say ""hi""")") << QByteArrayList{"a,b", "say \"hi\""}
                            << QByteArray(R"("a,b", "say ""hi""")");
    QTest::newRow("none") << QByteArray(" , ") << QByteArrayList() << QByteArray();
}

void TestPrepare::namesAreReadAsWritten()
{
    QFETCH(QByteArray, line);
    const std::vector<std::string> names = readNames(line.toStdString());
    QByteArrayList read;
    for (const std::string& name : names)
        read.append(QByteArray::fromStdString(name));
    QTEST(read, "names");
    QTEST(QByteArray::fromStdString(writeNames(names)), "written");
    QCOMPARE(readNames(writeNames(names)), names);
}

void TestPrepare::rowNumbersSurviveEverything()
{
    const Files files;
    QByteArray content = "n,who\n";
    for (int i = 1; i <= 300'000; ++i)
        content += QByteArray::number(i) + "," + QByteArray::number(i % 1000) + "\n";
    QByteArray labels = "who,label\n";
    for (int i = 999; i >= 0; --i)
        labels += QByteArray::number(i) + ",l" + QByteArray::number(i) + "\n";
    const std::string left = files.write(QStringLiteral("a.csv"), content);
    const std::string right = files.write(QStringLiteral("labels.csv"), labels);
    NoProgress progress;
    const auto joined = openTable({.path = left, .joins = {{.path = right, .key = "who"}}}, progress);
    VERIFY_RESULT(joined);
    const auto table = prepare(*joined,
                               {{Where{"n % 7 = 0"}, Derive{.name = "m", .expression = "n * 2"},
                                 OnePer{.column = "who", .rule = OnePer::Rule::Last}}},
                               progress);
    VERIFY_RESULT(table);
    QCOMPARE(table->rows(), 1000);
    const std::vector<std::string> names = {"n", "m", "who"};
    const auto numbers = readNumbers(*table, names, progress);
    VERIFY_RESULT(numbers);
    const auto text = readText(*table, "label", progress);
    VERIFY_RESULT(text);
    std::int64_t before = 0;
    for (std::size_t r = 0; r < numbers->rows.size(); ++r) {
        const std::int64_t row = numbers->rows[r].value;
        QVERIFY(row > before && row % 7 == 0 && row > 293'000);
        QCOMPARE(numbers->values[0][r], static_cast<double>(row));
        QCOMPARE(numbers->values[1][r], 2.0 * static_cast<double>(row));
        QCOMPARE((*text)[r].value_or("~"), "l" + std::to_string(row % 1000));
        before = row;
    }
}

void TestPrepare::joins()
{
    const Files files;
    const std::string left = files.write(QStringLiteral("a.csv"), "id,label\n3,x\n1,y\n9,z\n,w\n1,v\n");
    const std::string labels =
        files.write(QStringLiteral("labels.csv"), "id,label,extra\n1,one,7\n3,three,\n1,uno,8\n,none,9\n");
    NoProgress progress;
    const auto table = openTable({.path = left, .joins = {{.path = labels, .key = "id"}}}, progress);
    VERIFY_RESULT(table);
    QCOMPARE(dump(*table), QByteArray("id,label,label (labels),extra/3,x,three,~/1,y,one,7/9,z,~,~/~,w,~,~/1,v,one,7"));
    QCOMPARE(rows(*table), QByteArray("1 2 3 4 5"));
    QCOMPARE(table->notices(), (std::vector<Notice>{{NoticeCode::JoinPassedOver, {labels, "id", "1"}},
                                                    {NoticeCode::JoinUnmatched, {labels, "id", "2"}}}));
    const auto filtered = prepare(*table, {{Where{"\"label (labels)\" = 'one'"}}}, progress);
    VERIFY_RESULT(filtered);
    QCOMPARE(rows(*filtered), QByteArray("2 5"));
}

void TestPrepare::joinByKeysOfDifferentKinds()
{
    const Files files;
    const std::string left = files.write(QStringLiteral("a.csv"), "id,v\n12,1\n8,2\n");
    const std::string right = files.write(QStringLiteral("b.csv"), "id,w\n12,a\nx8,b\n");
    NoProgress progress;
    const auto table = openTable({.path = left, .joins = {{.path = right, .key = "id"}}}, progress);
    VERIFY_RESULT(table);
    QCOMPARE(dump(*table), QByteArray("id,v,w/12,1,a/8,2,~"));
}

void TestPrepare::theTableBeneathMayGo()
{
    const Files files;
    NoProgress progress;
    std::optional<Table> kept;
    {
        const auto table = open(files.write(QStringLiteral("a.csv"), "a\n1\n2\n3\n"));
        VERIFY_RESULT(table);
        const auto result = prepare(*table, {{Where{"a > 1"}, Derive{.name = "b", .expression = "a + 1"}}}, progress);
        VERIFY_RESULT(result);
        kept = *result;
    }
    QCOMPARE(dump(*kept), QByteArray("a,b/2,3/3,4"));
}

void TestPrepare::noTwoColumnsAreCalledAlike_data()
{
    QTest::addColumn<QString>("summary");
    QTest::newRow("twice") << "n = count(), n = sum(up) by id";
    QTest::newRow("a key") << "id = count() by id";
    QTest::newRow("but for its case") << "n = count(), N = sum(up) by id";
    QTest::newRow("derived") << QString();
    QTest::newRow("next") << "next";
}

void TestPrepare::noTwoColumnsAreCalledAlike()
{
    QFETCH(const QString, summary);
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "id,up,Next_up\n1,10,3\n1,7,2\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    PreparationStep step = Derive{"UP", "up + 1", {}};
    if (summary == QStringLiteral("next"))
        step = Next{{"up"}, "id", "up"};
    else if (!summary.isEmpty())
        step = *readSummarise(summary.toStdString());
    const auto prepared = prepare(*table, {{step}}, progress);
    QVERIFY(!prepared);
    QVERIFY2(prepared.error().code == ErrorCode::NameTwice, describe(prepared.error()));
}

void TestPrepare::deviationOfWhatCannotBeSquared()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "id,up\n1,2\n1,4\n2,1e307\n2,-1e307\n3,inf\n3,1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto prepared = prepare(*table, {{*readSummarise("d = deviation(up), m = mean(up) by id")}}, progress);
    VERIFY_RESULT(prepared);
    const auto cells = readText(*prepared, "d", progress);
    VERIFY_RESULT(cells);
    QCOMPARE(*cells, (std::vector<std::optional<std::string>>{"1", std::nullopt, std::nullopt}));
}

PERIMETER_TEST(TestPrepare, Core)
#include "tst_prepare.moc"
