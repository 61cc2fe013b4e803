// SPDX-License-Identifier: GPL-3.0-or-later
#include "document_driver.h"

#include "explorer/documents/document_file.h"
#include "support/test_registry.h"

using namespace perimeter;

/// What becomes of unsaved work when something else takes its place, and of a document when its data do.
class WindowUnsaved final : public QObject, private DocumentDriver {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void otherDataAskForUnsavedChanges();
    void savingComesBeforeOtherData();
    void anotherDocumentAsksToo();
    void withoutADocumentSettingsAreNotAskedFor();
    void labelsAreAskedForWithoutADocument();
    void undoingToOtherDataLeavesTheDocument();
    void redoingFindsTheDocumentAgain();
    void aDocumentIsNotOfDataThatWereNotRead();
    void whatIsUndoneIsNotRecovered();
    void recoveredWorkTakesTheFilesPlaceWhenToldTo();
    void theFileIsOpenedUnlessRecovered();
    void anUndecidedQuestionKeepsTheWork();
    void aDocumentIsCalledAfterItsData();
    void boxesBearTheProgramsName();

private:
    /// A document of ring.csv with a change that is not saved.
    void changeDocument() const
    {
        saveAs(QStringLiteral("a.perimeter"));
        setNu(120);
        QVERIFY(m_driver->window().isWindowModified());
    }
    /// What a program that was killed leaves: `autosave` with this window's unsaved change.
    void leaveBehind() const
    {
        setNu(100);
        QTRY_COMPARE_WITH_TIMEOUT(autosaves().size(), 1, 10000);
        const QDir folder(Autosave::usualFolder());
        QVERIFY(QFile::copy(folder.filePath(autosaves().front()), folder.filePath(crashed())));
        m_driver->restart();
        QTRY_COMPARE(autosaves(), QStringList{crashed()});
    }
    [[nodiscard]] static QString crashed() { return QStringLiteral("crashed.autosave"); }
};

void WindowUnsaved::init()
{
    begin();
    writeData(QStringLiteral("ring.csv"), 1);
    writeData(QStringLiteral("wide.csv"), 3);
    openFile(QStringLiteral("ring.csv"));
}

void WindowUnsaved::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowUnsaved::otherDataAskForUnsavedChanges()
{
    changeDocument();
    const Exploration before = m_driver->session().exploration();
    m_driver->window().openFile(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("unsavedQuestion"));
    QVERIFY(box("unsavedQuestion")->text().contains(QStringLiteral("a.perimeter")));
    press(box("unsavedQuestion"), QStringLiteral("Cancel"));
    QTRY_VERIFY(!box("unsavedQuestion"));
    QVERIFY(m_driver->session().exploration() == before);
    QVERIFY(m_driver->window().windowTitle().startsWith(QStringLiteral("a.perimeter")));

    const QByteArray saved = content(QStringLiteral("a.perimeter"));
    m_driver->window().openFile(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("unsavedQuestion"));
    box("unsavedQuestion")->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(isShown(QStringLiteral("wide.csv")));
    QCOMPARE(content(QStringLiteral("a.perimeter")), saved);
    QVERIFY(!m_driver->window().isWindowModified());
}

void WindowUnsaved::savingComesBeforeOtherData()
{
    changeDocument();
    const double nu = m_driver->session().exploration().settings.svm.nu;
    m_driver->window().openFile(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("unsavedQuestion"));
    press(box("unsavedQuestion"), QStringLiteral("Save"));
    QTRY_VERIFY(isShown(QStringLiteral("wide.csv")));
    const Expected<Document> document = readDocument(path(QStringLiteral("a.perimeter")).toStdString());
    QVERIFY(document);
    QCOMPARE(document->exploration.settings.svm.nu, nu);
    QVERIFY(document->exploration.source.path.ends_with("ring.csv"));
}

void WindowUnsaved::anotherDocumentAsksToo()
{
    changeDocument();
    // The same document: what is asked comes before it is read.
    m_driver->window().openFile(path(QStringLiteral("a.perimeter")));
    QTRY_VERIFY(box("unsavedQuestion"));
    const double changed = m_driver->session().exploration().settings.svm.nu;
    const QSignalSpy opened(&m_driver->session(), &Session::sourceChanged);
    press(box("unsavedQuestion"), QStringLiteral("Save"));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(m_driver->session().exploration().settings.svm.nu, changed);
}

void WindowUnsaved::withoutADocumentSettingsAreNotAskedFor()
{
    setNu(120);
    openFile(QStringLiteral("wide.csv"));
    QVERIFY(!box("unsavedQuestion"));
    m_driver->openSample(QStringLiteral("starsCYG"));
    QVERIFY(!box("unsavedQuestion"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowUnsaved::labelsAreAskedForWithoutADocument()
{
    Exploration labelled = m_driver->session().exploration();
    labelled.labels.column = std::string("a");
    m_driver->session().edit(labelled);
    m_driver->window().openFile(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("unsavedQuestion"));
    press(box("unsavedQuestion"), QStringLiteral("Cancel"));
    QVERIFY(m_driver->session().exploration() == labelled);
}

void WindowUnsaved::undoingToOtherDataLeavesTheDocument()
{
    openFile(QStringLiteral("wide.csv"));
    saveAs(QStringLiteral("wide.perimeter"));
    const QByteArray saved = content(QStringLiteral("wide.perimeter"));
    m_driver->find<QAction>("actionUndo")->trigger();
    QTRY_VERIFY(isShown(QStringLiteral("ring.csv")));
    QVERIFY2(m_driver->window().windowTitle().startsWith(QStringLiteral("ring.csv")),
             qPrintable(m_driver->window().windowTitle()));
    m_driver->find<QAction>("actionSave")->trigger();
    choose("saveDocumentDialog", path(QStringLiteral("ring.perimeter")));
    QTRY_VERIFY(QFile::exists(path(QStringLiteral("ring.perimeter"))));
    QCOMPARE(content(QStringLiteral("wide.perimeter")), saved);
}

void WindowUnsaved::redoingFindsTheDocumentAgain()
{
    openFile(QStringLiteral("wide.csv"));
    saveAs(QStringLiteral("wide.perimeter"));
    m_driver->find<QAction>("actionUndo")->trigger();
    m_driver->find<QAction>("actionRedo")->trigger();
    QVERIFY(m_driver->window().windowTitle().startsWith(QStringLiteral("wide.perimeter")));
    QVERIFY(!m_driver->window().isWindowModified());
}

void WindowUnsaved::aDocumentIsNotOfDataThatWereNotRead()
{
    QVERIFY(QFile::remove(path(QStringLiteral("ring.csv"))));
    writeData(QStringLiteral("ring.csv"), 2);
    m_driver->find<QAction>("actionSave")->trigger();
    choose("saveDocumentDialog", path(QStringLiteral("a.perimeter")));
    QTRY_VERIFY(box("problemBox"));
    QVERIFY2(box("problemBox")->text().contains(QStringLiteral("is not the file that was explored")),
             qPrintable(box("problemBox")->text()));
    QVERIFY(!QFile::exists(path(QStringLiteral("a.perimeter"))));
    box("problemBox")->accept();
    // Opened anew it is.
    const QSignalSpy readAnew(&m_driver->session(), &Session::sourceChanged);
    openFile(QStringLiteral("ring.csv"));
    QTRY_COMPARE(readAnew.size(), 1);
    QTRY_VERIFY(isShown(QStringLiteral("ring.csv")));
    saveAs(QStringLiteral("a.perimeter"));
}

void WindowUnsaved::whatIsUndoneIsNotRecovered()
{
    setNu(100);
    QTRY_COMPARE_WITH_TIMEOUT(autosaves().size(), 1, 10000);
    m_driver->find<QAction>("actionUndo")->trigger();
    QVERIFY(!m_driver->window().isWindowModified());
    QCOMPARE(autosaves().size(), 0);
    // A change after that is kept again.
    setNu(110);
    QTRY_COMPARE_WITH_TIMEOUT(autosaves().size(), 1, 10000);
}

void WindowUnsaved::recoveredWorkTakesTheFilesPlaceWhenToldTo()
{
    leaveBehind();
    m_driver->window().offerRecovery(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("recoveryQuestion"));
    QVERIFY(box("recoveryQuestion")->informativeText().startsWith(QStringLiteral("It was kept")));
    QVERIFY(box("recoveryQuestion")->informativeText().contains(QStringLiteral("wide.csv")));
    // Nothing is opened, and nothing lost, before that is answered.
    QVERIFY(m_driver->session().exploration().source.path.empty());
    QCOMPARE(autosaves(), QStringList{crashed()});
    press(box("recoveryQuestion"), QStringLiteral("Recover"));
    QTRY_VERIFY(isShown(QStringLiteral("ring.csv")));
    QVERIFY(m_driver->window().isWindowModified());
    QCOMPARE(autosaves().size(), 1);
    QVERIFY(autosaves() != QStringList{crashed()});
    // It would be missed, though only settings were changed.
    m_driver->window().openFile(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("unsavedQuestion"));
    press(box("unsavedQuestion"), QStringLiteral("Cancel"));
}

void WindowUnsaved::theFileIsOpenedUnlessRecovered()
{
    leaveBehind();
    m_driver->window().offerRecovery(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("recoveryQuestion"));
    press(box("recoveryQuestion"), QStringLiteral("Discard"));
    QTRY_VERIFY(isShown(QStringLiteral("wide.csv")));
    QCOMPARE(autosaves().size(), 0);
    m_driver->restart();
    m_driver->window().offerRecovery(path(QStringLiteral("ring.csv")));
    QVERIFY(!box("recoveryQuestion"));
    QTRY_VERIFY(isShown(QStringLiteral("ring.csv")));
}

void WindowUnsaved::anUndecidedQuestionKeepsTheWork()
{
    leaveBehind();
    m_driver->window().offerRecovery(path(QStringLiteral("wide.csv")));
    QTRY_VERIFY(box("recoveryQuestion"));
    QTest::keyClick(box("recoveryQuestion"), Qt::Key_Escape);
    QTRY_VERIFY(isShown(QStringLiteral("wide.csv")));
    QCOMPARE(autosaves(), QStringList{crashed()});
    m_driver->restart();
    m_driver->window().offerRecovery();
    QTRY_VERIFY(box("recoveryQuestion"));
}

void WindowUnsaved::aDocumentIsCalledAfterItsData()
{
    QSettings().setValue(QStringLiteral("documentFolder"), path(QStringLiteral("gone")));
    m_driver->find<QAction>("actionSave")->trigger();
    QFileDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = m_driver->window().findChild<QFileDialog*>(QStringLiteral("saveDocumentDialog"))));
    auto* const name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QCOMPARE(name->text(), QStringLiteral("ring.perimeter"));
    QVERIFY2(dialog->directory().exists(), qPrintable(dialog->directory().path()));
    dialog->reject();
}

void WindowUnsaved::boxesBearTheProgramsName()
{
    QCOMPARE(QGuiApplication::applicationDisplayName(), QStringLiteral("Perimeter"));
}

PERIMETER_TEST(WindowUnsaved, Widgets)
#include "tst_window_unsaved.moc"
