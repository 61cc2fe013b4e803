// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/dialect_choices.h"

#include "explorer/wording/names.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Dialect", text);
}

} // namespace

std::vector<DialectOption<Encoding>> encodingOptions()
{
    return {{tr("UTF-8"), Encoding::Utf8},
            {tr("UTF-16, little endian"), Encoding::Utf16LittleEndian},
            {tr("UTF-16, big endian"), Encoding::Utf16BigEndian},
            {tr("Latin-1"), Encoding::Latin1}};
}

std::vector<DialectOption<char>> delimiterOptions()
{
    return {{tr("comma ,"), ','}, {tr("semicolon ;"), ';'}, {tr("tab"), '\t'},
            {tr("bar |"), '|'},   {tr("space"), ' '},       {tr("colon :"), ':'}};
}

std::vector<DialectOption<std::optional<char>>> quoteOptions()
{
    return {{tr("double \""), '"'}, {tr("single '"), '\''}, {tr("bar |"), '|'}, {tr("none"), std::nullopt}};
}

std::vector<DialectOption<char>> decimalOptions()
{
    return {{tr("point ."), '.'}, {tr("comma ,"), ','}};
}

std::vector<DialectOption<bool>> headerOptions()
{
    return {{tr("first line"), true}, {tr("none"), false}};
}

QString nameOf(Format format)
{
    switch (format) {
    case Format::Delimited:
        return tr("delimited text");
    case Format::JsonLines:
        return tr("JSON Lines");
    case Format::Parquet:
        return tr("Parquet");
    case Format::ZeekLog:
        return tr("Zeek log");
    }
    return {};
}

} // namespace perimeter
