// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"
#include "window_driver.h"

#include "explorer/session/selection.h"
#include "support/paths.h"
#include "support/test_registry.h"
#include "window/evaluation/evaluation_model.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QTableView>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>

using namespace perimeter;

/// The Evaluation tab: labels, counts, curves, and the way from a count to its rows.
class WindowEvaluation final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutLabelsTheTabSaysWhatToDo();
    void labelsByHandAreEvaluated();
    void aColumnIsChosenAmongThoseOfTwoClasses();
    void aCountIsAWayToItsRows();
    void figuresFollowNu();
    void curvesHaveTheHuesOfTheirDetectors();
    void numbersAreThoseOfTheCommandLine();
    void theTwoClassSvmJoinsWithTwoSetsOfFigures();
    void theTwoClassSvmWithoutLabelsSaysWhatItNeeds();

private:
    [[nodiscard]] QTableView* table() const { return m_driver->openTab<QTableView>("evaluationTable"); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    /// Seventy-five rows, the first fourteen of them outliers by construction, as a column says.
    void openLabelledHbk() const
    {
        Exploration exploration;
        exploration.source.path = testing::sourceFile("resources/samples/hbk.csv").toStdString();
        exploration.preparation.steps = {Derive{"is_outlier", "X1 > 8"}, Derive{"half", "X1 / 2"}};
        exploration.x.column = "X1";
        exploration.y.column = "X2";
        exploration.settings.svm.nu = 0.2;
        m_driver->window().open(exploration);
        QTRY_VERIFY(m_driver->isSettled());
    }
    void chooseColumn() const
    {
        openLabelledHbk();
        (void)table();
        auto* const source = m_driver->find<QComboBox>("labelSourceCombo");
        QTRY_COMPARE(source->count(), 2);
        WindowDriver::choose(source, QStringLiteral("is_outlier"));
        QTRY_COMPARE(table()->model()->rowCount(), 3);
    }

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowEvaluation::init()
{
    m_driver = std::make_unique<WindowDriver>();
}

void WindowEvaluation::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowEvaluation::withoutLabelsTheTabSaysWhatToDo()
{
    openLabelledHbk();
    auto* const sentence = m_driver->openTab<QLabel>("evaluationSentence");
    QTRY_VERIFY(sentence->isVisible());
    QTRY_VERIFY(sentence->text().contains(QStringLiteral("no labels yet")));
    QVERIFY(!m_driver->find<QTableView>("evaluationTable")->isVisible());
}

void WindowEvaluation::labelsByHandAreEvaluated()
{
    openLabelledHbk();
    QTableView* const figures = table();
    Exploration exploration = m_driver->session().exploration();
    const std::vector<RowNumber> outliers = {{1}, {2}, {3}};
    const std::vector<RowNumber> inliers = {{20}, {21}};
    exploration.labels.byHand =
        exploration.labels.byHand.with(outliers, RowLabel::Outlier).with(inliers, RowLabel::Inlier);
    m_driver->session().edit(exploration);
    QTRY_COMPARE(figures->model()->rowCount(), 3);
    QTRY_VERIFY(figures->isVisible());
    QCOMPARE(m_driver->find<QLabel>("labelCounts")->text(),
             QStringLiteral("labelled as outliers: 3, as inliers: 2 · without a label: 70 · by hand: 5"));
    QCOMPARE(cell(1, EvaluationModel::Found), QStringLiteral("3"));
    m_driver->session().undo();
    QTRY_VERIFY(m_driver->find<QLabel>("evaluationSentence")->isVisible());
}

void WindowEvaluation::aColumnIsChosenAmongThoseOfTwoClasses()
{
    chooseColumn();
    QCOMPARE(m_driver->session().exploration().labels.column, std::string("is_outlier"));
    const QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(cell(1, EvaluationModel::Found), QStringLiteral("14"));
    QCOMPARE(cell(1, EvaluationModel::Missed), QStringLiteral("0"));
    QCOMPARE(cell(1, EvaluationModel::Recall), QStringLiteral("1.0000"));
    QCOMPARE(cell(1, EvaluationModel::RocArea), QStringLiteral("1.0000"));
    for (int part = 0; part < EvaluationModel::Parts; ++part)
        QVERIFY(table()->model()->headerData(part, Qt::Horizontal, Qt::ToolTipRole).toString().size() > 30);
}

void WindowEvaluation::aCountIsAWayToItsRows()
{
    chooseColumn();
    const Selection* const selection = m_driver->window().findChild<Selection*>();
    QTableView* const figures = table();
    const auto click = [&](int part) {
        const QModelIndex index = figures->model()->index(1, part);
        figures->scrollTo(index);
        QTest::mouseClick(figures->viewport(), Qt::LeftButton, {}, figures->visualRect(index).center());
    };
    click(EvaluationModel::Found);
    QCOMPARE(selection->rows().size(), std::size_t{14});
    for (std::int64_t row = 1; row <= 14; ++row)
        QVERIFY(selection->rows()[static_cast<std::size_t>(row - 1)] == RowNumber{row});
    // By the keyboard too; and what is no count selects nothing else.
    QTest::keyClick(figures, Qt::Key_Right);
    QTest::keyClick(figures, Qt::Key_Right);
    QTest::keyClick(figures, Qt::Key_Return);
    QCOMPARE(QLocale().toString(static_cast<qulonglong>(selection->rows().size())),
             cell(1, EvaluationModel::FalseAlarms));
    const std::vector<RowNumber> before = selection->rows();
    click(EvaluationModel::F1);
    QVERIFY(selection->rows() == before);
}

void WindowEvaluation::figuresFollowNu()
{
    chooseColumn();
    const int alarms = cell(1, EvaluationModel::FalseAlarms).toInt();
    Exploration exploration = m_driver->session().exploration();
    exploration.settings.svm.nu = 0.5;
    m_driver->session().edit(exploration);
    QTRY_VERIFY(cell(1, EvaluationModel::FalseAlarms).toInt() > alarms);
}

void WindowEvaluation::curvesHaveTheHuesOfTheirDetectors()
{
    chooseColumn();
    for (const char* const name : {"rocChart", "precisionRecallChart"}) {
        const auto* const chart = m_driver->find<QChartView>(name);
        const QList<QAbstractSeries*> series = chart->chart()->series();
        // The dotted line of guessing, and three detectors.
        QCOMPARE(series.size(), 4);
        for (qsizetype detector = 0; detector < 3; ++detector)
            QCOMPARE(qobject_cast<QLineSeries*>(series[detector + 1])->pen().color(),
                     hueOf(allDetectors[static_cast<std::size_t>(detector)]));
    }
}

void WindowEvaluation::numbersAreThoseOfTheCommandLine()
{
    const QString sessions = testing::sharedFile("data/dev_dns_sessions.csv");
    if (!QFile::exists(sessions))
        QSKIP("The labelled sessions are not here: shared/data/dev_dns_sessions.csv");
    const Run run = runProgram(
        {"evaluate", sessions, "--x", "orig_bytes", "--y", "resp_bytes", "--nu", "0.05", "--truth", "label", "--json"});
    QCOMPARE(run.status, 0);
    Exploration exploration;
    exploration.source.path = sessions.toStdString();
    exploration.x.column = "orig_bytes";
    exploration.y.column = "resp_bytes";
    exploration.settings.svm.nu = 0.05;
    exploration.labels.column = "label";
    m_driver->window().open(exploration);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 3, 60000);
    const QJsonArray detectors = run.json()["detectors"].toArray();
    const std::pair<int, const char*> counts[] = {{EvaluationModel::Found, "true_positives"},
                                                  {EvaluationModel::Missed, "false_negatives"},
                                                  {EvaluationModel::FalseAlarms, "false_positives"},
                                                  {EvaluationModel::Passed, "true_negatives"}};
    const std::pair<int, const char*> shares[] = {{EvaluationModel::Recall, "recall"},
                                                  {EvaluationModel::Precision, "precision"},
                                                  {EvaluationModel::F1, "f1"},
                                                  {EvaluationModel::RocArea, "roc_auc"},
                                                  {EvaluationModel::AveragePrecision, "average_precision"}};
    for (int row = 0; row < 3; ++row) {
        const QJsonObject expected = detectors[row].toObject();
        for (const auto& [part, name] : counts)
            QCOMPARE(cell(row, part), QLocale().toString(expected[name].toInt()));
        for (const auto& [part, name] : shares)
            QCOMPARE(cell(row, part), QLocale().toString(expected[name].toDouble(), 'f', 4));
    }
}

void WindowEvaluation::theTwoClassSvmJoinsWithTwoSetsOfFigures()
{
    chooseColumn();
    auto* const check = m_driver->find<QCheckBox>("twoClassCheck");
    QVERIFY(!check->isChecked() && !m_driver->find<QComboBox>("twoClassKernelCombo")->isVisible());
    check->click();
    QTRY_COMPARE(m_driver->canvas().scene().panes.size(), std::size_t{4});
    QTRY_VERIFY(m_driver->isSettled());
    const ScenePane& pane = m_driver->canvas().scene().panes.back();
    QCOMPARE(pane.title, QStringLiteral("Two-class SVM"));
    QVERIFY(pane.lines.front().frontier && !pane.lines.front().frontier->frontier.empty());
    QVERIFY(pixelsOf(m_driver->paintedPane(3), hueOf(DetectorKind::TwoClassSvm)) > 100);
    QTRY_COMPARE(table()->model()->rowCount(), 5);
    QCOMPARE(cell(3, EvaluationModel::Detector), QStringLiteral("Two-class SVM, as learned"));
    QCOMPARE(cell(4, EvaluationModel::Detector), QStringLiteral("Two-class SVM, 5 folds"));
    QCOMPARE(cell(4, EvaluationModel::Found), QStringLiteral("14"));
    QCOMPARE(m_driver->find<QChartView>("rocChart")->chart()->series().size(), 6);
    // A straight line between the classes.
    WindowDriver::choose(m_driver->find<QComboBox>("twoClassKernelCombo"), QStringLiteral("linear"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(m_driver->session().outcome().panes.back().lines.front().fit->svm()->kernel.kind == KernelKind::Linear);
    QVERIFY(m_driver->session().exploration().settings.svm.kernel == KernelKind::Rbf);
    m_driver->find<QCheckBox>("twoClassCheck")->click();
    QTRY_COMPARE(m_driver->canvas().scene().panes.size(), std::size_t{3});
}

void WindowEvaluation::theTwoClassSvmWithoutLabelsSaysWhatItNeeds()
{
    openLabelledHbk();
    m_driver->find<QCheckBox>("twoClassCheck")->click();
    QTRY_COMPARE(m_driver->canvas().scene().panes.size(), std::size_t{4});
    QTRY_VERIFY(m_driver->canvas().scene().panes.back().message.contains(QStringLiteral("No row used has a label")));
    QVERIFY(m_driver->canvas().scene().panes.front().message.isEmpty());
}

PERIMETER_TEST(WindowEvaluation, Widgets)
#include "tst_window_evaluation.moc"
