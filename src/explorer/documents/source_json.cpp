// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/source_json.h"

#include "explorer/value/words.h"
#include "explorer/wording/names.h"

#include <QFileInfo>

namespace perimeter {

namespace {

constexpr std::size_t mostFiles = 100;
constexpr std::size_t mostNames = 100'000;

std::string nameOf(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).fileName().toStdString();
}

void writeDialect(JsonWriter& json, const DialectChoice& dialect)
{
    const auto member = [&json](const char* name, char character) {
        json.member(name, std::string_view(&character, 1));
    };
    json.key("dialect").beginObject();
    if (dialect.encoding)
        json.member("encoding", wordOf(encodingWords(), *dialect.encoding));
    if (dialect.delimiter)
        member("delimiter", *dialect.delimiter);
    if (dialect.quote && *dialect.quote)
        member("quote", **dialect.quote);
    else if (dialect.quote)
        json.key("quote").null();
    if (dialect.decimal)
        member("decimal", *dialect.decimal);
    if (dialect.header)
        json.member("header", *dialect.header);
    if (!dialect.names.empty()) {
        json.key("names").beginArray();
        for (const std::string& name : dialect.names)
            json.value(name);
        json.endArray();
    }
    json.endObject();
}

char readCharacter(const JsonMember& member)
{
    const std::string text = member.text();
    if (text.size() == 1 && text[0] > 0)
        return text[0];
    member.fail();
    return ',';
}

DialectChoice readDialect(const JsonMember& member)
{
    DialectChoice dialect;
    if (member.has("encoding"))
        dialect.encoding = member["encoding"].word(encodingWords());
    if (member.has("delimiter"))
        dialect.delimiter = readCharacter(member["delimiter"]);
    if (member.has("quote"))
        dialect.quote = member["quote"].isNothing() ? std::nullopt : std::optional(readCharacter(member["quote"]));
    if (member.has("decimal"))
        dialect.decimal = readCharacter(member["decimal"]);
    if (member.has("header"))
        dialect.header = member["header"].truth();
    if (member.has("names"))
        dialect.names = member["names"].each(mostNames, &JsonMember::text);
    return dialect;
}

/// A path, or the name of a file alone.
std::string readPath(const JsonMember& file)
{
    const std::string name = file["name"].text();
    if (name.empty() || name.find('/') != std::string::npos)
        file["name"].fail();
    const std::string path = file.has("path") ? file["path"].text() : name;
    if (path.empty() || path.find('\0') != std::string::npos)
        file["path"].fail();
    return path;
}

Fingerprint readFingerprint(const JsonMember& file)
{
    return {.name = file["name"].text(), .bytes = file["bytes"].integer(), .sha256 = file["sha256"].text()};
}

} // namespace

void writeSource(JsonWriter& json, const Source& source, const std::vector<Fingerprint>& files,
                 const StatedPath& statedPath)
{
    json.beginArray();
    const auto write = [&](std::size_t index, const std::string& path, const DialectChoice& dialect) -> JsonWriter& {
        json.beginObject().member("name", nameOf(path));
        if (const std::string stated = statedPath(path); !stated.empty())
            json.member("path", stated);
        if (index < files.size())
            json.member("bytes", files[index].bytes).member("sha256", files[index].sha256);
        writeDialect(json, dialect);
        return json;
    };
    write(0, source.path, source.dialect).endObject();
    for (std::size_t i = 0; i < source.joins.size(); ++i)
        write(i + 1, source.joins[i].path, source.joins[i].dialect).member("key", source.joins[i].key).endObject();
    json.endArray();
}

StatedSource readSource(const JsonMember& data)
{
    StatedSource stated;
    const std::vector<JsonMember> files = data.elements(mostFiles);
    if (files.empty())
        data.fail();
    for (const JsonMember& file : files) {
        if (&file == &files.front())
            stated.source = {.path = readPath(file), .dialect = readDialect(file["dialect"])};
        else
            stated.source.joins.push_back(
                {.path = readPath(file), .key = file["key"].text(), .dialect = readDialect(file["dialect"])});
        if (file.has("sha256"))
            stated.files.push_back(readFingerprint(file));
    }
    if (!stated.files.empty() && stated.files.size() != files.size())
        data.fail();
    return stated;
}

} // namespace perimeter
