// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "explorer/wording/phrasing.h"
#include "support/test_registry.h"
#include "window/data/step_delegate.h"
#include "window/export/export_dialog.h"
#include "window/files/open_dialog.h"
#include "window/files/recent_files.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace perimeter;

/// Opening, filtering and exporting through the window.
class WindowFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void dropOpensAFile();
    void dropOfADoubtfulFileAsks();
    void missingFileIsSaidInThePane();
    void guessesCanBeOverridden();
    void secondFileIsJoined();
    void filterKeepsRows();
    void badFilterKeepsThePictureAndSaysWhy();
    void derivedColumnBecomesAnAxis();
    void textColumnsAreNotOfferedAsAxes();
    void exportWritesEveryFormat_data();
    void exportWritesEveryFormat();
    void exportSaysWhatWentWrong();
    void layoutReturns();

private:
    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const;
    void drop(const QString& path) const;
    [[nodiscard]] QString columnsOf(const QComboBox* combo) const;

    QTemporaryDir m_folder;
    std::unique_ptr<WindowDriver> m_driver;
};

void WindowFiles::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowFiles::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

QString WindowFiles::write(const QString& name, const QByteArray& content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write a test file.");
    return file.fileName();
}

void WindowFiles::drop(const QString& path) const
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&m_driver->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&m_driver->window(), &event);
}

QString WindowFiles::columnsOf(const QComboBox* combo) const
{
    QStringList names;
    for (int i = 0; i < combo->count(); ++i)
        names.append(combo->itemText(i));
    return names.join(QLatin1Char(' '));
}

const QByteArray ring = [] {
    QByteArray text = "name;a;b\n";
    for (int i = 0; i < 60; ++i)
        text += "row" + QByteArray::number(i) + ';' + QByteArray::number(std::cos(i * 0.3) * (1 + i % 7)) + ';' +
                QByteArray::number(std::sin(i * 0.3) * (1 + i % 5)) + '\n';
    return text;
}();

void WindowFiles::dropOpensAFile()
{
    const QImage before = m_driver->paintedPanes();
    const QString path = write(QStringLiteral("ring.csv"), ring);
    drop(path);
    QTRY_COMPARE(m_driver->session().exploration().source.path, path.toStdString());
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(before, m_driver->paintedPanes()) > 0.01);
    QVERIFY(m_driver->window().windowTitle().startsWith(QStringLiteral("ring.csv")));
    QCOMPARE(recentFiles(), QStringList{path});
    QVERIFY(!m_driver->window().findChild<OpenDialog*>());
}

void WindowFiles::dropOfADoubtfulFileAsks()
{
    drop(write(QStringLiteral("words.csv"), "one,two\nalpha,beta\ngamma,delta\n"));
    QTRY_VERIFY(m_driver->window().findChild<OpenDialog*>());
    QVERIFY(m_driver->session().exploration().source.path.find("starsCYG") != std::string::npos);
    QTest::keyClick(m_driver->window().findChild<OpenDialog*>(), Qt::Key_Escape);
    QTRY_VERIFY(!m_driver->window().findChild<OpenDialog*>());
}

void WindowFiles::missingFileIsSaidInThePane()
{
    m_driver->restart();
    Exploration missing;
    missing.source.path = m_folder.filePath(QStringLiteral("nowhere.csv")).toStdString();
    m_driver->window().open(missing);
    QTRY_VERIFY(m_driver->session().error().has_value());
    const QString sentence = phrase(*m_driver->session().error());
    QVERIFY(sentence.contains(QStringLiteral("nowhere.csv")));
    QTRY_COMPARE(m_driver->canvas().scene().panes.size(), std::size_t{1});
    QCOMPARE(m_driver->canvas().scene().panes[0].message, sentence);
    const auto* const messages = m_driver->find<QTableView>("messagesTable");
    QTRY_VERIFY(messages->isVisible());
    QCOMPARE(messages->model()->index(0, 0).data().toString(), sentence);
}

void WindowFiles::guessesCanBeOverridden()
{
    const QString path = write(QStringLiteral("doubt.csv"), "1,5;2,5\n3,5;4,25\n5,5;1,75\n7,25;2,5\n");
    m_driver->find<QAction>("actionOpen")->trigger();
    auto* const dialog = m_driver->window().findChild<OpenDialog*>();
    QVERIFY(dialog);
    auto* const buttons = dialog->findChild<QDialogButtonBox*>();
    QVERIFY(!buttons->button(QDialogButtonBox::Open)->isEnabled());
    dialog->findChild<QLineEdit*>(QStringLiteral("pathEdit"))->setText(path);
    const auto* const table = dialog->findChild<QTableView*>();
    QTRY_COMPARE(table->model()->columnCount(), 2);
    QTRY_VERIFY(buttons->button(QDialogButtonBox::Open)->isEnabled());
    WindowDriver::choose(dialog->findChild<QComboBox*>(QStringLiteral("delimiterCombo")), QStringLiteral("comma ,"));
    QTRY_COMPARE(table->model()->columnCount(), 3);
    dialog->findChild<QComboBox*>(QStringLiteral("delimiterCombo"))->setCurrentIndex(0);
    QTRY_COMPARE(table->model()->columnCount(), 2);
    dialog->findChild<QLineEdit*>(QStringLiteral("namesEdit"))->setText(QStringLiteral("first, second"));
    QTRY_VERIFY(table->model()->headerData(0, Qt::Horizontal).toString().startsWith(QStringLiteral("first")));
    QTRY_VERIFY(buttons->button(QDialogButtonBox::Open)->isEnabled());
    QTest::mouseClick(buttons->button(QDialogButtonBox::Open), Qt::LeftButton);
    QTRY_COMPARE(m_driver->session().exploration().source.path, path.toStdString());
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(columnsOf(m_driver->find<QComboBox>("xCombo")), QStringLiteral("first second"));
    QTRY_VERIFY(!m_driver->window().findChild<OpenDialog*>());
}

void WindowFiles::secondFileIsJoined()
{
    const QString path = write(QStringLiteral("ring.csv"), ring);
    QByteArray labels = "name;weight\n";
    for (int i = 0; i < 60; ++i)
        labels += "row" + QByteArray::number(i) + ';' + QByteArray::number(i * 2) + '\n';
    const QString second = write(QStringLiteral("labels.csv"), labels);
    m_driver->find<QAction>("actionOpen")->trigger();
    auto* const dialog = m_driver->window().findChild<OpenDialog*>();
    dialog->findChild<QLineEdit*>(QStringLiteral("pathEdit"))->setText(path);
    dialog->findChild<QLineEdit*>(QStringLiteral("joinEdit"))->setText(second);
    QTRY_COMPARE(dialog->findChild<QComboBox*>(QStringLiteral("keyCombo"))->currentText(), QStringLiteral("name"));
    auto* const open = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
    QTRY_VERIFY(open->isEnabled());
    QTest::mouseClick(open, Qt::LeftButton);
    QTRY_COMPARE(m_driver->session().exploration().source.path, path.toStdString());
    QTRY_COMPARE(columnsOf(m_driver->find<QComboBox>("xCombo")), QStringLiteral("a b weight"));
}

void WindowFiles::filterKeepsRows()
{
    const int before = pixelsOf(m_driver->paintedPane(2), theme(ThemeKind::Light).inlier, 30);
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("\"log.light\" < 5"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(m_driver->find<QLabel>("rowsLabel")->text().contains(QStringLiteral("47 rows in the file")));
    QTRY_VERIFY(pixelsOf(m_driver->paintedPane(2), theme(ThemeKind::Light).inlier, 30) < 0.8 * before);
}

void WindowFiles::badFilterKeepsThePictureAndSaysWhy()
{
    const QImage before = m_driver->paintedPanes();
    auto* const field = m_driver->find<QLineEdit>("filterEdit");
    WindowDriver::type(field, QStringLiteral("log_light <"));
    QTRY_VERIFY(m_driver->session().error().has_value());
    // It is said at the step, which stays in the list as it was written.
    const auto* const steps = m_driver->find<QListWidget>("stepsList");
    QTRY_VERIFY(steps->count() == 1 && steps->item(0)->data(StepDelegate::ProblemRole).toBool());
    const QString problem = steps->item(0)->data(StepDelegate::StatusRole).toString();
    QCOMPARE(problem, phrase(*m_driver->session().error()));
    QVERIFY(steps->isVisible());
    QCOMPARE(field->text(), QStringLiteral("log_light <"));
    QVERIFY(difference(before, m_driver->paintedPanes()) < 1e-4);
    QTRY_COMPARE(m_driver->find<QTableView>("messagesTable")->model()->index(0, 0).data().toString(), problem);
    WindowDriver::type(field, QString());
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(!steps->isVisible());
    QCOMPARE(steps->count(), 0);
}

void WindowFiles::derivedColumnBecomesAnAxis()
{
    m_driver->addStep(QStringLiteral("Derived column"));
    auto* const field = m_driver->find<QLineEdit>("stepEdit");
    QVERIFY(field->isVisible());
    WindowDriver::type(field, QStringLiteral("nonsense"));
    QVERIFY(m_driver->find<QLabel>("stepProblem")->isVisible());
    WindowDriver::type(field, QStringLiteral("double_light = \"log.light\" * 2"));
    QTRY_VERIFY(m_driver->isSettled());
    auto* const y = m_driver->find<QComboBox>("yCombo");
    QTRY_VERIFY(y->findText(QStringLiteral("double_light")) >= 0);
    QVERIFY(!m_driver->find<QLabel>("stepProblem")->isVisible());
    WindowDriver::choose(y, QStringLiteral("double_light"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(m_driver->canvas().scene().panes[0].yTitle, QStringLiteral("double_light"));
}

void WindowFiles::textColumnsAreNotOfferedAsAxes()
{
    m_driver->window().openFile(write(QStringLiteral("ring.csv"), ring));
    QTRY_VERIFY(m_driver->session().exploration().source.path.find("ring") != std::string::npos);
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(columnsOf(m_driver->find<QComboBox>("yCombo")), QStringLiteral("a b"));
}

void WindowFiles::exportWritesEveryFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("pdf") << "PDF" << QByteArray("%PDF-");
    QTest::newRow("svg") << "SVG" << QByteArray("<?xml");
    QTest::newRow("png") << "PNG" << QByteArray("\x89PNG");
}

void WindowFiles::exportWritesEveryFormat()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, start);
    m_driver->find<QAction>("actionExport")->trigger();
    auto* const dialog = m_driver->window().findChild<ExportDialog*>();
    QVERIFY(dialog);
    WindowDriver::choose(dialog->findChild<QComboBox*>(QStringLiteral("formatCombo")), format);
    auto* const path = dialog->findChild<QLineEdit*>(QStringLiteral("pathEdit"));
    QVERIFY(path->text().endsWith(QLatin1Char('.') + format.toLower()));
    path->setText(m_folder.filePath(QStringLiteral("figure.") + format.toLower()));
    const QString written = path->text();
    QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save), Qt::LeftButton);
    QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
    QFile file(written);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.read(start.size()), start);
    if (format == QLatin1String("PNG")) {
        const QImage image(written);
        QCOMPARE(image.width(), qRound(180 / 25.4 * 300));
        QVERIFY(pixelsOf(image, hueOf(DetectorKind::RobustCovariance)) > 500);
    }
}

void WindowFiles::exportSaysWhatWentWrong()
{
    m_driver->find<QAction>("actionExport")->trigger();
    auto* const dialog = m_driver->window().findChild<ExportDialog*>();
    auto* const problem = dialog->findChild<QLabel*>(QStringLiteral("problemLabel"));
    auto* const path = dialog->findChild<QLineEdit*>(QStringLiteral("pathEdit"));
    auto* const save = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
    for (const QString& wrong : {m_folder.filePath(QStringLiteral("figure.tiff")),
                                 m_folder.filePath(QStringLiteral("no/such/folder/figure.pdf"))}) {
        path->setText(wrong);
        QTRY_VERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().endsWith(QLatin1Char('.')));
        QVERIFY(!QFile::exists(wrong));
    }
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
}

void WindowFiles::layoutReturns()
{
    auto* const dock = m_driver->find<QDockWidget>("detectorsDock");
    QVERIFY(dock->isVisible());
    QTest::keyClick(&m_driver->window(), Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(!dock->isVisible());
    m_driver->window().resize(1100, 700);
    m_driver->restart();
    QVERIFY(!m_driver->find<QDockWidget>("detectorsDock")->isVisible());
    QVERIFY(m_driver->find<QDockWidget>("dataDock")->isVisible());
    QCOMPARE(m_driver->window().size(), QSize(1100, 700));
}

PERIMETER_TEST(WindowFiles, Widgets)
#include "tst_window_files.moc"
