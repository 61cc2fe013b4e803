// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression/duckdb_spelling.h"
#include "data/expression/expression_functions.h"
#include "data/expression_samples.h"
#include "data/steps/prepare.h"
#include "data/table/read.h"
#include "data/table_text.h"
#include "support/test_registry.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

using namespace perimeter;

class TestExpression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void kept_data();
    void kept();
    void refused_data();
    void refused();
    void everythingIsSpelled();
    void nothingIsWritten();
    void textsCannotGrow();
    void deepOnesAreRefused();

private:
    Expected<Table> table() const { return open(m_files.write(QStringLiteral("a.csv"), sampleRows)); }
    Files m_files;
};

void TestExpression::values_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("cells");
    for (const ExpressionSample& sample : expressionSamples)
        QTest::newRow(sample.expression) << QString::fromUtf8(sample.expression) << QByteArray(sample.cells);
}

void TestExpression::values()
{
    QFETCH(QString, expression);
    const auto source = table();
    VERIFY_RESULT(source);
    NoProgress progress;
    const auto derived = prepare(*source, {{Derive{.name = "new", .expression = expression.toStdString()}}}, progress);
    VERIFY_RESULT(derived);
    const auto cells = readText(*derived, "new", progress);
    VERIFY_RESULT(cells);
    QByteArrayList texts;
    for (const auto& cell : *cells)
        texts.append(cell ? QByteArray::fromStdString(*cell) : QByteArray("~"));
    QTEST(texts.join('/'), "cells");
}

void TestExpression::kept_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<qint64>>("rows");
    QTest::newRow("text") << QStringLiteral("service = 'dns'") << QList<qint64>{1, 3};
    QTest::newRow("missing is not true") << QStringLiteral("duration < 100") << QList<qint64>{1, 2};
    QTest::newRow("division by zero is not true") << QStringLiteral("uplink / duration >= 0") << QList<qint64>{1};
    QTest::newRow("a boolean column") << QStringLiteral("flag") << QList<qint64>{1};
    QTest::newRow("none") << QStringLiteral("1 = 2") << QList<qint64>{};
}

void TestExpression::kept()
{
    QFETCH(QString, expression);
    const auto source = table();
    VERIFY_RESULT(source);
    NoProgress progress;
    const auto filtered = prepare(*source, {{Where{expression.toStdString()}}}, progress);
    VERIFY_RESULT(filtered);
    QList<qint64> rows;
    for (const RowNumber row : rowNumbers(*filtered))
        rows.append(row.value);
    QTEST(rows, "rows");
    QCOMPARE(filtered->rows(), static_cast<std::int64_t>(rows.size()));
}

void TestExpression::refused_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("position");
    const auto add = [](const char* expression, ErrorCode code, int position) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << static_cast<int>(code) << position;
    };
    // A second statement, a file, a copy, an extension, a gigabyte string.
    add("true; drop table table1", ErrorCode::ExpressionNotAllowed, 5);
    add("1=1) ; DROP TABLE table1; SELECT (1=1", ErrorCode::ExpressionSyntax, 4);
    add("flag) FROM read_csv('/etc/passwd') --", ErrorCode::ExpressionSyntax, 5);
    add("read_csv('/etc/passwd')", ErrorCode::ExpressionUnknownFunction, 1);
    add("read_text('/etc/passwd') = ''", ErrorCode::ExpressionUnknownFunction, 1);
    add("getenv('HOME') = ''", ErrorCode::ExpressionUnknownFunction, 1);
    add("(select true)", ErrorCode::ExpressionNotAllowed, 2);
    add("exists (select 1)", ErrorCode::ExpressionUnknownFunction, 1);
    add("uplink in (select 1)", ErrorCode::ExpressionNotAllowed, 12);
    add("copy table1 to 'x.csv'", ErrorCode::ExpressionNotAllowed, 1);
    add("flag union select 1", ErrorCode::ExpressionNotAllowed, 6);
    add("install httpfs", ErrorCode::ExpressionNotAllowed, 1);
    add("load 'x.so'", ErrorCode::ExpressionNotAllowed, 1);
    add("attach 'x'", ErrorCode::ExpressionNotAllowed, 1);
    add("flag -- comment", ErrorCode::ExpressionNotAllowed, 6);
    add("flag /* comment */", ErrorCode::ExpressionNotAllowed, 6);
    add("length(repeat('x', 1000000000)) > 0", ErrorCode::ExpressionUnknownFunction, 8);
    add("lpad('x', 1000000000) = ''", ErrorCode::ExpressionUnknownFunction, 1);
    add("printf('%1000000000d', 1) = ''", ErrorCode::ExpressionUnknownFunction, 1);
    add("count(*) > 1", ErrorCode::ExpressionUnknownFunction, 1);
    add("sum(uplink) over () > 1", ErrorCode::ExpressionUnknownFunction, 1);
    add("* = 1", ErrorCode::ExpressionSyntax, 1);
    add("$1", ErrorCode::ExpressionSyntax, 1);
    add("?", ErrorCode::ExpressionSyntax, 1);
    // Slips.
    add("", ErrorCode::ExpressionSyntax, 1);
    add("uplink >", ErrorCode::ExpressionSyntax, 9);
    add("uplink = 'x", ErrorCode::ExpressionSyntax, 10);
    add("(uplink > 1", ErrorCode::ExpressionSyntax, 12);
    add("uplink > 1)", ErrorCode::ExpressionSyntax, 11);
    add("1e", ErrorCode::ExpressionSyntax, 1);
    add("1e400 > 1", ErrorCode::ExpressionSyntax, 1);
    add("uplnk > 1", ErrorCode::ExpressionUnknownColumn, 1);
    add("uplink > \"dns\"", ErrorCode::ExpressionUnknownColumn, 10);
    add("sqr(uplink) > 1", ErrorCode::ExpressionUnknownFunction, 1);
    add("ln(uplink, 2) > 1", ErrorCode::ExpressionArguments, 1);
    add("'Zo\xC3\xAB' = service and uplink = 'x'", ErrorCode::ExpressionType, 30);
    // Types.
    add("service > 5", ErrorCode::ExpressionType, 11);
    add("uplink > 1 and service + 1 > 2", ErrorCode::ExpressionType, 16);
    add("uplink", ErrorCode::ExpressionType, 1);
    add("service and flag", ErrorCode::ExpressionType, 1);
    add("not uplink", ErrorCode::ExpressionType, 5);
    add("lower(uplink) = 'x'", ErrorCode::ExpressionType, 7);
    add("ts > 'yesterday'", ErrorCode::ExpressionType, 6);
    add("case when flag then 1 else 'x' end = 1", ErrorCode::ExpressionType, 28);
    add("cast(uplink as blob) = 1", ErrorCode::ExpressionSyntax, 16);
}

void TestExpression::refused()
{
    QFETCH(QString, expression);
    QFETCH(int, code);
    QFETCH(int, position);
    const auto source = table();
    VERIFY_RESULT(source);
    NoProgress progress;
    const auto result = prepare(*source, {{Where{expression.toStdString()}}}, progress);
    QVERIFY(!result);
    QVERIFY2(static_cast<int>(result.error().code) == code, describe(result.error()));
    QCOMPARE(QString::fromStdString(result.error().arguments.at(0)), QStringLiteral("where"));
    QCOMPARE(QString::fromStdString(result.error().arguments.at(1)), expression);
    QCOMPARE(QString::fromStdString(result.error().arguments.at(2)), QString::number(position));
    // The table is as it was.
    QCOMPARE(rowNumbers(*source).size(), std::size_t{3});
}

/// A spelling without a pattern would be found out by the user who needs it.
void TestExpression::everythingIsSpelled()
{
    using Operation = Term::Operation;
    const SqlSpelling& spelling = duckdbSpelling();
    for (const std::string& name : functionNames()) {
        const ExpressionFunction* const function = findFunction(name);
        const bool isSpelled =
            std::ranges::count(spelling.functions, function->sameAs, &SqlSpelling::FunctionPattern::name) == 1;
        // A choice is written as one.
        QVERIFY2(isSpelled || function->arguments == ExpressionFunction::Arguments::Choice, name.c_str());
    }
    for (int i = 0; i <= static_cast<int>(Operation::Choice); ++i) {
        const auto operation = static_cast<Operation>(i);
        const bool isWritten = operation == Operation::Column || operation == Operation::Constant ||
                               operation == Operation::Convert || operation == Operation::Call ||
                               operation == Operation::In || operation == Operation::Choice;
        QCOMPARE(std::ranges::count(spelling.operations, operation, &SqlSpelling::OperationPattern::operation),
                 isWritten ? 0 : 1);
    }
    using Kind = ColumnKind;
    for (const Kind from : {Kind::Number, Kind::Boolean, Kind::Time, Kind::Duration, Kind::Text})
        for (const Kind to : {Kind::Number, Kind::Boolean, Kind::Time, Kind::Text})
            QCOMPARE(std::ranges::count_if(spelling.conversions,
                                           [&](const auto& each) { return each.from == from && each.to == to; }),
                     from == Kind::Time && to == Kind::Time ? 0 : 1);
}

void TestExpression::nothingIsWritten()
{
    const auto source = table();
    VERIFY_RESULT(source);
    NoProgress progress;
    const QStringList before = m_files.entries();
    const std::string copy = "true) to '" + m_files.path(QStringLiteral("stolen.csv")) + "' --";
    QVERIFY(!prepare(*source, {{Where{copy}}}, progress));
    QVERIFY(!prepare(*source, {{Derive{.name = "a\" from x --", .expression = "1; " + copy}}}, progress));
    QCOMPARE(m_files.entries(), before);
    // A name is never part of a statement.
    const auto named = prepare(*source, {{Derive{.name = "a\" from x; --", .expression = "1"}}}, progress);
    VERIFY_RESULT(named);
    QCOMPARE(named->columns().back().name, std::string("a\" from x; --"));
}

void TestExpression::textsCannotGrow()
{
    const auto source = table();
    VERIFY_RESULT(source);
    NoProgress progress;
    Preparation doubling{{Derive{.name = "t", .expression = "service || service"}}};
    for (int i = 0; i < 40; ++i)
        doubling.steps.push_back(Derive{.name = "t", .expression = "t || t"});
    QElapsedTimer timer;
    timer.start();
    const auto result = prepare(*source, doubling, progress);
    VERIFY_RESULT(result);
    const auto cells = readText(*result, "t", progress);
    VERIFY_RESULT(cells);
    QVERIFY(cells->front()->size() <= 10'000);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void TestExpression::deepOnesAreRefused()
{
    const auto source = table();
    VERIFY_RESULT(source);
    NoProgress progress;
    const std::string nested = std::string(4000, '(') + "1" + std::string(4000, ')') + " = 1";
    QCOMPARE(prepare(*source, {{Where{nested}}}, progress).error().code, ErrorCode::ExpressionTooLong);
    std::string divisions = "1";
    for (int i = 0; i < 60; ++i)
        divisions = "1 / (" + divisions + ")";
    QCOMPARE(prepare(*source, {{Derive{.name = "x", .expression = divisions}}}, progress).error().code,
             ErrorCode::ExpressionTooLong);
    QCOMPARE(prepare(*source, {{Where{std::string(20'000, ' ') + "true"}}}, progress).error().code,
             ErrorCode::ExpressionTooLong);
}

PERIMETER_TEST(TestExpression, Core)
#include "tst_expression.moc"
