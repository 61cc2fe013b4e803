// SPDX-License-Identifier: GPL-3.0-or-later
#include "document_driver.h"

#include "explorer/documents/document_file.h"
#include "figure/export/export.h"
#include "support/test_registry.h"

#include <QLineEdit>
#include <QPushButton>

using namespace perimeter;

/// Saving, opening and recovering explorations, with what is asked on the way.
class WindowDocuments final : public QObject, private DocumentDriver {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void whatIsSavedOpensAsItWas();
    void theTitleTellsUnsavedChanges();
    void dataThatMovedAreAskedFor();
    void otherDataAreNotShownUnasked();
    void closingAsksForUnsavedChanges();
    void closingSavesWhereTold();
    void whatACrashLeavesIsOffered();
    void aFigureRestoresItsExploration();
    void undoSaysWhatItTakesBack();
    void aDamagedDocumentChangesNothing();
};

void WindowDocuments::init()
{
    begin();
    writeData(QStringLiteral("ring.csv"), 1);
    openFile(QStringLiteral("ring.csv"));
}

void WindowDocuments::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowDocuments::whatIsSavedOpensAsItWas()
{
    setNu(120);
    QTRY_VERIFY(m_driver->isSettled());
    m_driver->find<QAction>("actionSave")->trigger();
    choose("saveDocumentDialog", path(QStringLiteral("a")));
    QTRY_VERIFY(QFile::exists(path(QStringLiteral("a.perimeter"))));
    const Exploration saved = m_driver->session().exploration();
    const auto outliers = m_driver->session().outcome().panes.front().lines.front().fit->classes->outliers;

    m_driver->restart();
    openFile(QStringLiteral("a.perimeter"));
    QVERIFY(m_driver->session().exploration() == saved);
    QCOMPARE(m_driver->session().outcome().panes.front().lines.front().fit->classes->outliers, outliers);
    QVERIFY(m_driver->window().windowTitle().startsWith(QStringLiteral("a.perimeter")));
    QVERIFY(!m_driver->window().isWindowModified());
}

void WindowDocuments::theTitleTellsUnsavedChanges()
{
    QVERIFY(!m_driver->window().isWindowModified());
    setNu(100);
    QVERIFY(m_driver->window().isWindowModified());
    saveAs(QStringLiteral("b.perimeter"));
    setNu(150);
    QVERIFY(m_driver->window().isWindowModified());
    m_driver->find<QAction>("actionUndo")->trigger();
    QVERIFY(!m_driver->window().isWindowModified());
    // Saving again asks nothing.
    setNu(130);
    m_driver->find<QAction>("actionSave")->trigger();
    QTRY_VERIFY(!m_driver->window().isWindowModified());
    QVERIFY(QFile::exists(path(QStringLiteral("b.perimeter.bak"))));
}

void WindowDocuments::dataThatMovedAreAskedFor()
{
    saveAs(QStringLiteral("c.perimeter"));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("moved")));
    QVERIFY(QFile::rename(path(QStringLiteral("ring.csv")), path(QStringLiteral("moved/circle.csv"))));
    m_driver->restart();
    m_driver->window().openFile(path(QStringLiteral("c.perimeter")));
    QTRY_VERIFY(box("dataQuestion"));
    QVERIFY(box("dataQuestion")->text().contains(QStringLiteral("ring.csv")));
    press(box("dataQuestion"), QStringLiteral("Find the file…"));
    choose("findDataDialog", path(QStringLiteral("moved/circle.csv")));
    QTRY_VERIFY(m_driver->isSettled() && !m_driver->session().outcome().panes.empty());
    QVERIFY(m_driver->window().windowTitle().startsWith(QStringLiteral("c.perimeter")));
}

void WindowDocuments::otherDataAreNotShownUnasked()
{
    saveAs(QStringLiteral("d.perimeter"));
    writeData(QStringLiteral("ring.csv"), 2);
    m_driver->restart();
    m_driver->window().openFile(path(QStringLiteral("d.perimeter")));
    QTRY_VERIFY(box("dataQuestion"));
    QVERIFY(box("dataQuestion")->text().contains(QStringLiteral("its content is another")));
    QVERIFY(m_driver->session().exploration().source.path.empty());
    press(box("dataQuestion"), QStringLiteral("Open this one"));
    QTRY_VERIFY(m_driver->isSettled() && !m_driver->session().outcome().panes.empty());
}

void WindowDocuments::closingAsksForUnsavedChanges()
{
    setNu(100);
    m_driver->window().close();
    QVERIFY(m_driver->window().isVisible());
    QTRY_VERIFY(box("unsavedQuestion"));
    press(box("unsavedQuestion"), QStringLiteral("Cancel"));
    QTRY_VERIFY(!box("unsavedQuestion"));
    QVERIFY(m_driver->window().isVisible());
    m_driver->window().close();
    QTRY_VERIFY(box("unsavedQuestion"));
    box("unsavedQuestion")->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(!m_driver->window().isVisible());
    QCOMPARE(QDir(Autosave::usualFolder()).entryList({QStringLiteral("*.autosave")}).size(), 0);
}

void WindowDocuments::closingSavesWhereTold()
{
    setNu(100);
    m_driver->window().close();
    QTRY_VERIFY(box("unsavedQuestion"));
    press(box("unsavedQuestion"), QStringLiteral("Save"));
    choose("saveDocumentDialog", path(QStringLiteral("e.perimeter")));
    QTRY_VERIFY(!m_driver->window().isVisible());
    QVERIFY(readDocument(path(QStringLiteral("e.perimeter")).toStdString()));
}

void WindowDocuments::whatACrashLeavesIsOffered()
{
    setNu(100);
    const Exploration lost = m_driver->session().exploration();
    const QDir folder(Autosave::usualFolder());
    QTRY_COMPARE_WITH_TIMEOUT(folder.entryList({QStringLiteral("*.autosave")}).size(), 1, 10000);
    // A program that ends by itself removes its file; a copy is as one that was killed leaves it.
    const QString kept = folder.filePath(folder.entryList({QStringLiteral("*.autosave")}).front());
    QVERIFY(QFile::copy(kept, folder.filePath(QStringLiteral("crashed.autosave"))));
    m_driver->restart();
    m_driver->window().offerRecovery();
    QTRY_VERIFY(box("recoveryQuestion"));
    QVERIFY(box("recoveryQuestion")->text().contains(QStringLiteral("ring.csv")));
    press(box("recoveryQuestion"), QStringLiteral("Recover"));
    QTRY_VERIFY(m_driver->isSettled() && !m_driver->session().outcome().panes.empty());
    QVERIFY(m_driver->session().exploration() == lost);
    QVERIFY(m_driver->window().isWindowModified());
}

void WindowDocuments::aFigureRestoresItsExploration()
{
    setNu(100);
    QTRY_VERIFY(m_driver->isSettled());
    m_driver->find<QAction>("actionExport")->trigger();
    auto* const pathEdit = m_driver->find<QLineEdit>("pathEdit");
    pathEdit->setText(path(QStringLiteral("figure.pdf")));
    auto* const dialog = pathEdit->window();
    for (QPushButton* const button : dialog->findChildren<QPushButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == QLatin1String("Save"))
            button->click();
    }
    QTRY_VERIFY(QFile::exists(path(QStringLiteral("figure.pdf"))));
    const Exploration drawn = m_driver->session().outcome().exploration;

    m_driver->restart();
    m_driver->window().openFile(path(QStringLiteral("figure.pdf")));
    QTRY_VERIFY(box("verificationBox"));
    QVERIFY2(box("verificationBox")->text().startsWith(QStringLiteral("Verified")),
             qPrintable(box("verificationBox")->text() + box("verificationBox")->informativeText()));
    QVERIFY(m_driver->session().exploration() == drawn);
}

void WindowDocuments::undoSaysWhatItTakesBack()
{
    const auto* const undo = m_driver->find<QAction>("actionUndo");
    QVERIFY(!undo->isEnabled());
    setNu(100);
    QVERIFY2(undo->text().startsWith(QStringLiteral("Undo ν 0.15 → ")), qPrintable(undo->text()));
    m_driver->find<QAction>("actionUndo")->trigger();
    QVERIFY(!undo->isEnabled());
    QVERIFY(m_driver->find<QAction>("actionRedo")->text().startsWith(QStringLiteral("Redo ν 0.15 → ")));
}

void WindowDocuments::aDamagedDocumentChangesNothing()
{
    QFile damaged(path(QStringLiteral("f.perimeter")));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{\"format\":1,\"perimeter_docu");
    damaged.close();
    const Exploration before = m_driver->session().exploration();
    m_driver->window().openFile(damaged.fileName());
    QTRY_VERIFY(box("problemBox"));
    QVERIFY2(box("problemBox")->text().contains(QStringLiteral("f.perimeter")), qPrintable(box("problemBox")->text()));
    QVERIFY(m_driver->session().exploration() == before);
    QVERIFY(!m_driver->session().outcome().panes.empty());
}

PERIMETER_TEST(WindowDocuments, Widgets)
#include "tst_window_documents.moc"
