// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/written_file.h"

#include "base/output_path.h"

#include <QSaveFile>

namespace perimeter {

namespace {

Unexpected failure(const QSaveFile& file)
{
    return {ErrorCode::CannotWrite, {file.fileName().toStdString(), file.errorString().toStdString()}};
}

} // namespace

WrittenFiles::WrittenFiles() = default;
WrittenFiles::~WrittenFiles() = default;

Expected<void> WrittenFiles::add(const std::string& path, const Fill& fill)
{
    PERIMETER_CHECK(checkOutputPath(path));
    QSaveFile& file = *m_files.emplace_back(std::make_unique<QSaveFile>(QString::fromStdString(path)));
    if (!file.open(QIODevice::WriteOnly))
        return failure(file);
    bool isWritten = true;
    const auto write = [&](const std::string& text) {
        const auto size = static_cast<qint64>(text.size());
        isWritten = isWritten && file.write(text.data(), size) == size;
        return isWritten;
    };
    PERIMETER_CHECK(fill(write));
    return isWritten && file.flush() ? Expected<void>() : failure(file);
}

Expected<void> WrittenFiles::add(const std::string& path, const std::string& text)
{
    return add(path, [&text](const Write& write) -> Expected<void> {
        write(text);
        return {};
    });
}

Expected<void> WrittenFiles::commit()
{
    for (const std::unique_ptr<QSaveFile>& file : m_files)
        if (!file->commit())
            return failure(*file);
    m_files.clear();
    return {};
}

Expected<void> writeFile(const std::string& path, const Fill& fill)
{
    WrittenFiles files;
    PERIMETER_CHECK(files.add(path, fill));
    return files.commit();
}

Expected<void> writeText(const std::string& path, const std::string& text)
{
    return writeFile(path, [&text](const Write& write) -> Expected<void> {
        write(text);
        return {};
    });
}

} // namespace perimeter
