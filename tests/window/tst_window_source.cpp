// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "explorer/wording/phrasing.h"
#include "support/test_registry.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace perimeter;

/// One file after another: nothing of the former stays under the name of the next.
class WindowSource final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aFileThatFailsLeavesNothingOfTheFormer_data();
    void aFileThatFailsLeavesNothingOfTheFormer();
    void undoEndsAtTheFirstFile();
    void countsOfStepsComeBack();
    void theTestIsGoneWithItsFile();
    void aTestOfOtherSettingsSaysSo();
    void theSweepIsGoneWithItsFile();
    void scalingStartsOver();
    void rowsAreCountedWhereAPaneFails();
    void filteredRowsAreNotSelected();
    void aSummaryGivesNewAxes();

private:
    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const;
    void openFile(const QString& path) const;
    [[nodiscard]] QString rowsText() const { return m_driver->find<QLabel>("rowsLabel")->text(); }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowDriver> m_driver;
};

namespace {

QByteArray ringOf(int rows, double size)
{
    QByteArray text = "a,b,kind\n";
    for (int i = 0; i < rows; ++i)
        text += QByteArray::number(size * std::cos(i * 0.3) * (1 + i % 7)) + ',' +
                QByteArray::number(size * std::sin(i * 0.3) * (1 + i % 5)) + ',' + (i % 2 ? "odd" : "even") + '\n';
    return text;
}

} // namespace

void WindowSource::init()
{
    m_driver = std::make_unique<WindowDriver>();
    openFile(write(QStringLiteral("first.csv"), ringOf(60, 1)));
}

void WindowSource::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

QString WindowSource::write(const QString& name, const QByteArray& content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write a test file.");
    return file.fileName();
}

void WindowSource::openFile(const QString& path) const
{
    m_driver->window().openFile(path);
    QTRY_COMPARE(m_driver->session().exploration().source.path, path.toStdString());
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowSource::aFileThatFailsLeavesNothingOfTheFormer_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("ragged") << QByteArray("a,b\n1,2\n3\n");
    QTest::newRow("header only") << QByteArray("a,b\n");
    QTest::newRow("text only") << QByteArray("a,b\nx,y\nz,w\n");
}

void WindowSource::aFileThatFailsLeavesNothingOfTheFormer()
{
    QFETCH(const QByteArray, content);
    m_driver->openTab("columnsTable");
    QTRY_VERIFY(m_driver->find<QTableView>("columnsTable")->model()->rowCount() > 0);
    QVERIFY(rowsText().contains(QStringLiteral("60")));
    Exploration next = m_driver->session().exploration();
    next.source.path = write(QStringLiteral("broken.csv"), content).toStdString();
    m_driver->window().open(next);
    QTRY_VERIFY(!m_driver->session().isBusy());
    QTRY_VERIFY(m_driver->session().error() || m_driver->session().outcome().complete);
    QVERIFY(!rowsText().contains(QStringLiteral("60")));
    QTRY_VERIFY(!m_driver->find<QLabel>("statusRows")->text().contains(QStringLiteral("60")));
    for (const ScenePane& pane : m_driver->canvas().scene().panes) {
        QVERIFY(!pane.message.isEmpty());
        QVERIFY(!pane.fit);
        QVERIFY(pane.counts.isEmpty());
    }
    QCOMPARE(m_driver->find<QTableView>("outliersTable")->model()->rowCount(), 0);
    // The former file comes back whole.
    m_driver->session().undo();
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(rowsText().contains(QStringLiteral("60")));
    QTRY_VERIFY(m_driver->canvas().scene().panes.size() == 3 && m_driver->canvas().scene().panes[0].fit);
}

void WindowSource::undoEndsAtTheFirstFile()
{
    QVERIFY(!m_driver->session().canUndo());
    QVERIFY(!m_driver->find<QAction>("actionUndo")->isEnabled());
    m_driver->find<QAction>("actionUndo")->trigger();
    QVERIFY(m_driver->window().windowTitle().startsWith(QStringLiteral("first.csv")));
}

void WindowSource::countsOfStepsComeBack()
{
    const auto* const list = m_driver->find<QListWidget>("stepsList");
    const auto counts = [&] {
        return list->count() ? list->item(0)->data(Qt::AccessibleTextRole).toString() : QString();
    };
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("a > 0"));
    QTRY_VERIFY(counts().contains(QStringLiteral("rows")));
    const QString counted = counts();
    // Faster than the answers come.
    m_driver->session().undo();
    m_driver->session().redo();
    QTRY_COMPARE(counts(), counted);
    m_driver->session().undo();
    QTRY_VERIFY(m_driver->isSettled());
    m_driver->session().redo();
    QTRY_COMPARE(counts(), counted);
}

void WindowSource::theTestIsGoneWithItsFile()
{
    auto* const table = m_driver->openTab<QTableView>("predictionTable");
    m_driver->find<QPushButton>("predictButton")->click();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 1)).center());
    openFile(write(QStringLiteral("second.csv"), ringOf(80, 3)));
    QCOMPARE(table->model()->rowCount(), 0);
    QCOMPARE(m_driver->find<QTableView>("testRowsTable")->model()->rowCount(), 0);
    QVERIFY(!m_driver->find<QToolButton>("copyTableButton")->isEnabled());
    QVERIFY(!m_driver->find<QToolButton>("stopPredictionButton")->isVisible());
    // What runs is given up.
    m_driver->find<QPushButton>("predictButton")->click();
    openFile(write(QStringLiteral("third.csv"), ringOf(90, 2)));
    QTest::qWait(200);
    QCOMPARE(table->model()->rowCount(), 0);
}

void WindowSource::aTestOfOtherSettingsSaysSo()
{
    auto* const table = m_driver->openTab<QTableView>("predictionTable");
    m_driver->find<QPushButton>("predictButton")->click();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    const auto* const note = m_driver->find<QLabel>("predictionNote");
    QVERIFY(!note->text().startsWith(QStringLiteral("These figures are of")));
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("a > 0"));
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(note->text().startsWith(QStringLiteral("These figures are of another preparation")));
    m_driver->find<QPushButton>("predictButton")->click();
    QTRY_VERIFY(!note->text().startsWith(QStringLiteral("These figures are of")));
    Exploration exploration = m_driver->session().exploration();
    exploration.settings.svm.kernel = KernelKind::Sigmoid;
    m_driver->session().edit(exploration);
    QVERIFY(note->text().startsWith(QStringLiteral("These figures are of other settings")));
    m_driver->session().undo();
    QVERIFY(!note->text().startsWith(QStringLiteral("These figures are of")));
}

void WindowSource::theSweepIsGoneWithItsFile()
{
    m_driver->openTab("sweepChart");
    const auto* const state = m_driver->find<QLabel>("sweepState");
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->find<QLabel>("sweepReading")->text().startsWith(QStringLiteral("ν = 0.15: ")),
                             30000);
    QTRY_VERIFY_WITH_TIMEOUT(state->text().isEmpty(), 30000);
    auto* const from = m_driver->find<QWidget>("sweepFromBox");
    WindowDriver::type(from, QStringLiteral("0.5"));
    QTRY_VERIFY(state->text().contains(QStringLiteral("smaller")));
    openFile(write(QStringLiteral("second.csv"), ringOf(80, 3)));
    QTRY_VERIFY(state->text().contains(QStringLiteral("smaller")));
    WindowDriver::type(from, QStringLiteral("0.1"));
    WindowDriver::choose(m_driver->find<QComboBox>("sweepOverCombo"), QStringLiteral("kernel"));
    QTRY_VERIFY_WITH_TIMEOUT(state->text().startsWith(QStringLiteral("No frontier: ")), 30000);
}

void WindowSource::scalingStartsOver()
{
    Exploration exploration = m_driver->session().exploration();
    exploration.scaling = ScalingKind::Log1p;
    m_driver->session().edit(exploration);
    openFile(write(QStringLiteral("second.csv"), ringOf(80, 3)));
    QCOMPARE(m_driver->session().exploration().scaling, Exploration().scaling);
    QVERIFY(m_driver->canvas().scene().panes[0].message.isEmpty());
}

void WindowSource::rowsAreCountedWhereAPaneFails()
{
    Exploration exploration = m_driver->session().exploration();
    exploration.scaling = ScalingKind::Log1p;
    m_driver->session().edit(exploration);
    QTRY_VERIFY(!m_driver->session().isBusy());
    QTRY_VERIFY(!m_driver->canvas().scene().panes[0].message.isEmpty());
    QVERIFY(rowsText().startsWith(QStringLiteral("60 rows in the file")));
}

void WindowSource::filteredRowsAreNotSelected()
{
    m_driver->find<QAction>("actionSelectView")->trigger();
    const auto* const selected = m_driver->find<QLabel>("statusSelection");
    QTRY_COMPARE(selected->text(), QStringLiteral("60 rows selected"));
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("kind = 'odd'"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(selected->text(), QStringLiteral("30 rows selected"));
    m_driver->find<QAction>("actionLabelOutlier")->trigger();
    QCOMPARE(m_driver->session().exploration().labels.byHand.entries().size(), std::size_t{30});
}

void WindowSource::aSummaryGivesNewAxes()
{
    // Named, as any other change of the preparation names them.
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("a > -100"));
    QTRY_VERIFY(m_driver->isSettled());
    QCOMPARE(m_driver->session().exploration().x.column, std::string("a"));
    m_driver->addStep(QStringLiteral("Summary"));
    WindowDriver::type(m_driver->find<QLineEdit>("stepEdit"),
                       QStringLiteral("mean_a = mean(a), n = count() by kind, b"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(m_driver->session().outcome().exploration.x.column, std::string("mean_a"));
    QVERIFY(!m_driver->session().error());
    QVERIFY(m_driver->canvas().scene().panes[0].message.isEmpty());
}

PERIMETER_TEST(WindowSource, Widgets)
#include "tst_window_source.moc"
