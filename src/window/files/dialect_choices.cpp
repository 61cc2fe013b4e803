// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/dialect_choices.h"

#include "explorer/wording/names.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

class DialectText {
    Q_DECLARE_TR_FUNCTIONS(DialectText)
};

} // namespace

std::vector<DialectOption<Encoding>> encodingOptions()
{
    return {{DialectText::tr("UTF-8"), Encoding::Utf8},
            {DialectText::tr("UTF-16, little endian"), Encoding::Utf16LittleEndian},
            {DialectText::tr("UTF-16, big endian"), Encoding::Utf16BigEndian},
            {DialectText::tr("Latin-1"), Encoding::Latin1}};
}

std::vector<DialectOption<char>> delimiterOptions()
{
    return {{DialectText::tr("comma ,"), ','}, {DialectText::tr("semicolon ;"), ';'},
            {DialectText::tr("tab"), '\t'},    {DialectText::tr("bar |"), '|'},
            {DialectText::tr("space"), ' '},   {DialectText::tr("colon :"), ':'}};
}

std::vector<DialectOption<std::optional<char>>> quoteOptions()
{
    return {{DialectText::tr("double \""), '"'},
            {DialectText::tr("single '"), '\''},
            {DialectText::tr("bar |"), '|'},
            {DialectText::tr("none"), std::nullopt}};
}

std::vector<DialectOption<char>> decimalOptions()
{
    return {{DialectText::tr("point ."), '.'}, {DialectText::tr("comma ,"), ','}};
}

std::vector<DialectOption<bool>> headerOptions()
{
    return {{DialectText::tr("first line"), true}, {DialectText::tr("none"), false}};
}

QString nameOf(Format format)
{
    switch (format) {
    case Format::Delimited:
        return DialectText::tr("delimited text");
    case Format::JsonLines:
        return DialectText::tr("JSON Lines");
    case Format::Parquet:
        return DialectText::tr("Parquet");
    case Format::ZeekLog:
        return DialectText::tr("Zeek log");
    }
    return {};
}

} // namespace perimeter
