// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/document.h"

#include "base/version.h"
#include "explorer/documents/exploration_json.h"
#include "explorer/documents/figure_style_json.h"
#include "explorer/storage/json_document.h"
#include "explorer/value/variations.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <limits>
#include <set>

namespace perimeter {

namespace {

constexpr DocumentKind explorationDocument = {.mark = "perimeter_document",
                                              .newestFormat = documentFormat,
                                              .notOne = ErrorCode::NotADocument,
                                              .cutOff = ErrorCode::DocumentCutOff,
                                              .tooNew = ErrorCode::DocumentTooNew,
                                              .damaged = ErrorCode::DocumentDamaged};

/// Everything but the seal and the end.
JsonWriter content(const Document& document, const StatedPath& statedPath, int format)
{
    JsonWriter json;
    json.beginObject().member("format", format).member("perimeter_document", document.version).key("data");
    writeSource(json, document.exploration.source, document.files, statedPath);
    json.key("exploration");
    writeExploration(json, document.exploration);
    if (document.findings) {
        json.key("findings");
        writeFindings(json, *document.findings);
    }
    if (document.style) {
        json.key("style");
        writeFigureStyle(json, *document.style);
    }
    return json;
}

std::string sealOf(const JsonWriter& content)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(content.text()), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

/// What a document says of its paths, once read: itself, where it is more than a name.
StatedPath asRead(const JsonMember& data)
{
    std::set<std::string> stated;
    for (const JsonMember& file : data.elements(std::numeric_limits<std::size_t>::max())) {
        if (file.has("path"))
            stated.insert(file["path"].text());
    }
    return [stated](const std::string& path) { return stated.contains(path) ? path : std::string(); };
}

} // namespace

Document documentOf(const Outcome& outcome, std::vector<Fingerprint> files)
{
    return {.exploration = outcome.exploration,
            .files = std::move(files),
            .findings = findingsOf(outcome),
            .version = programVersion()};
}

std::string noPath(const std::string&)
{
    return {};
}

std::string absolutePath(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString();
}

std::string asDocument(const Document& document, const StatedPath& statedPath)
{
    JsonWriter json = content(document, statedPath, documentFormat);
    const std::string seal = sealOf(json);
    return json.member("seal", seal).endObject().text() + '\n';
}

Expected<Document> parseDocument(const std::string& text, const std::string& path)
{
    PERIMETER_TRY(const JsonMember opened, openDocument(text, path, explorationDocument));
    const JsonMember& root = opened;
    Document document;
    document.version = root["perimeter_document"].text();
    document.exploration = readExploration(root["exploration"]);
    StatedSource stated = readSource(root["data"]);
    document.exploration.source = std::move(stated.source);
    document.files = std::move(stated.files);
    if (root.has("findings"))
        document.findings = readFindings(root["findings"]);
    if (root.has("style"))
        document.style = readFigureStyle(root["style"]);
    if (root.wrongPlace())
        return Unexpected(ErrorCode::DocumentDamaged, {path, *root.wrongPlace()});
    PERIMETER_CHECK(check(document.exploration));
    if (document.style) {
        PERIMETER_CHECK(check(*document.style, planPanes(document.exploration).size()));
    }
    // Sealed was what its own format says.
    const auto format = static_cast<int>(root["format"].integer(1, documentFormat));
    document.isSealed = root.has("seal");
    document.isAltered =
        document.isSealed && root["seal"].text() != sealOf(content(document, asRead(root["data"]), format));
    return document;
}

} // namespace perimeter
