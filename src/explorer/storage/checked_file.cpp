// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/checked_file.h"

#include "data/text/text_reader.h"

#include <QFile>

namespace perimeter {

namespace {

constexpr qint64 mostBytes = qint64{1} << 30;

} // namespace

Expected<std::string> readChecked(const std::string& path)
{
    // An empty file is no model and no range, which is for the reader of either to say.
    if (const Expected<std::string> head = readHead(path, 1); !head && head.error().code != ErrorCode::FileEmpty)
        return head.unexpected();
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(ErrorCode::FileUnreadable, {path, file.errorString().toStdString()});
    if (file.size() > mostBytes)
        return Unexpected(ErrorCode::ModelTooLarge, {path, std::to_string(file.size()), std::to_string(mostBytes)});
    return file.readAll().toStdString();
}

} // namespace perimeter
