// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement/near_rows.h"
#include "support/test_registry.h"

#include <QTest>

#include <random>

using namespace perimeter;

/// Rows near to a frontier as points of a fit.
class TestNearRows : public QObject {
    Q_OBJECT

private:
    std::vector<NearRow> m_rows;

private Q_SLOTS:
    void initTestCase()
    {
        std::mt19937_64 random(5);
        std::normal_distribution<double> place;
        for (std::uint32_t row = 0; row < 5000; ++row)
            m_rows.push_back({{place(random), place(random)}, 0, row});
    }

    void fewAreTakenAsTheyAre()
    {
        const FittedPoints points = fittedPoints(m_rows, m_rows.size(), 0.1);
        QVERIFY(points.isSingle());
        QCOMPARE(points.points.rows(), Eigen::Index(m_rows.size()));
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            QCOMPARE(points.points.row(static_cast<Eigen::Index>(row)), m_rows[row].row);
    }

    void manyAreGroupedAsFinelyAsMayBe()
    {
        for (const double width : {1e-3, 0.1, 50.0}) {
            const FittedPoints points = fittedPoints(m_rows, 1000, width);
            QVERIFY(!points.isSingle());
            QVERIFY(points.points.rows() <= 1000);
            QVERIFY2(points.points.rows() > 250, qPrintable(QString::number(points.points.rows())));
            QCOMPARE(points.weights.sum(), double(m_rows.size()));
            Eigen::RowVector2d mean = Eigen::RowVector2d::Zero();
            for (const NearRow& row : m_rows)
                mean += row.row / static_cast<double>(m_rows.size());
            const Eigen::RowVector2d ofGroups = points.weights.transpose() * points.points / points.weights.sum();
            QVERIFY((mean - ofGroups).norm() < 1e-12);
        }
    }

    /// Far apart, where many halvings part no row from another.
    void rowsOfNarrowClustersAreToldApart()
    {
        std::vector<NearRow> rows = m_rows;
        for (std::size_t row = 0; row < rows.size(); ++row)
            rows[row].row = 1e-4 * rows[row].row + Eigen::RowVector2d(static_cast<double>(row % 5), 0.5);
        const FittedPoints points = fittedPoints(rows, 1000, 1);
        QVERIFY(points.points.rows() <= 1000);
        QVERIFY2(points.points.rows() > 250, qPrintable(QString::number(points.points.rows())));
    }

    /// No width parts equal rows, and none has to.
    void equalRowsAreOneGroup()
    {
        std::vector<NearRow> rows;
        for (int copy = 0; copy < 50; ++copy)
            rows.insert(rows.end(), m_rows.begin(), m_rows.begin() + 20);
        const FittedPoints points = fittedPoints(rows, 100, 1);
        QCOMPARE(points.points.rows(), Eigen::Index(20));
        QCOMPARE(points.weights.minCoeff(), 50.0);
    }
};

PERIMETER_TEST(TestNearRows, Core)
#include "tst_near_rows.moc"
