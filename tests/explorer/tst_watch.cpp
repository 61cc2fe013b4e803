// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/watch.h"

#include "expected_test.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace perimeter;

/// Watching a log: what is told of it, and when.
class TestWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statesFollowTheLog();
    void driftNeedsRowsAndDifference();
    void absentLogEndsIt();

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const TrainedModel> m_model;

    /// Watches until `until` has seen enough.
    class Enough final : public Progress {
    public:
        bool advance(double) override { return !isEnough; }
        bool isEnough = false;
    };
    static QByteArray rows(int count, int at)
    {
        QByteArray csv;
        for (int i = 0; i < count; ++i)
            csv += QByteArray::number(at + (i * 37) % 101) + ',' + QByteArray::number(2 * at + (i * 53) % 211) + '\n';
        return csv;
    }
    QString write(const QByteArray& content) const
    {
        QFile file(m_folder.filePath("log.csv"));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return file.fileName();
    }
};

void TestWatch::initTestCase()
{
    const QString path = write("uplink,downlink\n" + rows(500, 100));
    Pipeline pipeline;
    NoProgress progress;
    Exploration exploration{.source = {.path = path.toStdString()}};
    exploration.settings.svm.nu = 0.1;
    Expected<TrainedModel> model = trainModel(pipeline, exploration, {"uplink", "downlink"}, progress);
    QVERIFY_EXPECTED(model);
    m_model = std::make_shared<const TrainedModel>(*std::move(model));
}

void TestWatch::statesFollowTheLog()
{
    const QString path = write("uplink,downlink\n" + rows(500, 100));
    Enough enough;
    std::vector<WatchState> states;
    watch({.model = m_model, .source = {.path = path.toStdString()}, .window = 200}, enough, [&](WatchState state) {
        states.push_back(std::move(state));
        if (states.size() == 2) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::Append));
            file.write(rows(150, 9000));
        }
        enough.isEnough = states.back().counts.read == 650 || states.back().error;
    });
    QCOMPARE(states.size(), std::size_t{3});
    QCOMPARE(states[0].counts.read, 0);
    QCOMPARE(states[1].counts.read, 500);
    QCOMPARE(static_cast<std::int64_t>(states[1].suspicious.size()), states[1].counts.suspicious);
    for (const Drift& drift : states[1].drifts) {
        QVERIFY(!drift.isClear());
        QVERIFY(drift.expected > 0.05 && drift.expected <= 0.1);
    }
    const WatchState& last = states[2];
    QCOMPARE(last.suspicious.size(), std::size_t{150});
    QCOMPARE(last.suspicious.back().row, 650);
    QCOMPARE(last.suspicious.back().fields[0].first, std::string("uplink"));
    QCOMPARE(last.points.rows(), 200);
    QCOMPARE(last.outlier.back(), 1);
    QCOMPARE(last.frontiers.size(), m_model->detectors.size());
    for (std::size_t d = 0; d < m_model->detectors.size(); ++d) {
        QVERIFY(last.drifts[d].isClear());
        QVERIFY(last.drifts[d].found >= 0.75);
        QVERIFY(!last.frontiers[d].empty());
        QVERIFY(!last.refits[d].empty());
    }
}

void TestWatch::driftNeedsRowsAndDifference()
{
    QVERIFY(!(Drift{.expected = 0.1, .found = 0.5, .rows = 99}).isClear());
    QVERIFY((Drift{.expected = 0.1, .found = 0.5, .rows = 100}).isClear());
    // Three standard deviations of a share of 0.1 among 900 rows are 0.03.
    QVERIFY(!(Drift{.expected = 0.1, .found = 0.129, .rows = 900}).isClear());
    QVERIFY((Drift{.expected = 0.1, .found = 0.131, .rows = 900}).isClear());
    QVERIFY((Drift{.expected = 0.1, .found = 0.069, .rows = 900}).isClear());
}

void TestWatch::absentLogEndsIt()
{
    Enough enough;
    std::optional<Error> error;
    watch({.model = m_model, .source = {.path = "absent.log"}}, enough,
          [&](const WatchState& state) { error = state.error; });
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::FileNotFound);
}

PERIMETER_TEST(TestWatch, Core)
#include "tst_watch.moc"
