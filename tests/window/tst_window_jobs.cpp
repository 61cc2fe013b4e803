// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"
#include "window_driver.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

using namespace perimeter;

/// The window while work runs: the large bundled sample.
class WindowJobs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstStartShowsTheSampleAtWork();
    void theNewestAnswerWins();
    void cancelKeepsThePicture();
    void closingDuringAFitIsQuickAndClean();

private:
    /// A fit that takes a while: by libsvm, with every row near the border.
    static Exploration slow()
    {
        Exploration exploration = sampleExploration();
        exploration.settings.svm.nu = 0.5;
        exploration.settings.svm.solver = Solver::Libsvm;
        return exploration;
    }
};

void WindowJobs::firstStartShowsTheSampleAtWork()
{
    WindowDriver driver;
    driver.window().open(sampleExploration());
    QTRY_VERIFY_WITH_TIMEOUT(driver.isSettled(), 60000);
    QCOMPARE(driver.canvas().scene().panes.size(), std::size_t{3});
    for (std::size_t pane = 0; pane < 3; ++pane)
        QVERIFY(pixelsOf(driver.paintedPane(pane), hueOf(allDetectors[pane])) > 100);
    QVERIFY(driver.find<QLabel>("statusAgreement")->text().startsWith(QStringLiteral("all three agree on")));
    QVERIFY(driver.find<QLabel>("statusTimes")->text().contains(QStringLiteral("ms")));
    QVERIFY(!driver.find<QLabel>("statusRows")->text().isEmpty());
}

void WindowJobs::theNewestAnswerWins()
{
    WindowDriver driver;
    driver.openSample(QStringLiteral("Wine"));
    for (const double nu : {0.1, 0.2, 0.3, 0.4, 0.35}) {
        Exploration exploration = driver.session().exploration();
        exploration.settings.svm.nu = nu;
        driver.session().edit(exploration);
    }
    QTRY_VERIFY(driver.isSettled());
    const DetectorFit& fit = *driver.session().outcome().panes[0].lines[0].fit;
    QCOMPARE(fit.svm()->nu, 0.35);
}

void WindowJobs::cancelKeepsThePicture()
{
    WindowDriver driver;
    driver.openSample(QStringLiteral("Wine"));
    QTRY_VERIFY(driver.isSettled());
    const QImage before = driver.paintedPanes();
    driver.window().open(slow());
    QVERIFY(driver.session().isBusy());
    auto* const cancel = driver.find<QToolButton>("cancelButton");
    QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible() || !driver.session().isBusy(), 20000);
    QVERIFY2(cancel->isVisible(), "The fit was too quick to be cancelled.");
    QVERIFY(driver.find<QProgressBar>("progressBar")->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QVERIFY(!driver.session().isBusy());
    QVERIFY(!cancel->isVisible());
    driver.session().undo();
    QTRY_VERIFY(driver.isSettled());
    QTRY_VERIFY(difference(before, driver.paintedPanes()) < 1e-4);
}

void WindowJobs::closingDuringAFitIsQuickAndClean()
{
    QElapsedTimer closing;
    {
        WindowDriver driver;
        driver.window().open(slow());
        QTRY_VERIFY_WITH_TIMEOUT(!driver.session().outcome().panes.empty(), 20000);
        QVERIFY(driver.session().isBusy());
        closing.start();
        driver.window().close();
        driver.close();
    }
    QVERIFY2(closing.elapsed() < 1000, qPrintable(QString::number(closing.elapsed())));
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

PERIMETER_TEST(WindowJobs, Widgets)
#include "tst_window_jobs.moc"
