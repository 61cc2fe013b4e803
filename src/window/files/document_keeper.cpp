// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/document_keeper.h"

#include "base/version.h"
#include "explorer/documents/document_file.h"
#include "explorer/pipeline/files_read.h"
#include "figure/export/recipe.h"

#include <QFileInfo>
#include <QTimerEvent>

namespace perimeter {

namespace {

/// From a change to its autosave, in milliseconds.
constexpr int rest = 2000;

Exploration withoutView(Exploration exploration)
{
    exploration.view.reset();
    return exploration;
}

std::string folderOf(const QString& path)
{
    return QFileInfo(path).absolutePath().toStdString();
}

/// A document says what its data are where that can be told; never what they were not.
Expected<void> writeAsDocument(const Pipeline& pipeline, const Exploration& exploration, const QString& path,
                               Progress& progress)
{
    Expected<std::vector<Fingerprint>> files = fingerprintsOf(pipeline, exploration.source, progress);
    if (!files && files.error().code != ErrorCode::FileUnreadable)
        return files.unexpected();
    return writeDocument({.exploration = exploration,
                          .files = files ? std::move(*files) : std::vector<Fingerprint>(),
                          .version = programVersion()},
                         path.toStdString());
}

} // namespace

DocumentKeeper::DocumentKeeper(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_saved(session.exploration()),
      m_saving(
          {.arrived = [this](const Saved& saved) { take(saved); }, .progressed = [](double) {}, .finished = [] {}}),
      m_opening({.arrived =
                     [this](const Expected<Found>& opened) {
                         if (opened)
                             Q_EMIT found(opened->path, opened->document, opened->files);
                         else
                             Q_EMIT failed(opened.error());
                     },
                 .progressed = [](double) {},
                 .finished = [] {}}),
      m_keeping({.arrived =
                     [this](const Expected<void>& kept) {
                         Q_EMIT autosaved(kept ? std::nullopt : std::optional<Error>(kept.error()));
                     },
                 .progressed = [](double) {},
                 .finished = [] {}}),
      m_verifying({.arrived =
                       [this](const Expected<Verification>& verification) {
                           if (verification)
                               Q_EMIT verified(*verification);
                           else
                               Q_EMIT failed(verification.error());
                       },
                   .progressed = [](double) {},
                   .finished = [] {}})
{
    connect(&session, &Session::explorationChanged, this, &DocumentKeeper::followExploration);
}

bool DocumentKeeper::isModified() const
{
    return withoutView(m_session.exploration()) != withoutView(m_saved);
}

QString DocumentKeeper::path() const
{
    return m_session.exploration().source.path == m_dataPath ? m_path : QString();
}

QString DocumentKeeper::usualName() const
{
    const QString data = QFileInfo(QString::fromStdString(m_session.exploration().source.path)).completeBaseName();
    return (data.isEmpty() ? tr("exploration") : data) + QStringLiteral(".perimeter");
}

void DocumentKeeper::setPath(const QString& path, const Exploration& exploration)
{
    m_path = path;
    m_dataPath = exploration.source.path;
    m_isRecovered = false;
}

bool DocumentKeeper::wouldBeMissed() const
{
    if (!isModified())
        return false;
    const Exploration& now = m_session.exploration();
    return !path().isEmpty() || m_isRecovered || now.preparation != m_saved.preparation || now.labels != m_saved.labels;
}

void DocumentKeeper::followExploration()
{
    if (!isModified()) {
        // Undone: what was kept is wanted no more.
        nothingUnsaved();
    } else if (!m_rest.isActive()) {
        m_autosave.resume();
        m_rest.start(rest, this);
    }
    Q_EMIT changed();
}

void DocumentKeeper::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_rest.timerId())
        return QObject::timerEvent(event);
    m_rest.stop();
    if (!isModified())
        return;
    m_keeping.start(
        [this, exploration = m_session.exploration(), savedAs = path().toStdString()](Progress&, const auto& deliver) {
            // No fingerprint: it would read the data again for every change.
            deliver(m_autosave.keep({.exploration = exploration, .version = programVersion()}, savedAs));
        });
}

void DocumentKeeper::save(const QString& path)
{
    m_saving.start([path, exploration = m_session.exploration(), pipeline = m_session.pipeline()](Progress& progress,
                                                                                                  const auto& deliver) {
        deliver({path, exploration, writeAsDocument(*pipeline, exploration, path, progress)});
    });
}

void DocumentKeeper::nothingUnsaved()
{
    m_rest.stop();
    m_autosave.discard();
}

void DocumentKeeper::take(const Saved& saved)
{
    if (!saved.result) {
        Q_EMIT failed(saved.result.error());
        return;
    }
    setPath(saved.path, saved.exploration);
    m_saved = saved.exploration;
    if (!isModified())
        nothingUnsaved();
    Q_EMIT changed();
    Q_EMIT this->saved(saved.path);
}

void DocumentKeeper::open(const QString& path)
{
    m_opening.start([path](Progress& progress, const auto& deliver) {
        const Expected<Document> document = openAsDocument(path.toStdString());
        deliver(document ? look(path, *document, progress) : document.unexpected());
    });
}

void DocumentKeeper::lookAgain(const QString& path, const Document& document)
{
    m_opening.start(
        [path, document](Progress& progress, const auto& deliver) { deliver(look(path, document, progress)); });
}

Expected<DocumentKeeper::Found> DocumentKeeper::look(const QString& path, const Document& document, Progress& progress)
{
    Expected<std::vector<DataFile>> files = findData(document, {folderOf(path)}, progress);
    return files ? Expected<Found>(Found{path, document, *std::move(files)}) : files.unexpected();
}

void DocumentKeeper::show(const Document& document, const std::vector<DataFile>& files, const QString& path)
{
    // What a figure carries is no document yet.
    m_saved = withData(document.exploration, files);
    setPath(isDocument(path) ? path : QString(), m_saved);
    m_figureStyle = document.style;
    m_session.open(m_saved);
    nothingUnsaved();
    if (isDocument(path))
        return;
    m_verifying.start([document, files, pipeline = m_session.pipeline()](Progress& progress, const auto& deliver) {
        deliver(verify(document, files, *pipeline, progress));
    });
}

bool DocumentKeeper::isDocument(const QString& path)
{
    return QFileInfo(path).suffix().toLower() == u"perimeter";
}

void DocumentKeeper::startOver()
{
    m_figureStyle.reset();
    setPath({}, m_session.exploration());
    m_saved = m_session.exploration();
    nothingUnsaved();
    Q_EMIT changed();
}

std::optional<Autosave::Leftover> DocumentKeeper::takeLeftover()
{
    return m_autosave.takeLeftover();
}

void DocumentKeeper::recover(const Autosave::Leftover& leftover)
{
    m_figureStyle.reset();
    const Expected<void> kept = m_autosave.keepLeftover(leftover);
    setPath(QString::fromStdString(leftover.savedAs), leftover.document.exploration);
    m_isRecovered = true;
    m_saved = {};
    m_session.open(leftover.document.exploration);
    Q_EMIT autosaved(kept ? std::nullopt : std::optional<Error>(kept.error()));
}

} // namespace perimeter
