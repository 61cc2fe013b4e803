// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/document_file.h"

#include "explorer/storage/checked_file.h"
#include "explorer/storage/written_file.h"

#include <QDir>
#include <QFileInfo>

#include <filesystem>

namespace perimeter {

namespace {

namespace fs = std::filesystem;

QDir folderOf(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).absoluteDir();
}

std::string statedFrom(const QDir& folder, const std::string& path)
{
    const QString absolute = QFileInfo(QString::fromStdString(path)).absoluteFilePath();
    const QString below = folder.relativeFilePath(absolute);
    return (below.startsWith(QLatin1String("..")) ? absolute : below).toStdString();
}

/// A second name of the present version, which outlives it. Without hard links it is a copy. A document that cannot
/// keep its former version is saved all the same.
void keepFormer(const std::string& path)
{
    std::error_code failure;
    if (!fs::is_regular_file(path, failure))
        return;
    const fs::path fresh = path + ".bak.new";
    fs::remove(fresh, failure);
    fs::create_hard_link(path, fresh, failure);
    if (failure)
        fs::copy_file(path, fresh, failure);
    if (!failure)
        fs::rename(fresh, path + ".bak", failure);
    if (failure)
        fs::remove(fresh, failure);
}

} // namespace

Expected<void> writeDocument(const Document& document, const std::string& path)
{
    const QDir folder = folderOf(path);
    const std::string text =
        asDocument(document, [&folder](const std::string& data) { return statedFrom(folder, data); });
    WrittenFiles files;
    PERIMETER_CHECK(files.add(path, text));
    keepFormer(path);
    return files.commit();
}

Expected<Document> readDocument(const std::string& path)
{
    PERIMETER_TRY(const std::string text, readChecked(path));
    PERIMETER_TRY(Document document, parseDocument(text, path));
    if (document.isAltered)
        return Unexpected(ErrorCode::DocumentDamaged, {path, "seal"});
    const QDir folder = folderOf(path);
    const auto makeAbsolute = [&folder](std::string& data) {
        data = QDir::cleanPath(folder.absoluteFilePath(QString::fromStdString(data))).toStdString();
    };
    makeAbsolute(document.exploration.source.path);
    for (Join& join : document.exploration.source.joins)
        makeAbsolute(join.path);
    return document;
}

} // namespace perimeter
