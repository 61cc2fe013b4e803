// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/expression_samples.h"
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
#include <cmath>
#include <random>

using namespace perimeter;

namespace {

/// Random expressions of what pandas can say, some of them beyond it.
class RandomExpressions {
public:
    explicit RandomExpressions(unsigned seed) : m_random(seed) {}

    std::string truth(int depth)
    {
        switch (depth > 0 ? below(8) : 4 + below(4)) {
        case 0:
            return "(" + truth(depth - 1) + " and " + truth(depth - 1) + ")";
        case 1:
            return "(" + truth(depth - 1) + " or " + truth(depth - 1) + ")";
        case 2:
            return "not " + truth(depth - 1);
        case 3:
            return number(depth - 1) + word({" between ", " not between "}) + number(0) + " and " + number(0);
        case 4:
            return number(depth - 1) + word({" < ", " <= ", " > ", " >= ", " = ", " <> "}) + number(depth - 1);
        case 5:
            return "s" + word({" = ", " <> "}) + text();
        case 6:
            return word({"a", "b", "s"}) + word({" is null", " is not null"});
        default:
            return below(2) ? "s" + word({" in (", " not in ("}) + text() + ", " + text() + ")"
                            : word({"a", "b"}) + word({" in (", " not in ("}) + constant() + ", " + constant() + ")";
        }
    }

    std::string number(int depth)
    {
        switch (depth > 0 ? below(7) : 5 + below(2)) {
        case 0:
            return "(" + number(depth - 1) + " + " + number(depth - 1) + ")";
        case 1:
            return "(" + number(depth - 1) + " - " + number(depth - 1) + ")";
        case 2:
            return "(" + number(depth - 1) + " * " + number(depth - 1) + ")";
        case 3:
            return "(" + number(depth - 1) + " / " + number(depth - 1) + ")";
        case 4:
            return "(" + word({"-", "+"}) + number(depth - 1) + ")";
        case 5:
            return word({"a", "b", "A", "\"b\""});
        default:
            return constant();
        }
    }

    ZeroDivision rule()
    {
        using Rule = ZeroDivision::Rule;
        return {std::array{Rule::Keep, Rule::LeaveOut, Rule::Floor}[below(3)], 0.5};
    }

private:
    std::size_t below(std::size_t bound) { return m_random() % bound; }
    std::string word(std::initializer_list<const char*> words) { return words.begin()[below(words.size())]; }
    std::string constant() { return word({"0", "1", "2", "0.25", "3", "7", "1e2", "-1"}); }
    std::string text() { return word({"'x'", "'y'", "'NA'", "'it''s'", "''"}); }

    std::mt19937 m_random;
};

/// A cell as text that reads back as the same number; "~" where it is missing.
QByteArray cellText(double value)
{
    return std::isnan(value) ? QByteArray("~") : QByteArray::number(value, 'g', 17);
}

} // namespace

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

    static constexpr const char* imports =
        "import math\nimport numpy as np\nimport pandas as pd\n"
        "def cells(values):\n"
        "    return [('~' if math.isnan(v) else v if math.isinf(v) else '%.17g' % (v + 0)) for v in values]\n";
    static constexpr const char* header = "data = pd.read_csv('holes.csv', keep_default_na=False, dtype={'s': str},\n"
                                          "    na_values={'a': ['', 'NA'], 'b': ['', 'NA'], 's': ['']})\n";

    Expected<Table> holes() const
    {
        QFile file(m_folder.filePath("holes.csv"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write holes.csv");
        file.write("a,b,s\n1,2,x\n,2,y\n3,,x\n4,0,\n-5,7,NA\n0,0,y\n9,NA,x\n2,2,\"it's\"\n8,-1,\n");
        file.close();
        NoProgress progress;
        return openTable({.path = file.fileName().toStdString()}, progress);
    }

    QByteArray printed(const QByteArray& script) const
    {
        QProcess python;
        python.setWorkingDirectory(m_folder.path());
        python.start("/usr/bin/python3", {"-"});
        python.write(script);
        python.closeWriteChannel();
        if (!python.waitForFinished(300'000))
            return "python did not end";
        return python.readAllStandardError() + python.readAllStandardOutput();
    }

    /// The numbers of the rows, or of a column of numbers, on a line.
    QByteArray line(const Table& table, const std::string& column)
    {
        const std::array names = {column};
        QByteArrayList cells;
        const Expected<NumberColumns> read = readNumbers(table, names, m_progress);
        if (!read)
            return "not read";
        for (std::size_t row = 0; row < read->rows.size(); ++row)
            cells.append(column == "a" ? QByteArray::number(static_cast<qlonglong>(read->rows[row].value))
                                       : cellText(read->values[0][row]));
        return cells.join(' ') + '\n';
    }

private Q_SLOTS:
    /// Missing cells are neither within a filter nor within its negation, as in SQL.
    void filtersKeepTheSameRows()
    {
        if (!hasPandas())
            QSKIP("python3-pandas is not installed.");
        const Expected<Table> table = holes();
        QVERIFY(table);
        QByteArray script = QByteArray(imports) + header;
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
            expected += line(*kept, "a");
        }
        QCOMPARE(printed(script).split('\n'), expected.split('\n'));
    }

    /// One tree, two writers: whatever pandas is given evaluates to the same rows and values as in the data engine.
    void randomExpressionsAgree()
    {
        if (!hasPandas())
            QSKIP("python3-pandas is not installed.");
        const Expected<Table> table = holes();
        QVERIFY(table);
        RandomExpressions random(20151129);
        QByteArray script = QByteArray(imports) + header;
        QByteArrayList expected;
        QByteArrayList expressions;
        int tried = 0;
        for (; expected.size() < 2000; ++tried) {
            QVERIFY2(tried < 8000, "most of the expressions are beyond pandas");
            Expected<Table> result = table;
            if (tried % 2 == 0) {
                const Where step{random.truth(3)};
                const std::optional<PandasExpression> filter = pandasFilter(step, table->columns());
                if (!filter)
                    continue;
                script += "print(*(data[" + QByteArray::fromStdString(filter->code) + "].index + 1))\n";
                result = prepare(*table, {{step}}, m_progress);
                expressions.append(QByteArray::fromStdString(step.expression));
            } else {
                const Derive step{"n", random.number(4), random.rule()};
                const std::optional<PandasExpression> values = pandasColumn(step, table->columns());
                if (!values || values->columns.empty())
                    continue;
                script += "print(*cells(" + QByteArray::fromStdString(values->code) + "))\n";
                result = prepare(*table, {{step}}, m_progress);
                expressions.append(QByteArray::fromStdString(step.expression));
            }
            QVERIFY2(result, expressions.back());
            expected.append(line(*result, tried % 2 == 0 ? "a" : "n").trimmed());
        }
        const QByteArrayList lines = printed(script).split('\n');
        QCOMPARE(lines.size(), expected.size() + 1);
        for (qsizetype i = 0; i < expected.size(); ++i)
            QVERIFY2(lines[i] == expected[i], expressions[i] + ": " + lines[i] + " instead of " + expected[i]);
    }

    /// Of the expressions that others test, pandas says some, and says them alike.
    void samplesAgree()
    {
        if (!hasPandas())
            QSKIP("python3-pandas is not installed.");
        QFile file(m_folder.filePath("samples.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(sampleRows);
        file.close();
        const Expected<Table> table = openTable({.path = file.fileName().toStdString()}, m_progress);
        QVERIFY(table);
        QByteArray script = QByteArray(imports) + "data = pd.read_csv('samples.csv')\n";
        QByteArrayList expected;
        for (const ExpressionSample& sample : expressionSamples) {
            const std::optional<PandasExpression> values = pandasColumn({"n", sample.expression}, table->columns());
            const std::optional<PandasExpression> filter = pandasFilter({sample.expression}, table->columns());
            if (values && !values->columns.empty()) {
                script += "print(*cells(" + QByteArray::fromStdString(values->code) + "), sep='/')\n";
                expected.append(sample.cells);
            } else if (filter) {
                script += "print(*(data[" + QByteArray::fromStdString(filter->code) + "].index + 1))\n";
                const QByteArrayList cells = QByteArray(sample.cells).split('/');
                QByteArrayList rows;
                for (qsizetype row = 0; row < cells.size(); ++row)
                    if (cells[row] == "true")
                        rows.append(QByteArray::number(row + 1));
                expected.append(rows.join(' '));
            }
        }
        QVERIFY2(expected.size() >= 14, qPrintable(QString::number(expected.size())));
        expected.append(QByteArray());
        QCOMPARE(printed(script).split('\n'), expected);
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
