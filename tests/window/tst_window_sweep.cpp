// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "support/test_registry.h"
#include "window/sweep/sweep_chart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace perimeter;

/// The Sweep tab, and the depth that comes of it.
class WindowSweep final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void pointsAreThoseOfTheSweep();
    void aClickTakesNu();
    void keysTakeNu();
    void otherSweepsAreTaken();
    void onlyWhatMattersSweepsAnew();
    void pointsAreColouredByDepth();
    void depthIsListed();
    void aSuggestionIsTaken();

private:
    [[nodiscard]] SweepChart& chart() const { return *m_driver->find<SweepChart>("sweepChart"); }
    [[nodiscard]] const DetectorSettings& settings() const { return m_driver->session().exploration().settings; }
    /// Every value of the sweep has its point.
    [[nodiscard]] bool isSwept() const
    {
        const double last = m_driver->find<QDoubleSpinBox>("sweepToBox")->value();
        return !m_driver->find<QToolButton>("sweepStopButton")->isVisible() && !chart().pointsNear(last).empty();
    }

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowSweep::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
    m_driver->openTab("sweepChart");
    QTRY_VERIFY(isSwept());
}

void WindowSweep::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowSweep::pointsAreThoseOfTheSweep()
{
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Sweep> sweep = runSweep(pipeline, m_driver->session().exploration(), SweepPlan{}, progress);
    QVERIFY(sweep);
    QCOMPARE(sweep->points.size(), std::size_t{50});
    for (const SweepPoint& point : sweep->points) {
        const std::vector<SweepPoint> shown = chart().pointsNear(point.value);
        QCOMPARE(shown.size(), std::size_t{1});
        QCOMPARE(shown.front().value, point.value);
        QCOMPARE(shown.front().outliers, point.outliers);
        QCOMPARE(shown.front().supportVectors, point.supportVectors);
    }
    // The reading says what the marked ν comes to.
    QVERIFY(m_driver->find<QLabel>("sweepReading")->text().startsWith(QStringLiteral("ν = 0.15: ")));
}

void WindowSweep::aClickTakesNu()
{
    QTest::mouseMove(chart().viewport(), chart().placeOf(0.1, 0.1).toPoint());
    QTRY_VERIFY(m_driver->find<QLabel>("sweepReading")->text().startsWith(QStringLiteral("ν = 0.1: ")));
    QTest::mouseClick(chart().viewport(), Qt::LeftButton, {}, chart().placeOf(0.1, 0.1).toPoint());
    QCOMPARE(settings().svm.nu, 0.1);
    m_driver->session().undo();
    QCOMPARE(settings().svm.nu, 0.15);
}

void WindowSweep::keysTakeNu()
{
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Home);
    QTest::keyClick(&chart(), Qt::Key_Right);
    QTest::keyClick(&chart(), Qt::Key_Right);
    QTest::keyClick(&chart(), Qt::Key_Left);
    QCOMPARE(settings().svm.nu, 0.15);
    QTest::keyClick(&chart(), Qt::Key_Return);
    QCOMPARE(settings().svm.nu, 0.01);
    QTest::keyClick(&chart(), Qt::Key_End);
    QTest::keyClick(&chart(), Qt::Key_Return);
    QCOMPARE(settings().svm.nu, 0.25);
}

void WindowSweep::otherSweepsAreTaken()
{
    auto* const over = m_driver->find<QComboBox>("sweepOverCombo");
    const auto takeFirst = [&](int index) {
        WindowDriver::choose(over, over->itemText(index));
        QTRY_VERIFY(isSwept());
        chart().setFocus();
        QTest::keyClick(&chart(), Qt::Key_Home);
        QTest::keyClick(&chart(), Qt::Key_Return);
    };
    takeFirst(1);
    QCOMPARE(settings().svm.gamma, (GammaChoice{GammaChoice::Rule::Value, 0.01}));
    QTRY_VERIFY(m_driver->isSettled());
    takeFirst(2);
    QCOMPARE(settings().contamination, std::optional(0.005));
    QCOMPARE(chart().pointsNear(0.005).size(), std::size_t{2});
    QTRY_VERIFY(m_driver->isSettled());
    WindowDriver::choose(over, over->itemText(3));
    QTRY_VERIFY(isSwept());
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Home);
    QTest::keyClick(&chart(), Qt::Key_Right);
    QTest::keyClick(&chart(), Qt::Key_Return);
    QCOMPARE(settings().svm.kernel, KernelKind::Linear);
}

void WindowSweep::onlyWhatMattersSweepsAnew()
{
    Exploration exploration = m_driver->session().exploration();
    const auto subject = [&] { return sweepSubject(exploration, SweepPlan::Over::Nu); };
    const Exploration before = subject();
    exploration.settings.svm.nu = 0.05;
    exploration.settings.contamination = 0.3;
    exploration.view = View{0, 1, 0, 1};
    exploration.panes = {.aspect = Variation::Aspect::Scaling};
    QVERIFY(subject() == before);
    exploration.settings.svm.kernel = KernelKind::Linear;
    QVERIFY(!(subject() == before));

    const std::optional<std::int64_t> former = chart().pointsNear(0.25).front().supportVectors;
    exploration = m_driver->session().exploration();
    exploration.settings.svm.gamma = {GammaChoice::Rule::Value, 50};
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Sweep> sweep = runSweep(pipeline, exploration, SweepPlan{}, progress);
    QVERIFY(sweep);
    QVERIFY(sweep->points.back().supportVectors != former);
    m_driver->session().edit(exploration);
    QTRY_VERIFY(m_driver->isSettled() && isSwept());
    QTRY_COMPARE(chart().pointsNear(0.25).front().supportVectors, sweep->points.back().supportVectors);
}

void WindowSweep::pointsAreColouredByDepth()
{
    const QImage byClass = m_driver->paintedPane(0);
    const QImage empirical = m_driver->paintedPane(2);
    auto* const check = m_driver->find<QCheckBox>("sweepDepthCheck");
    check->click();
    QTRY_VERIFY(depthOf(m_driver->canvas().scene()));
    // The one-class SVM's outliers no longer have its hue; the panes of the covariances show the same depth.
    QTRY_VERIFY(difference(byClass, m_driver->paintedPane(0)) > 0.002);
    QVERIFY(difference(empirical, m_driver->paintedPane(2)) > 0.002);
    const std::shared_ptr<const PointDepth> depth = depthOf(m_driver->canvas().scene());
    const auto never = std::ranges::count(depth->level, PointDepth::levels);
    QVERIFY(never > 20 && never < 47);
    check->click();
    QVERIFY(!depthOf(m_driver->canvas().scene()));
    QTRY_VERIFY(difference(byClass, m_driver->paintedPane(0)) == 0);
}

void WindowSweep::depthIsListed()
{
    m_driver->find<QCheckBox>("sweepDepthCheck")->click();
    QTRY_VERIFY(depthOf(m_driver->canvas().scene()));
    const std::shared_ptr<const PointDepth> depth = depthOf(m_driver->canvas().scene());
    m_driver->openTab("outliersTable");
    const QAbstractItemModel* const rows = m_driver->find<QTableView>("outliersTable")->model();
    QTRY_COMPARE(rows->headerData(6, Qt::Horizontal).toString(), QStringLiteral("Depth"));
    QTRY_VERIFY(rows->rowCount() > 4);
    int listed = 0;
    for (int row = 0; row < rows->rowCount(); ++row) {
        const std::optional<double> nu = depth->ofRow({rows->index(row, 0).data().toLongLong()});
        const QString cell = rows->index(row, 6).data().toString();
        QCOMPARE(cell.isEmpty(), !nu.has_value());
        if (nu)
            QVERIFY(std::abs(QLocale().toDouble(cell) - *nu) < 1e-5);
        listed += nu.has_value();
    }
    QVERIFY(listed > 4);
}

void WindowSweep::aSuggestionIsTaken()
{
    m_driver->find<QPushButton>("suggestButton")->click();
    auto* const offers = m_driver->find<QMenu>("suggestButtonMenu");
    QTRY_VERIFY_WITH_TIMEOUT(offers->isVisible(), 30000);
    // 47 stars: those above the mean temperature come first.
    QAction* const first = offers->actions().front();
    QVERIFY(first->text().contains(QStringLiteral("above the average of log.Te")));
    first->trigger();
    offers->close();
    QVERIFY(settings().svm.nu > 0.5 && settings().svm.nu < 1);
    m_driver->session().undo();
    QCOMPARE(settings().svm.nu, 0.15);
}

PERIMETER_TEST(WindowSweep, Widgets)
#include "tst_window_sweep.moc"
