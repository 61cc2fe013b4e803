// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/canonical_order.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace perimeter;

using Columns = std::vector<std::vector<double>>;

class TestCanonicalOrder : public QObject {
    Q_OBJECT

private:
    static std::vector<std::uint32_t> plainly(const Columns& columns, std::size_t rows)
    {
        std::vector<std::uint32_t> order;
        for (std::uint32_t row = 0; row < rows; ++row)
            if (std::ranges::all_of(columns, [row](const auto& values) { return std::isfinite(values[row]); }))
                order.push_back(row);
        std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
            for (const std::vector<double>& values : columns)
                if (values[a] != values[b])
                    return values[a] < values[b];
            return false;
        });
        return order;
    }

private Q_SLOTS:
    void asSortedPlainly_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("kind");
        for (const int rows : {0, 1, 2, 1000, 30'000}) {
            QTest::addRow("%d real values", rows) << rows << 0;
            QTest::addRow("%d whole values with ties", rows) << rows << 1;
            QTest::addRow("%d of two values", rows) << rows << 2;
            QTest::addRow("%d extremes", rows) << rows << 3;
        }
    }

    void asSortedPlainly()
    {
        QFETCH(int, rows);
        QFETCH(int, kind);
        std::mt19937_64 random(9);
        std::normal_distribution<double> normal;
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<double> extremes = {0.0, -0.0, 1e308, -1e308,   5e-324,   -5e-324,
                                              1,   -1,   nan,   HUGE_VAL, -HUGE_VAL};
        Columns columns(2);
        for (int row = 0; row < rows; ++row) {
            for (std::vector<double>& values : columns) {
                const double value = 50 * normal(random);
                values.push_back(kind == 0   ? value
                                 : kind == 1 ? std::round(value)
                                 : kind == 2 ? double(value > 0)
                                             : extremes[random() % extremes.size()]);
            }
        }
        NoProgress progress;
        const auto order = canonicalOrder(columns, static_cast<std::size_t>(rows), progress);
        QVERIFY(order);
        QVERIFY(*order == plainly(columns, static_cast<std::size_t>(rows)));
    }
};

PERIMETER_TEST(TestCanonicalOrder, Core)
#include "tst_canonical_order.moc"
