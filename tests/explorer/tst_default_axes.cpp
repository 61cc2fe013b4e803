// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/default_axes.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;

class TestDefaultAxes : public QObject {
    Q_OBJECT

private:
    using Values = std::vector<std::vector<double>>;

private Q_SLOTS:
    void measuredQuantitiesComeFirst()
    {
        const std::vector<Column> columns = {
            {.name = "ts", .kind = ColumnKind::Number},         {.name = "id.orig_p", .kind = ColumnKind::Number},
            {.name = "sourcePort", .kind = ColumnKind::Number}, {.name = "client", .kind = ColumnKind::Text},
            {.name = "open", .kind = ColumnKind::Boolean},      {.name = "seen", .kind = ColumnKind::Time},
            {.name = "duration", .kind = ColumnKind::Duration}, {.name = "orig_bytes", .kind = ColumnKind::Number}};
        const Values values = {{1, 2}, {53, 54}, {1, 2}, {}, {0, 1}, {1e9, 2e9}, {1, 2}, {3, 4}};
        QCOMPARE(axisOrder(columns, values).names,
                 (std::vector<std::string>{"duration", "orig_bytes", "id.orig_p", "sourcePort", "ts", "seen", "open"}));
    }

    void secondsSince1970AreKnownByTheirValues()
    {
        const std::vector<Column> columns = {{.name = "received", .kind = ColumnKind::Number},
                                             {.name = "bytes", .kind = ColumnKind::Number},
                                             {.name = "millis", .kind = ColumnKind::Number},
                                             {.name = "packets", .kind = ColumnKind::Number}};
        const Values values = {{1.714e9, 1.715e9}, {1.714e9, 20}, {1.714e12, 1.715e12}, {1, 2}};
        QCOMPARE(axisOrder(columns, values).names,
                 (std::vector<std::string>{"bytes", "packets", "received", "millis"}));
    }

    void constantColumnsComeLast()
    {
        const std::vector<Column> columns = {{.name = "version", .kind = ColumnKind::Number},
                                             {.name = "id", .kind = ColumnKind::Number},
                                             {.name = "width", .kind = ColumnKind::Number}};
        const Values values = {{4, 4, 4}, {1, 2, 3}, {1, 1, 2}};
        QCOMPARE(axisOrder(columns, values).names, (std::vector<std::string>{"width", "id", "version"}));
    }

    void wordsThatContainAMarkAreMeasured()
    {
        const std::vector<Column> columns = {{.name = "width", .kind = ColumnKind::Number},
                                             {.name = "response_time", .kind = ColumnKind::Number},
                                             {.name = "number_of_rows", .kind = ColumnKind::Number},
                                             {.name = "user_id", .kind = ColumnKind::Number}};
        const Values values = {{1, 2}, {1, 2}, {1, 2}, {1, 2}};
        QCOMPARE(axisOrder(columns, values).names.front(), std::string("width"));
        QCOMPARE(axisOrder(columns, values).names.back(), std::string("user_id"));
        QCOMPARE(axisOrder(columns, values).names[1], std::string("response_time"));
    }
};

PERIMETER_TEST(TestDefaultAxes, Core)
#include "tst_default_axes.moc"
