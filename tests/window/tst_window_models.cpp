// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "cli/program.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

using namespace perimeter;

/// Training a model and watching a log with it, in the window.
class WindowModels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_driver.reset(); }

    void trainedModelIsThatOfTheCommandLine();
    void watchedRowsAreThoseOfTheCommandLine();
    void arrivalsAndDriftAreShown();
    void brokenModelIsSaid();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Presses a button that opens a file dialog, and chooses there.
    void chooseIn(const std::function<void()>& open, const QString& file) const
    {
        open();
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = m_driver->window().findChild<QFileDialog*>()) && dialog->isVisible());
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!m_driver->window().findChild<QFileDialog*>());
    }
    void train(const QString& file) const
    {
        chooseIn([this] { m_driver->find<QAction>("actionTrain")->trigger(); }, file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20000);
    }
    void watch(const QString& model, const QString& log) const
    {
        auto* const tables = m_driver->find<QTabWidget>("tables");
        QWidget* const tab = m_driver->find<QPushButton>("watchButton")->parentWidget();
        tables->setCurrentWidget(tab);
        for (const auto& [button, file] : {std::pair("watchModelButton", model), std::pair("watchLogButton", log)})
            chooseIn([&] { QTest::mouseClick(m_driver->find<QPushButton>(button), Qt::LeftButton); }, file);
        QTest::mouseClick(m_driver->find<QPushButton>("watchButton"), Qt::LeftButton);
    }
    [[nodiscard]] QString counts() const { return m_driver->find<QLabel>("watchCounts")->text(); }
    [[nodiscard]] QString note() const { return m_driver->find<QLabel>("watchDrift")->text(); }
    /// Synthetic rows about (at, 2·at).
    static QByteArray rows(int count, int at)
    {
        QByteArray csv;
        for (int i = 0; i < count; ++i)
            csv += QByteArray::number(at + (i * 37) % 101) + ',' + QByteArray::number(2 * at + (i * 53) % 211) + '\n';
        return csv;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowDriver> m_driver;
};

void WindowModels::init()
{
    for (const char* const name : {"model.json", "log.csv"})
        QFile::remove(path(name));
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowModels::trainedModelIsThatOfTheCommandLine()
{
    const QString data = testing::sharedFile("data/dev_dns_sessions.csv");
    if (!QFile::exists(data))
        QSKIP("shared/data/dev_dns_sessions.csv is not there");
    m_driver->window().open({.source = {.path = data.toStdString()},
                             .x = {"orig_bytes"},
                             .y = {"resp_bytes"},
                             .settings = {.svm = {.nu = 0.05}}});
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->isSettled(), 20000);
    train(path("model.json"));
    const QString other = path("other.json");
    const Run run = runProgram({"train", data, "--x", "orig_bytes", "--y", "resp_bytes", "--nu", "0.05", "-o", other});
    QVERIFY2(run.status == 0, run.error);
    QCOMPARE(contentOf(path("model.json")), contentOf(other));
}

void WindowModels::watchedRowsAreThoseOfTheCommandLine()
{
    const QString data = testing::sharedFile("data/dev_dns_sessions.csv");
    if (!QFile::exists(data))
        QSKIP("shared/data/dev_dns_sessions.csv is not there");
    const QString model = path("model.json");
    QCOMPARE(runProgram({"train", data, "--x", "orig_bytes", "--y", "resp_bytes", "--nu", "0.05", "-o", model}).status,
             0);
    const Run score = runProgram({"score", model, data});
    QCOMPARE(score.status, 0);
    watch(model, data);
    QTRY_VERIFY2_WITH_TIMEOUT(counts().startsWith("3,127 rows read, 3,127 scored"), qPrintable(note()), 20000);
    const auto suspicious = score.out.count('\n');
    QVERIFY2(counts().endsWith(QStringLiteral("%1 suspicious").arg(suspicious)), qPrintable(counts()));
    QCOMPARE(m_driver->find<QTableView>("watchTable")->model()->rowCount(), static_cast<int>(suspicious));
}

void WindowModels::arrivalsAndDriftAreShown()
{
    const QByteArray head = "uplink,downlink\n";
    QFile log(path("log.csv"));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write(head + rows(400, 100));
    log.flush();
    const QString model = path("model.json");
    QCOMPARE(runProgram({"train", log.fileName(), "--nu", "0.1", "-o", model}).status, 0);
    watch(model, log.fileName());
    QTRY_VERIFY2(counts().startsWith("400 rows read"), qPrintable(note()));
    QVERIFY(note().startsWith("No drift"));
    log.write(rows(300, 5000));
    log.flush();
    QTRY_VERIFY2(counts().startsWith("700 rows read"), qPrintable(counts()));
    QVERIFY2(note().startsWith("The data have drifted"), qPrintable(note()));
    // The suspicious rows are seen in the chart.
    const QImage chart = m_driver->find<QWidget>("watchChart")->grab().toImage();
    const QColor mark = theme(ThemeKind::Light).warning;
    int marked = 0;
    for (int y = 0; y < chart.height(); ++y)
        for (int x = 0; x < chart.width(); ++x)
            marked += chart.pixelColor(x, y) == mark ? 1 : 0;
    QVERIFY2(marked > 60, qPrintable(QString::number(marked)));
    // The newest comes first.
    const QAbstractItemModel* const table = m_driver->find<QTableView>("watchTable")->model();
    QCOMPARE(table->index(0, 0).data().toString(), QStringLiteral("700"));
    QTest::mouseClick(m_driver->find<QPushButton>("watchButton"), Qt::LeftButton);
    QVERIFY(!m_driver->find<QPushButton>("watchButton")->isChecked());
}

void WindowModels::brokenModelIsSaid()
{
    QFile model(path("model.json"));
    QVERIFY(model.open(QIODevice::WriteOnly));
    model.write("{\"perimeter_model\": \"1\", ");
    model.close();
    QFile log(path("log.csv"));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("a,b\n1,2\n");
    log.close();
    watch(model.fileName(), log.fileName());
    QTRY_VERIFY2(note().contains("cut off or damaged"), qPrintable(note()));
    QTRY_VERIFY(!m_driver->find<QPushButton>("watchButton")->isChecked());
}

PERIMETER_TEST(WindowModels, Widgets)
#include "tst_window_models.moc"
