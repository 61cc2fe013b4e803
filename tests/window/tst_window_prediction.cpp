// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "cli/program.h"
#include "explorer/tables/experiment_table.h"
#include "explorer/value/presets.h"
#include "explorer/value/recipes.h"
#include "support/test_registry.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace perimeter;

/// The Prediction tab: the numbers of the subcommand experiment, and the rows behind them.
class WindowPrediction final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void tableIsThatOfTheExperiment();
    void studyIsQuotedBesideOurs();
    void studyIsThatOfTheProgram();
    void setsAreAddedAndRemoved();
    void repeatedSplitsHaveADeviation();
    void aCellOpensItsRows();
    void tableIsCopied();
    void whatIsNoPlanIsSaid();

private:
    [[nodiscard]] QTableView& table() const { return *m_driver->find<QTableView>("predictionTable"); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table().model()->index(row, column).data().toString();
    }
    void predict() const
    {
        m_driver->find<QPushButton>("predictButton")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_driver->find<QToolButton>("stopPredictionButton")->isVisible(), 60000);
    }

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowPrediction::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
    m_driver->openTab("predictionTable");
}

void WindowPrediction::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowPrediction::tableIsThatOfTheExperiment()
{
    for (const DetectorKind detector : {DetectorKind::RobustCovariance, DetectorKind::EmpiricalCovariance})
        m_driver->find<QCheckBox>(qPrintable(QStringLiteral("predictionDetector%1").arg(static_cast<int>(detector))))
            ->click();
    WindowDriver::type(m_driver->find<QLineEdit>("predictionNusEdit"), QStringLiteral("0.3 0.1"));
    predict();
    const Outcome& outcome = m_driver->session().outcome();
    const ExperimentPlan plan{.featureSets = {{"log.Te", "log.light"}},
                              .nus = {0.3, 0.1},
                              .detectors = {allDetectors.begin(), allDetectors.end()},
                              .settings = outcome.exploration.settings,
                              .scaling = outcome.exploration.scaling,
                              .split = {}};
    NoProgress progress;
    const Expected<Experiment> experiment = runExperiment(*outcome.table, plan, progress);
    QVERIFY(experiment);
    const TableText expected = studyLayout(*experiment);
    QCOMPARE(table().model()->rowCount(), 3);
    QCOMPARE(table().model()->columnCount(), 3);
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
            QCOMPARE(cell(row, column).toStdString(),
                     expected.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
    QVERIFY(m_driver->find<QLabel>("predictionNote")->text().contains(QStringLiteral("12")));
}

void WindowPrediction::studyIsQuotedBesideOurs()
{
    QVERIFY(!m_driver->find<QPushButton>("studySetsButton")->isEnabled());
    Exploration exploration = applyPreset("study-6.3", presetSample());
    m_driver->window().open(exploration);
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->isSettled(), 60000);
    QTRY_VERIFY(m_driver->find<QPushButton>("studySetsButton")->isEnabled());
    m_driver->find<QPushButton>("studySetsButton")->click();
    predict();
    QTRY_COMPARE(table().model()->rowCount(), 6);
    QCOMPARE(table().model()->columnCount(), 5);
    QCOMPARE(table().model()->headerData(3, Qt::Horizontal).toString(), QStringLiteral("2015: ν = 0.16"));
    QCOMPARE(cell(0, 3), QStringLiteral("438 / 4729"));
    QCOMPARE(cell(5, 4), QStringLiteral("36 / 5131"));
    QVERIFY(cell(0, 1) != cell(0, 3));
}

void WindowPrediction::studyIsThatOfTheProgram()
{
    Exploration exploration;
    exploration.source.path = sample(QStringLiteral("dns_sessions.csv")).toStdString();
    exploration.preparation = withRates({mobileUnits()});
    exploration.scaling = ScalingKind::Log1p;
    exploration.settings.svm.kernel = KernelKind::Sigmoid;
    exploration.settings.svm.gamma = {GammaChoice::Rule::Value, 3};
    m_driver->window().open(exploration);
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->isSettled(), 60000);
    m_driver->find<QPushButton>("studySetsButton")->click();
    // The settings are taken as one step to undo.
    QCOMPARE(m_driver->session().exploration().scaling, ScalingKind::Standard);
    QCOMPARE(m_driver->session().exploration().settings.svm.kernel, KernelKind::Rbf);
    QVERIFY(m_driver->session().canUndo());
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->isSettled(), 60000);
    predict();
    QTRY_COMPARE_WITH_TIMEOUT(table().model()->rowCount(), 6, 60000);
    const Run run = runProgram(
        {"experiment", sample(QStringLiteral("dns_sessions.csv")), "--preset", "study", "--format", "markdown"});
    QCOMPARE(run.status, 0);
    const QStringList lines = QString::fromUtf8(run.out).split(QLatin1Char('\n')).filter(QStringLiteral(" / "));
    QVERIFY(lines.size() >= 6);
    for (int row = 0; row < 6; ++row) {
        const QString ours = QStringLiteral("| %1 | %2 | %3 |").arg(cell(row, 0), cell(row, 1), cell(row, 2));
        QVERIFY2(lines[row].startsWith(ours), qPrintable(ours + QStringLiteral(" is not ") + lines[row]));
    }
}

void WindowPrediction::setsAreAddedAndRemoved()
{
    auto* const list = m_driver->find<QListWidget>("featureSetList");
    QCOMPARE(list->count(), 1);
    m_driver->find<QPushButton>("addSetButton")->click();
    auto* const dialog = m_driver->window().findChild<QDialog*>();
    QVERIFY(dialog);
    auto* const columns = dialog->findChild<QListWidget*>(QStringLiteral("featureList"));
    columns->setCurrentRow(1);
    QTest::keyClick(columns, Qt::Key_Space);
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->item(1)->text(), QStringLiteral("log.light"));
    predict();
    QTRY_COMPARE(table().model()->rowCount(), 2);
    list->setCurrentRow(0);
    m_driver->find<QPushButton>("removeSetButton")->click();
    QCOMPARE(list->count(), 1);
    predict();
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(0, 0), QStringLiteral("log.light"));
}

void WindowPrediction::repeatedSplitsHaveADeviation()
{
    WindowDriver::choose(m_driver->find<QComboBox>("splitCombo"), QStringLiteral("shuffled"));
    m_driver->find<QSpinBox>("repeatsBox")->setValue(10);
    predict();
    QTRY_VERIFY(cell(0, 1).contains(QStringLiteral(" ± ")));
}

void WindowPrediction::aCellOpensItsRows()
{
    WindowDriver::type(m_driver->find<QLineEdit>("predictionNusEdit"), QStringLiteral("0.3"));
    predict();
    QTRY_COMPARE(table().model()->rowCount(), 1);
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {},
                      table().visualRect(table().model()->index(0, 1)).center());
    auto* const rows = m_driver->find<QTableView>("testRowsTable");
    const int outliers = cell(0, 1).section(QStringLiteral(" / "), 0, 0).toInt();
    QVERIFY(outliers > 0);
    QCOMPARE(rows->model()->rowCount(), outliers);
    // They are test rows: the last quarter.
    QVERIFY(rows->model()->index(0, 0).data().toInt() > 35);
    QTRY_VERIFY(!rows->model()->index(0, 2).data().toString().isEmpty());
    QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, rows->visualRect(rows->model()->index(0, 0)).center());
    QCOMPARE(m_driver->find<QLabel>("statusSelection")->text(), QStringLiteral("1 row selected"));
    QVERIFY(m_driver->find<QLabel>("statusSelection")->isVisible());
}

void WindowPrediction::tableIsCopied()
{
    predict();
    QTRY_COMPARE(table().model()->rowCount(), 1);
    const QList<QAction*> formats = m_driver->find<QToolButton>("copyTableButton")->menu()->actions();
    formats[0]->trigger();
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("| features | ν = 0.15 |")));
    QVERIFY(QApplication::clipboard()->text().contains(cell(0, 1)));
    formats[1]->trigger();
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\\toprule")));
    formats[2]->trigger();
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("features,detector,nu,")));
}

void WindowPrediction::whatIsNoPlanIsSaid()
{
    WindowDriver::type(m_driver->find<QLineEdit>("predictionNusEdit"), QStringLiteral("0.1 much"));
    predict();
    QVERIFY(m_driver->find<QLabel>("predictionState")->text().contains(QStringLiteral("“much”")));
    QCOMPARE(table().model()->rowCount(), 0);
}

PERIMETER_TEST(WindowPrediction, Widgets)
#include "tst_window_prediction.moc"
