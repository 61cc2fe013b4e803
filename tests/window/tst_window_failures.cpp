// SPDX-License-Identifier: GPL-3.0-or-later
#include "document_driver.h"
#include "support/test_registry.h"

#include <QStatusBar>
#include <QTableView>

using namespace perimeter;

/// What fails is told, while data are shown: what was asked for by hand in a box, once; what happens in the background
/// among the messages.
class WindowFailures final : public QObject, private DocumentDriver {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aDocumentThatCannotBeWritten();
    void savingBeforeClosingThatFails();
    void aFigureWithoutARecipe();
    void aFileOfAnUnknownFormat_data();
    void aFileOfAnUnknownFormat();
    void aModelThatCannotBeWritten();
    void anAutosaveThatFailsIsListed();

private:
    /// Exactly one box says it; it is closed.
    void expectProblem(const QString& part) const;
    /// A link to where nobody may write. A dialog turned to that folder itself would never finish listing it.
    [[nodiscard]] QString unwritable(const QString& name) const
    {
        return QFile::link(QStringLiteral("/proc/") + name, path(name)) ? path(name) : QString();
    }
    /// Accepts the file dialog that is open.
    void accept(const QString& file) const;
    [[nodiscard]] QStringList messages() const;
};

void WindowFailures::init()
{
    begin();
    writeData(QStringLiteral("ring.csv"), 1);
    openFile(QStringLiteral("ring.csv"));
}

void WindowFailures::cleanup()
{
    m_driver.reset();
    QDir(Autosave::usualFolder()).removeRecursively();
    QFile::remove(Autosave::usualFolder());
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowFailures::expectProblem(const QString& part) const
{
    QTRY_VERIFY(box("problemBox") && box("problemBox")->isVisible());
    QCOMPARE(m_driver->window().findChildren<QMessageBox*>(QStringLiteral("problemBox")).size(), 1);
    QVERIFY2(box("problemBox")->text().contains(part), qPrintable(box("problemBox")->text()));
    QTest::mouseClick(box("problemBox")->button(QMessageBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(!box("problemBox"));
    // The picture stays.
    QVERIFY(!m_driver->session().outcome().panes.empty());
}

void WindowFailures::accept(const QString& file) const
{
    QFileDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = m_driver->window().findChild<QFileDialog*>()) && dialog->isVisible());
    dialog->selectFile(file);
    QMetaObject::invokeMethod(dialog, "accept");
    QTRY_VERIFY(!m_driver->window().findChild<QFileDialog*>());
}

QStringList WindowFailures::messages() const
{
    const QAbstractItemModel* const model = m_driver->find<QTableView>("messagesTable")->model();
    QStringList all;
    for (int row = 0; row < model->rowCount(); ++row)
        all.append(model->index(row, 0).data().toString());
    return all;
}

void WindowFailures::aDocumentThatCannotBeWritten()
{
    m_driver->find<QAction>("actionSaveAs")->trigger();
    accept(unwritable(QStringLiteral("x.perimeter")));
    expectProblem(QStringLiteral("x.perimeter"));
}

void WindowFailures::savingBeforeClosingThatFails()
{
    setNu(100);
    m_driver->window().close();
    QTRY_VERIFY(box("unsavedQuestion"));
    press(box("unsavedQuestion"), QStringLiteral("Save"));
    accept(unwritable(QStringLiteral("x.perimeter")));
    expectProblem(QStringLiteral("x.perimeter"));
    QVERIFY(m_driver->window().isVisible());
    // What failed is over: saving later closes nothing.
    saveAs(QStringLiteral("a.perimeter"));
    QVERIFY(m_driver->window().isVisible());
}

void WindowFailures::aFigureWithoutARecipe()
{
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(path(QStringLiteral("bare.png"))));
    m_driver->find<QAction>("actionOpenDocument")->trigger();
    accept(path(QStringLiteral("bare.png")));
    expectProblem(QStringLiteral("bare.png"));
}

void WindowFailures::aFileOfAnUnknownFormat_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("report") << QStringLiteral("actionWriteReport");
    QTest::newRow("frontiers") << QStringLiteral("actionSaveFrontiers");
}

void WindowFailures::aFileOfAnUnknownFormat()
{
    QFETCH(QString, action);
    m_driver->find<QAction>(qPrintable(action))->trigger();
    accept(path(QStringLiteral("report.txt")));
    expectProblem(QStringLiteral("report.txt"));
}

void WindowFailures::aModelThatCannotBeWritten()
{
    m_driver->find<QAction>("actionTrain")->trigger();
    accept(unwritable(QStringLiteral("x.json")));
    expectProblem(QStringLiteral("x.json"));
}

void WindowFailures::anAutosaveThatFailsIsListed()
{
    QVERIFY(QDir(Autosave::usualFolder()).removeRecursively());
    QFile inTheWay(Autosave::usualFolder());
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    setNu(100);
    const QString beginning = QStringLiteral("Unsaved changes are not kept for recovery.");
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->window().statusBar()->currentMessage().startsWith(beginning), 10000);
    QVERIFY(!box("problemBox"));
    QTRY_VERIFY(!messages().isEmpty() && messages().front().startsWith(beginning));
    m_driver->find<QAction>("actionUndo")->trigger();
}

PERIMETER_TEST(WindowFailures, Widgets)
#include "tst_window_failures.moc"
