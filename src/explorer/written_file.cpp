// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/written_file.h"

#include <QSaveFile>

namespace perimeter {

Expected<void> writeFile(const std::string& path, const std::function<Expected<void>(const Write&)>& fill)
{
    QSaveFile file(QString::fromStdString(path));
    const auto failure = [&] { return Unexpected(ErrorCode::CannotWrite, {path, file.errorString().toStdString()}); };
    if (!file.open(QIODevice::WriteOnly))
        return failure();
    bool isWritten = true;
    const auto write = [&](const std::string& text) {
        const auto size = static_cast<qint64>(text.size());
        isWritten = isWritten && file.write(text.data(), size) == size;
        return isWritten;
    };
    if (const Expected<void> filled = fill(write); !filled)
        return filled;
    return isWritten && file.commit() ? Expected<void>() : failure();
}

Expected<void> writeText(const std::string& path, const std::string& text)
{
    return writeFile(path, [&text](const Write& write) -> Expected<void> {
        write(text);
        return {};
    });
}

} // namespace perimeter
