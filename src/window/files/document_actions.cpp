// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/document_actions.h"

#include "explorer/wording/phrasing.h"
#include "window/parts/icons.h"
#include "window/parts/save_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include <algorithm>

namespace perimeter {

namespace {

QString folderKey()
{
    return QStringLiteral("documentFolder");
}

QString filter()
{
    return DocumentActions::tr("Perimeter documents (*.perimeter)");
}

/// A question over the window that waits for its answer without holding up anything else.
QMessageBox* question(QWidget* window, const char* name, const QString& text, const QString& information)
{
    auto* const box = new QMessageBox(QMessageBox::Question, QString(), text, QMessageBox::NoButton, window);
    box->setObjectName(QString::fromLatin1(name));
    box->setInformativeText(information);
    box->setAttribute(Qt::WA_DeleteOnClose);
    return box;
}

QAction* makeAction(QWidget* window, const char* name, const QString& text, const QString& explanation,
                    const QKeySequence& keys)
{
    auto* const action = new QAction(text, window);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setToolTip(explanation);
    window->addAction(action);
    return action;
}

} // namespace

DocumentActions::DocumentActions(Session& session, QWidget* window)
    : QObject(window), m_window(window), m_keeper(new DocumentKeeper(session, this)),
      m_open(makeAction(window, "actionOpenDocument", tr("Open document…"),
                        tr("Open an exploration that was saved, or a figure that carries its recipe."),
                        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O))),
      m_save(makeAction(window, "actionSave", tr("Save"),
                        tr("Save the exploration as a document: data, preparation, settings, labels and layout."),
                        QKeySequence::Save)),
      m_saveAs(makeAction(window, "actionSaveAs", tr("Save as…"), tr("Save the exploration to another document."),
                          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)))
{
    setIconName(m_save, QStringLiteral("save"));
    connect(m_open, &QAction::triggered, this, &DocumentActions::chooseDocument);
    connect(m_save, &QAction::triggered, this, &DocumentActions::saveOrAsk);
    connect(m_saveAs, &QAction::triggered, this, &DocumentActions::askWhere);
    connect(m_keeper, &DocumentKeeper::changed, this, &DocumentActions::changed);
    connect(m_keeper, &DocumentKeeper::found, this, &DocumentActions::follow);
    connect(m_keeper, &DocumentKeeper::verified, this, &DocumentActions::tell);
    connect(m_keeper, &DocumentKeeper::failed, this, &DocumentActions::failed);
    connect(m_keeper, &DocumentKeeper::failed, this, [this] { m_whenSaved = nullptr; });
    connect(m_keeper, &DocumentKeeper::autosaved, this, &DocumentActions::autosaved);
    connect(m_keeper, &DocumentKeeper::saved, this, [this](const QString& path) {
        QSettings().setValue(folderKey(), QFileInfo(path).absolutePath());
        Q_EMIT saved(path);
        if (const std::function<void()> then = std::exchange(m_whenSaved, nullptr))
            then();
    });
}

bool DocumentActions::open(const QString& path)
{
    static const QStringList known = {QStringLiteral("perimeter"), QStringLiteral("pdf"), QStringLiteral("svg"),
                                      QStringLiteral("png")};
    if (!known.contains(QFileInfo(path).suffix().toLower()))
        return false;
    openAsDocument(path);
    return true;
}

void DocumentActions::openAsDocument(const QString& path)
{
    // Before it is read: it may be the very document that is to be saved.
    replace([this, path] { m_keeper->open(path); });
}

void DocumentActions::replace(const std::function<void()>& show)
{
    if (m_keeper->wouldBeMissed())
        askToSave(show, show);
    else
        show();
}

void DocumentActions::startOver()
{
    m_keeper->startOver();
}

void DocumentActions::saveOrAsk()
{
    if (m_keeper->path().isEmpty())
        askWhere();
    else
        m_keeper->save(m_keeper->path());
}

void DocumentActions::askWhere()
{
    auto* const dialog = new QFileDialog(m_window, tr("Save the exploration"), startFolder(folderKey()), filter());
    dialog->setObjectName(QStringLiteral("saveDocumentDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("perimeter"));
    dialog->selectFile(m_keeper->path().isEmpty() ? m_keeper->usualName() : m_keeper->path());
    connect(dialog, &QFileDialog::fileSelected, m_keeper, &DocumentKeeper::save);
    connect(dialog, &QFileDialog::rejected, this, [this] { m_whenSaved = nullptr; });
    dialog->open();
}

void DocumentActions::chooseDocument()
{
    auto* const dialog = new QFileDialog(m_window, tr("Open a document or a figure"), startFolder(folderKey()),
                                         filter() + QStringLiteral(";;") + tr("Figures (*.pdf *.svg *.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DocumentActions::openAsDocument);
    dialog->open();
}

void DocumentActions::follow(const QString& path, const Document& document, const std::vector<DataFile>& files)
{
    const auto strange = std::ranges::find_if(
        files, [](const DataFile& file) { return file.state != DataFile::State::Same && !file.isChosen; });
    if (strange != files.end()) {
        askForData(path, document, files, static_cast<std::size_t>(strange - files.begin()));
        return;
    }
    m_keeper->show(document, files, path);
    Q_EMIT opened(path);
}

void DocumentActions::askForData(const QString& path, const Document& document, const std::vector<DataFile>& files,
                                 std::size_t file)
{
    const DataFile& data = files[file];
    const QString place = text(data.path);
    const bool isFigure = !DocumentKeeper::isDocument(path);
    const bool isThere = data.state != DataFile::State::Missing;
    QString what = tr("The data file “%1” is not where it was.").arg(place);
    if (data.state == DataFile::State::Changed)
        what = tr("“%1” is not the file that was explored: its content is another.").arg(place);
    else if (data.state == DataFile::State::Unknown)
        what = (isFigure ? tr("The figure does not say what “%1” contained.")
                         : tr("The document does not say what “%1” contained."))
                   .arg(place);
    QString more = tr("Say where it is now, to open “%1”.").arg(QFileInfo(path).fileName());
    if (isThere)
        more = isFigure ? tr("Nothing of it was opened. Results may differ from those in the figure.")
                        : tr("Nothing of it was opened. Results may differ from those the document was saved with.");
    QMessageBox* const box = question(m_window, "dataQuestion", what, more);
    QPushButton* const find = box->addButton(tr("Find the file…"), QMessageBox::AcceptRole);
    QPushButton* const take = isThere ? box->addButton(tr("Open this one"), QMessageBox::DestructiveRole) : nullptr;
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(find);
    connect(box, &QMessageBox::buttonClicked, this, [=, this](const QAbstractButton* button) {
        if (button == find) {
            chooseData(path, document, file);
        } else if (take && button == take) {
            std::vector<DataFile> taken = files;
            taken[file].isChosen = true;
            follow(path, document, taken);
        }
    });
    box->open();
}

void DocumentActions::chooseData(const QString& path, const Document& document, std::size_t file)
{
    const QString name = QFileInfo(text(pathsOf(document.exploration.source)[file])).fileName();
    auto* const dialog = new QFileDialog(m_window, tr("Where is “%1”?").arg(name), QFileInfo(path).absolutePath());
    dialog->setObjectName(QStringLiteral("findDataDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, path, document, file](const QString& chosen) {
        Document moved = document;
        Source& source = moved.exploration.source;
        (file == 0 ? source.path : source.joins[file - 1].path) = chosen.toStdString();
        m_keeper->lookAgain(path, moved);
    });
    dialog->open();
}

void DocumentActions::tell(const Verification& verification)
{
    const QStringList sentences = sentencesOf(verification);
    auto* const box = new QMessageBox(verification.isSame() ? QMessageBox::Information : QMessageBox::Warning,
                                      QString(), sentences.front(), QMessageBox::Ok, m_window);
    box->setObjectName(QStringLiteral("verificationBox"));
    box->setInformativeText(sentences.mid(1).join(QStringLiteral("\n\n")));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

bool DocumentActions::mayClose()
{
    if (!m_keeper->isModified())
        return true;
    // Closing is asked for again: it may have been changed while it was saved.
    askToSave([this] { m_window->close(); },
              [this] {
                  m_keeper->startOver();
                  m_window->close();
              });
    return false;
}

void DocumentActions::askToSave(const std::function<void()>& saved, const std::function<void()>& discarded)
{
    if (m_window->findChild<QMessageBox*>(QStringLiteral("unsavedQuestion")))
        return;
    const QString name = QFileInfo(m_keeper->path()).fileName();
    QMessageBox* const box =
        question(m_window, "unsavedQuestion",
                 name.isEmpty() ? tr("The exploration was not saved.") : tr("“%1” has unsaved changes.").arg(name),
                 tr("Without saving, preparation, settings and labels are lost; the data stay as they are."));
    box->setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::buttonClicked, this, [=, this](QAbstractButton* button) {
        if (box->standardButton(button) == QMessageBox::Save) {
            m_whenSaved = saved;
            saveOrAsk();
        } else if (box->standardButton(button) == QMessageBox::Discard) {
            discarded();
        }
    });
    box->open();
}

void DocumentActions::offerRecovery(const QString& file, const std::function<void()>& otherwise)
{
    const std::optional<Autosave::Leftover> leftover = m_keeper->takeLeftover();
    if (!leftover)
        return otherwise();
    const QString name = QFileInfo(text(leftover->savedAs)).fileName();
    const QString data = QFileInfo(text(leftover->document.exploration.source.path)).fileName();
    const QString what = name.isEmpty() ? tr("An exploration of “%1” was not saved when Perimeter ended.").arg(data)
                                        : tr("Changes to “%1” were not saved when Perimeter ended.").arg(name);
    QString more =
        name.isEmpty() ? tr("It was kept, and can be opened again.") : tr("They were kept, and can be opened again.");
    if (!file.isEmpty())
        more += u' ' + tr("“%1” is opened unless you recover.").arg(QFileInfo(file).fileName());
    QMessageBox* const box = question(m_window, "recoveryQuestion", what, more);
    QPushButton* const recover = box->addButton(tr("Recover"), QMessageBox::AcceptRole);
    QPushButton* const discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(recover);
    // Whoever closes the question has not decided: it is asked again at the next start.
    box->setEscapeButton(box->addButton(tr("Not now"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this, [=, this](const QAbstractButton* button) {
        if (button == recover)
            return m_keeper->recover(*leftover);
        if (button == discard)
            m_keeper->dropLeftover(*leftover);
        otherwise();
    });
    box->open();
}

} // namespace perimeter
