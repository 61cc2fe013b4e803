// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/table/read.h"
#include "expected_test.h"
#include "explorer/pipeline/files_read.h"
#include "explorer/pipeline/pipeline.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace perimeter;

class TestPipeline : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    NoProgress m_progress;

    std::string write(const QString& name, const QByteArray& content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's own file");
        return file.fileName().toStdString();
    }

    /// A cloud with ties, two rows that cannot be used, and two far ones.
    QByteArray cloud(unsigned shuffle)
    {
        std::mt19937 random(7);
        std::vector<QByteArray> lines;
        for (int row = 0; row < 300; ++row)
            lines.push_back(QByteArray::number(row) + ',' + QByteArray::number(int(random() % 20)) + ',' +
                            QByteArray::number(int(random() % 15)));
        lines.push_back("300,40,3");
        lines.push_back("301,41,50");
        lines.push_back("302,,3");
        lines.push_back("303,5,inf");
        std::mt19937 order(shuffle);
        if (shuffle > 0)
            std::ranges::shuffle(lines, order);
        QByteArray text = "id,a,b\n";
        for (const QByteArray& line : lines)
            text += line + '\n';
        return text;
    }

    Exploration exploration(const std::string& path)
    {
        Exploration exploration;
        exploration.source.path = path;
        exploration.x.column = "a";
        exploration.y.column = "b";
        exploration.settings.svm.nu = 0.15;
        return exploration;
    }

private Q_SLOTS:
    void countsRowsLeftOut()
    {
        Pipeline pipeline;
        const auto projection = pipeline.projection(exploration(write("cloud.csv", cloud(0))), m_progress);
        QVERIFY_EXPECTED(projection);
        QCOMPARE((*projection)->rowsRead, 304);
        QCOMPARE((*projection)->rows.size(), std::size_t{302});
        QCOMPARE((*projection)->leftOut, (std::vector<RowNumber>{{303}, {304}}));
        QCOMPARE((*projection)->place({303}), std::optional<std::size_t>());
        const std::size_t place = *(*projection)->place({301});
        QCOMPARE((*projection)->points(static_cast<Eigen::Index>(place), 0), 40.0);
    }

    void pointsAreInCanonicalOrder()
    {
        Pipeline pipeline;
        const auto projection = pipeline.projection(exploration(write("cloud.csv", cloud(3))), m_progress);
        QVERIFY_EXPECTED(projection);
        const RowMatrix& points = (*projection)->points;
        for (Eigen::Index row = 1; row < points.rows(); ++row)
            QVERIFY(points(row - 1, 0) < points(row, 0) ||
                    (points(row - 1, 0) == points(row, 0) && points(row - 1, 1) <= points(row, 1)));
    }

    void shufflingTheRowsChangesNoClass()
    {
        std::array<std::map<std::string, std::vector<int>>, 2> classes;
        for (unsigned shuffle : {0U, 11U}) {
            Pipeline pipeline;
            const Exploration value = exploration(write("cloud.csv", cloud(shuffle)));
            const Expected<Table> table = pipeline.prepared(value, m_progress);
            QVERIFY_EXPECTED(table);
            const auto ids = readText(*table, "id", m_progress);
            QVERIFY_EXPECTED(ids);
            for (const DetectorKind detector : allDetectors) {
                const auto fit = pipeline.fit(value, detector, m_progress);
                QVERIFY_EXPECTED(fit);
                const Projection& projection = *(*fit)->scaled->projection;
                for (std::size_t point = 0; point < projection.rows.size(); ++point) {
                    const auto row = static_cast<std::size_t>(projection.rows[point].value - 1);
                    classes[shuffle ? 1 : 0][*(*ids)[row]].push_back((*fit)->classes->outlier[point]);
                }
            }
        }
        QCOMPARE(classes[0].size(), std::size_t{302});
        QVERIFY(classes[0] == classes[1]);
    }

    void contaminationOnlyPlacesTheThreshold()
    {
        /// Lets nothing long begin.
        class Refuses final : public Progress {
        public:
            bool advance(double) override { return false; }
        } refuses;

        Pipeline pipeline;
        Exploration value = exploration(write("cloud.csv", cloud(0)));
        for (const DetectorKind detector : {DetectorKind::RobustCovariance, DetectorKind::EmpiricalCovariance}) {
            value.settings.contamination = 0.05;
            QVERIFY_EXPECTED(pipeline.fit(value, detector, m_progress));
            value.settings.contamination = 0.2;
            const auto warm = pipeline.fit(value, detector, refuses);
            QVERIFY_EXPECTED(warm);
            Pipeline fresh;
            const auto cold = fresh.fit(value, detector, m_progress);
            QVERIFY_EXPECTED(cold);
            QCOMPARE((*warm)->covariance()->threshold, (*cold)->covariance()->threshold);
            QCOMPARE((*warm)->classes->outlier, (*cold)->classes->outlier);
            QVERIFY((*warm)->classes->outliers > 15);
        }
    }

    void outliersStayWithinTheirShare_data()
    {
        QTest::addColumn<double>("nu");
        for (const double nu : {0.005, 0.05, 0.15, 0.25})
            QTest::newRow(QByteArray::number(nu).constData()) << nu;
    }

    void outliersStayWithinTheirShare()
    {
        QFETCH(double, nu);
        Pipeline pipeline;
        Exploration value = exploration(write("cloud.csv", cloud(0)));
        value.settings.svm.nu = nu;
        for (const DetectorKind detector : allDetectors) {
            const auto fit = pipeline.fit(value, detector, m_progress);
            QVERIFY_EXPECTED(fit);
            const auto n = static_cast<double>((*fit)->classes->outlier.size());
            const double most = detector == DetectorKind::OneClassSvm ? nu * n : std::ceil(nu * (n - 1));
            QVERIFY(static_cast<double>((*fit)->classes->outliers) <= most);
        }
    }

    void equalInputsAreRemembered()
    {
        Pipeline pipeline;
        const Exploration value = exploration(write("cloud.csv", cloud(0)));
        const auto first = pipeline.fit(value, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(first);
        Exploration other = value;
        other.settings.seed = 5;
        const auto again = pipeline.fit(other, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(again);
        QCOMPARE(first->get(), again->get());
        other.settings.svm.nu = 0.2;
        const auto moved = pipeline.fit(other, DetectorKind::OneClassSvm, m_progress);
        QVERIFY_EXPECTED(moved);
        QVERIFY(first->get() != moved->get());
        QCOMPARE((*first)->scaled.get(), (*moved)->scaled.get());
    }

    void contaminationFollowsNuUnlessUnlinked()
    {
        Pipeline pipeline;
        Exploration value = exploration(write("cloud.csv", cloud(0)));
        value.settings.svm.nu = 0.3;
        const auto linked = pipeline.fit(value, DetectorKind::EmpiricalCovariance, m_progress);
        QVERIFY_EXPECTED(linked);
        value.settings.contamination = 0.1;
        const auto unlinked = pipeline.fit(value, DetectorKind::EmpiricalCovariance, m_progress);
        QVERIFY_EXPECTED(unlinked);
        QVERIFY((*linked)->classes->outliers > 2 * (*unlinked)->classes->outliers);
    }

    void axesAreFilledIn()
    {
        Pipeline pipeline;
        Exploration value = exploration(write("named.csv", "name,u,v\nx,1,2\ny,2,3\nz,5,7\n"));
        value.x.column = value.y.column = "";
        const Expected<Exploration> resolved = pipeline.resolved(value, m_progress);
        QVERIFY_EXPECTED(resolved);
        QCOMPARE(resolved->x.column, std::string("u"));
        QCOMPARE(resolved->y.column, std::string("v"));
    }

    void tooFewAxes()
    {
        Pipeline pipeline;
        Exploration value = exploration(write("words.csv", "name,u\nx,1\ny,2\n"));
        value.x.column = value.y.column = "";
        const Expected<Exploration> resolved = pipeline.resolved(value, m_progress);
        QVERIFY(!resolved);
        QCOMPARE(resolved.error().code, ErrorCode::TooFewAxes);
    }

    void forgetReadsAnew()
    {
        Pipeline pipeline;
        const Exploration value = exploration(write("grows.csv", "a,b\n1,2\n3,4\n"));
        QCOMPARE((*pipeline.projection(value, m_progress))->rowsRead, 2);
        write("grows.csv", "a,b\n1,2\n3,4\n5,6\n");
        QCOMPARE((*pipeline.projection(value, m_progress))->rowsRead, 2);
        pipeline.forget();
        QCOMPARE((*pipeline.projection(value, m_progress))->rowsRead, 3);
    }

    void fingerprintsAreOfWhatWasRead()
    {
        Pipeline pipeline;
        const Exploration value = exploration(write("read.csv", "a,b\n1,2\n3,4\n"));
        QVERIFY_EXPECTED(pipeline.projection(value, m_progress));
        const auto read = fingerprintsOf(pipeline, value.source, m_progress);
        QVERIFY_EXPECTED(read);
        QCOMPARE(read->front(), *fingerprint(value.source.path, m_progress));
        // As large as before: its time and its place in the file system tell.
        QVERIFY(QFile::remove(QString::fromStdString(value.source.path)));
        write("read.csv", "a,b\n1,2\n3,5\n");
        const auto changed = fingerprintsOf(pipeline, value.source, m_progress);
        QVERIFY(!changed);
        QCOMPARE(changed.error(), (Error{ErrorCode::DataChanged, {value.source.path}}));
        pipeline.forget();
        QVERIFY_EXPECTED(pipeline.projection(value, m_progress));
        const auto anew = fingerprintsOf(pipeline, value.source, m_progress);
        QVERIFY_EXPECTED(anew);
        QVERIFY(*anew != *read);
    }
};

PERIMETER_TEST(TestPipeline, Core)
#include "tst_pipeline.moc"
