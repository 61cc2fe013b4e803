// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/autosave.h"

#include "explorer/storage/checked_file.h"
#include "explorer/storage/json_writer.h"
#include "explorer/storage/written_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QUuid>

namespace perimeter {

namespace {

constexpr QLatin1StringView extension(".autosave");

std::unique_ptr<QLockFile> lockOf(const QString& path)
{
    auto lock = std::make_unique<QLockFile>(path + QLatin1StringView(".lock"));
    // A program may live for days; it is gone only when its process is.
    lock->setStaleLockTime(0);
    return lock;
}

std::string envelope(const Document& document, const std::string& savedAs)
{
    JsonWriter json;
    json.beginObject().member("saved_as", savedAs).member("document", asDocument(document, absolutePath)).endObject();
    return json.text();
}

std::optional<Autosave::Leftover> readLeftover(const QString& file)
{
    const std::string path = file.toStdString();
    const Expected<std::string> text = readChecked(path);
    if (!text)
        return std::nullopt;
    const QJsonObject envelope = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    Expected<Document> document =
        parseDocument(envelope.value(QLatin1StringView("document")).toString().toStdString(), path);
    if (!document || document->isAltered)
        return std::nullopt;
    return Autosave::Leftover{*std::move(document),
                              envelope.value(QLatin1StringView("saved_as")).toString().toStdString(), file};
}

} // namespace

Autosave::Autosave(const QString& folder) : m_folder(folder), m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    QDir().mkpath(m_folder);
    m_lock = lockOf(pathOf(m_name));
    m_lock->tryLock();
}

Autosave::~Autosave()
{
    discard();
}

QString Autosave::usualFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).filePath(QStringLiteral("autosave"));
}

QString Autosave::pathOf(const QString& name) const
{
    return QDir(m_folder).filePath(name + extension);
}

Expected<void> Autosave::keep(const Document& document, const std::string& savedAs)
{
    const std::string text = envelope(document, savedAs);
    const std::lock_guard guard(m_mutex);
    return m_isWanted ? writeText(pathOf(m_name).toStdString(), text) : Expected<void>();
}

void Autosave::resume()
{
    const std::lock_guard guard(m_mutex);
    m_isWanted = true;
}

void Autosave::discard()
{
    const std::lock_guard guard(m_mutex);
    m_isWanted = false;
    QFile::remove(pathOf(m_name));
}

std::optional<Autosave::Leftover> Autosave::takeLeftover()
{
    const QFileInfoList kept =
        QDir(m_folder).entryInfoList({QLatin1Char('*') + extension}, QDir::Files, QDir::Time | QDir::Reversed);
    for (const QFileInfo& file : kept) {
        if (file.completeBaseName() == m_name)
            continue;
        std::unique_ptr<QLockFile> lock = lockOf(file.filePath());
        if (!lock->tryLock())
            continue;
        std::optional<Leftover> leftover = readLeftover(file.filePath());
        if (leftover) {
            m_leftovers[leftover->file] = std::move(lock);
            return leftover;
        }
        QFile::rename(file.filePath(), file.filePath() + QLatin1StringView(".damaged"));
    }
    return std::nullopt;
}

Expected<void> Autosave::keepLeftover(const Leftover& leftover)
{
    resume();
    // It is removed there only once it is kept here.
    PERIMETER_CHECK(keep(leftover.document, leftover.savedAs));
    dropLeftover(leftover);
    return {};
}

void Autosave::dropLeftover(const Leftover& leftover)
{
    QFile::remove(leftover.file);
    m_leftovers.erase(leftover.file);
}

} // namespace perimeter
