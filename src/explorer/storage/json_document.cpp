// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/json_document.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace perimeter {

Expected<JsonMember> openDocument(const std::string& text, const std::string& path, const DocumentKind& kind)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    if (error.error != QJsonParseError::NoError)
        return text.find('{') != std::string::npos && text.find('{') == text.find_first_not_of(" \t\r\n")
                   ? Unexpected(kind.cutOff, {path, std::to_string(error.offset)})
                   : Unexpected(kind.notOne, {path});
    const JsonMember root{QJsonValue(document.object())};
    if (!document.isObject() || !root.has(kind.mark))
        return Unexpected(kind.notOne, {path});
    const std::int64_t format = root["format"].integer(1);
    if (root.wrongPlace())
        return Unexpected(kind.damaged, {path, *root.wrongPlace()});
    if (format > kind.newestFormat)
        return Unexpected(kind.tooNew, {path, std::to_string(format), std::to_string(kind.newestFormat)});
    return root;
}

} // namespace perimeter
