// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/outlier_rows.h"

#include "expected_test.h"
#include "explorer/pipeline/pipeline.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>
#include <set>

using namespace perimeter;

/// The list of outliers, from rows that are held and from rows that stay in their table.
class TestOutlierRows : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    NoProgress m_progress;

    Exploration sessions(int rows)
    {
        QFile file(m_folder.filePath(QString::number(rows) + ".csv"));
        std::mt19937_64 random(2);
        std::lognormal_distribution<double> bytes(4.5, 0.9);
        QByteArray text = "a,b\n";
        for (int row = 0; row < rows; ++row)
            text += QByteArray::number(std::round(bytes(random))) + ',' +
                    QByteArray::number(std::round(bytes(random))) + '\n';
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's own file");
        Exploration exploration;
        exploration.source.path = file.fileName().toStdString();
        exploration.binning.mode = Binning::Mode::Always;
        exploration.settings.svm.nu = 0.4;
        return exploration;
    }

    OutlierQuery queryOf(Pipeline& pipeline, const Exploration& exploration)
    {
        OutlierQuery query;
        const Expected<Exploration> resolved = pipeline.resolved(exploration, m_progress);
        for (const DetectorKind detector : allDetectors)
            query.fits.push_back(*pipeline.fit(*resolved, detector, m_progress));
        query.axes = query.fits.front()->scaled->projection;
        return query;
    }

private Q_SLOTS:
    void rowsInTheTableAsHeldOnes()
    {
        const Exploration exploration = sessions(5000);
        Pipeline one;
        Pipeline other(std::size_t{64} << 20, 1000);
        OutlierQuery held = queryOf(one, exploration);
        OutlierQuery notHeld = queryOf(other, exploration);
        QVERIFY(held.axes->isHeld());
        QVERIFY(!notHeld.axes->isHeld());
        for (const std::optional<std::size_t> only :
             {std::optional<std::size_t>(), std::optional<std::size_t>(0), std::optional<std::size_t>(2)}) {
            held.only = notHeld.only = only;
            const auto expected = outlierRows(held, m_progress);
            const auto found = outlierRows(notHeld, m_progress);
            QVERIFY(expected && found);
            QVERIFY(expected->isWhole && found->isWhole);
            QCOMPARE(found->rows.size(), expected->rows.size());
            if (only)
                QCOMPARE(Eigen::Index(found->rows.size()), notHeld.fits[*only]->classes->outliers);
            for (std::size_t i = 0; i < found->rows.size(); ++i) {
                QVERIFY(found->rows[i].row == expected->rows[i].row);
                QCOMPARE(found->rows[i].x, expected->rows[i].x);
                QCOMPARE(found->rows[i].y, expected->rows[i].y);
                QCOMPARE(verdictOf(*notHeld.fits[2], found->rows[i])->outlier,
                         verdictOf(*held.fits[2], expected->rows[i])->outlier);
            }
        }
    }

    void onlyTheFirstOfMany()
    {
        Pipeline pipeline(std::size_t{64} << 20, 1000);
        OutlierQuery query = queryOf(pipeline, sessions(60'000));
        query.only = 1;
        query.key = OutlierQuery::Key::Decision;
        query.keyFit = 1;
        const auto list = outlierRows(query, m_progress);
        QVERIFY(list);
        QVERIFY(!list->isWhole);
        QCOMPARE(list->rows.size(), mostListed);
        QVERIFY(query.fits[1]->classes->outliers > Eigen::Index(mostListed));
        std::set<std::int64_t> rows;
        double last = -HUGE_VAL;
        for (const ListedRow& row : list->rows) {
            const std::optional<Verdict> verdict = verdictOf(*query.fits[1], row);
            QVERIFY(verdict && verdict->outlier);
            QVERIFY(verdict->decision >= last);
            last = verdict->decision;
            rows.insert(row.row.value);
        }
        QCOMPARE(rows.size(), mostListed);
        // They are the first: about as many rows were passed as it takes.
        QVERIFY(*rows.rbegin() < 40'000);
    }
};

PERIMETER_TEST(TestOutlierRows, Core)
#include "tst_outlier_rows.moc"
