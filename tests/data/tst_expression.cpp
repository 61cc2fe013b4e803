// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/steps/prepare.h"
#include "data/table/read.h"
#include "data/table_text.h"
#include "support/test_registry.h"

#include <QElapsedTimer>

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
    void nothingIsWritten();
    void textsCannotGrow();
    void deepOnesAreRefused();

private:
    Expected<Table> table() const
    {
        return open(m_files.write(QStringLiteral("a.csv"), "service,uplink,duration,id.orig_h,flag,ts,text col,from\n"
                                                           "dns,10,4,1.2.3.4,true,2024-05-01 10:00:00,a%b,1\n"
                                                           "http,0,0,1.2.3.5,false,2024-05-02,,2\n"
                                                           "dns,-3,,1.2.3.4,,,it's,3\n"));
    }
    Files m_files;
};

void TestExpression::values_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("cells");
    const auto add = [](const char* expression, const char* cells) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(cells);
    };
    add("uplink + 2 * duration", "18/0/~");
    add("(uplink + 2) * duration", "48/0/~");
    add("-uplink - -1", "-9/1/4");
    add("2 ** 3 ^ 2", "512/512/512");
    add("-2 ^ 2", "-4/-4/-4");
    add("10 - 2 - 3", "5/5/5");
    add("12 / 2 / 3", "2/2/2");
    add("1 / 4", "0.25/0.25/0.25");
    add("7 % 4", "3/3/3");
    add("uplink % duration", "2/~/~");

    add("0.1 + 0.2", "0.30000000000000004/0.30000000000000004/0.30000000000000004");
    add("123456789012345678 * 1000", "123456789012345683968/123456789012345683968/123456789012345683968");
    add("UPLINK", "10/0/-3");
    add("\"uplink\"", "10/0/-3");
    add("id.orig_h", "1.2.3.4/1.2.3.5/1.2.3.4");
    add("\"id.orig_h\" || '!'", "1.2.3.4!/1.2.3.5!/1.2.3.4!");
    add("\"text col\"", "a%b/~/it's");
    add("\"from\" + 1", "2/3/4");
    add("upper(service)", "DNS/HTTP/DNS");
    add("entropy('abcd')", "2/2/2");
    add("round(entropy(service), 9)", "1.584962501/1.5/1.584962501");
    add("entropy('')", "0/0/0");
    add("round(entropy(\"text col\"), 9)", "1.584962501/~/2");
    const std::pair<const char*, std::pair<const char*, const char*>> domains[] = {
        {"a.b.Example.com.", {"example.com", "a.b"}},
        {"example.com", {"example.com", ""}},
        {"x.y.b.co.uk", {"b.co.uk", "x.y"}},
        {"b.co.uk", {"b.co.uk", ""}},
        {"co.uk", {"co.uk", ""}},
        {"localhost", {"localhost", ""}},
        {"10.0.0.1", {"10.0.0.1", ""}},
        {"5.0.10.in-addr.arpa", {"10.in-addr.arpa", "5.0"}},
        {"ab.com.au", {"ab.com.au", ""}},
        {"_ldap._tcp.example.org", {"example.org", "_ldap._tcp"}},
    };
    for (const auto& [name, parts] : domains) {
        const auto three = [](const char* cell) { return QByteArrayList{cell, cell, cell}.join('/'); };
        const QString argument = QLatin1String("('") + QLatin1String(name) + QLatin1String("')");
        QTest::newRow(qPrintable("registered_domain" + argument))
            << "registered_domain" + argument << three(parts.first);
        QTest::newRow(qPrintable("subdomain" + argument)) << "subdomain" + argument << three(parts.second);
    }
    add("uplink > 0", "true/false/false");
    add("duration = 0 or uplink > 0", "true/true/~");
    add("not flag", "false/true/~");
    add("flag + 1", "2/1/~");
    add("service = 'it''s'", "false/false/false");
    add("\"text col\" = 'it''s'", "false/~/true");
    add("service in ('dns', 'ssl')", "true/false/true");
    add("service not in ('dns')", "false/true/false");
    add("uplink between 0 and 5", "false/true/false");
    add("service like 'd%'", "true/false/true");
    add("service not ilike 'D_S'", "false/true/false");
    add("duration is null", "false/false/true");
    add("flag is not null", "true/true/false");
    add("case when uplink > 0 then 'up' when uplink = 0 then 'no' else 'down' end", "up/no/down");
    add("case service when 'dns' then 1 end", "1/~/1");
    add("if(flag, 1, 2.5)", "1/2.5/2.5");
    add("coalesce(duration, uplink)", "4/0/-3");
    add("coalesce(null, duration, 1)", "4/0/1");
    add("greatest(uplink, 1, duration)", "10/1/1");
    add("ln(uplink)", "2.302585092994046/~/~");
    add("log1p(0)", "0/0/0");
    add("sqrt(uplink)", "3.1622776601683795/0/~");
    add("round(2.567, 1)", "2.6/2.6/2.6");
    add("length('Zo\xC3\xAB')", "3/3/3");
    add("cast('12' as double) + '1.5'::double", "13.5/13.5/13.5");
    add("service::double", "~/~/~");
    add("regexp_matches(service, '^d')", "true/false/true");
    add("ts > '2024-05-01 12:00:00'", "false/true/~");
    add("epoch(ts) - 1714557600", "0/50400/~");
    add("hour(ts)", "10/0/~");
    add("isnan(uplink)", "false/false/false");
    add("null", "~/~/~");
    add("true and null", "~/~/~");
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
