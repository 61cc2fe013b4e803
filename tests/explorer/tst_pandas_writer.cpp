// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"
#include "data/steps/prepare.h"
#include "data/table/read.h"
#include "explorer/code/pandas_writer.h"
#include "support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace perimeter;

/// Filters and derived columns in pandas.
class TestPandasWriter : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    NoProgress m_progress;

    static bool hasPandas()
    {
        QProcess python;
        python.start("/usr/bin/python3", {"-c", "import pandas"});
        return python.waitForFinished(120'000) && python.exitCode() == 0;
    }

private Q_SLOTS:
    /// Missing cells are neither within a filter nor within its negation, as in SQL.
    void filtersKeepTheSameRows()
    {
        if (!hasPandas())
            QSKIP("python3-pandas is not installed.");
        QFile file(m_folder.filePath("holes.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b,s\n1,2,x\n,2,y\n3,,x\n4,0,\n-5,7,NA\n0,0,y\n9,NA,x\n2,2,\"it's\"\n8,-1,\n");
        file.close();
        const Expected<Table> table = openTable({.path = file.fileName().toStdString()}, m_progress);
        QVERIFY(table);
        QByteArray script = "import numpy as np\nimport pandas as pd\n"
                            "data = pd.read_csv('holes.csv', keep_default_na=False, dtype={'s': str},\n"
                            "    na_values={'a': ['', 'NA'], 'b': ['', 'NA'], 's': ['']})\n";
        QByteArray expected;
        for (const char* const expression : {"a < 3",
                                             "not a < 3",
                                             "a <> 3",
                                             "not (a = 3)",
                                             "not (a <> 3)",
                                             "a = b",
                                             "a <> b",
                                             "s = 'x'",
                                             "s <> 'x'",
                                             "not s = 'x'",
                                             "s = 'it''s'",
                                             "a < 3 and b > 1",
                                             "not (a < 3 and b > 1)",
                                             "a < 3 or b > 1 and s = 'x'",
                                             "not (a < 3 or b > 1)",
                                             "a / b > 1",
                                             "not (a / b > 1)",
                                             "a / (b + 1) <= 2",
                                             "a between 1 and 4",
                                             "a not between 1 and b",
                                             "s in ('x', 'NA')",
                                             "s not in ('x', 'y')",
                                             "a is null",
                                             "b is not null and A > 1",
                                             "-a * 2 - (b - 1) < 3",
                                             "(a - (b - 2)) / 2 >= -a",
                                             "not not a > +1",
                                             "\"a\" in (1, 3, 9)"}) {
            const Where step{expression};
            const std::optional<PandasExpression> filter = pandasFilter(step, table->columns());
            QVERIFY2(filter, expression);
            script += "print(*(data[" + QByteArray::fromStdString(filter->code) + "].index + 1))\n";
            const Expected<Table> kept = prepare(*table, {{step}}, m_progress);
            QVERIFY2(kept, expression);
            const std::array names = {std::string("a")};
            QByteArrayList rows;
            const Expected<NumberColumns> left = readNumbers(*kept, names, m_progress);
            QVERIFY(left);
            for (const RowNumber row : left->rows)
                rows.append(QByteArray::number(static_cast<qlonglong>(row.value)));
            expected += rows.join(' ') + '\n';
        }
        QProcess python;
        python.setWorkingDirectory(m_folder.path());
        python.start("/usr/bin/python3", {"-c", QString::fromUtf8(script)});
        QVERIFY(python.waitForFinished(120'000));
        QCOMPARE(python.readAllStandardError(), QByteArray());
        QCOMPARE(python.readAllStandardOutput().split('\n'), expected.split('\n'));
    }

    void otherExpressionsAreLeftToPerimeter()
    {
        const std::vector<Column> columns = {
            {"a", ColumnKind::Number}, {"t", ColumnKind::Time}, {"s", ColumnKind::Text}};
        for (const char* const expression :
             {"ln(a) > 1", "t > '2024-01-01'", "s like 'x%'", "a % 2 = 0", "a ^ 2 > 3", "case when a > 1 then true end",
              "true", "1 = 1", "a::varchar = 'x'", "a / 0 > 1", "s < 'x'", "s || 'x' = 'yx'", "a > b"})
            QVERIFY2(!pandasFilter({expression}, columns), expression);
        QVERIFY(!pandasColumn({"n", "a > 1"}, columns));
    }

    void divisionsByZeroFollowTheirRule()
    {
        const std::vector<Column> columns = {{"a", ColumnKind::Number}, {"b", ColumnKind::Number}};
        const auto code = [&](const char* expression, const ZeroDivision& rule) {
            return QString::fromStdString(pandasColumn({"n", expression, rule}, columns)->code);
        };
        QCOMPARE(code("a / b", {}), QString("data[\"a\"] / data[\"b\"].replace(0, 1)"));
        QCOMPARE(code("a / (b - 1)", {ZeroDivision::Rule::LeaveOut}),
                 QString("data[\"a\"] / (data[\"b\"] - 1).replace(0, np.nan)"));
        QCOMPARE(code("2 * (a + 1) / b", {ZeroDivision::Rule::Floor, 0.5}),
                 QString("2 * (data[\"a\"] + 1) / data[\"b\"].clip(lower=0.5)"));
        QCOMPARE(code("a / 2", {}), QString("data[\"a\"] / 2"));
    }

    void stringsAreLiterals()
    {
        QCOMPARE(pythonString("a\"b\\c\nd\r\t"), std::string("\"a\\\"b\\\\c\\nd\\U0000000d\\t\""));
        QCOMPARE(pythonString("größe"), std::string("\"größe\""));
        QCOMPARE(pythonString("\xE2\x80\xAE"), std::string("\"\\U0000202e\""));
    }
};

PERIMETER_TEST(TestPandasWriter, Core)
#include "tst_pandas_writer.moc"
