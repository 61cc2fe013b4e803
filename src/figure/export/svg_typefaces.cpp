// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/export/svg_typefaces.h"

#include "figure/scene/theme.h"
#include "resources/resources.h"

#include <QGlyphRun>
#include <QRawFont>
#include <QTextLayout>
#include <QXmlStreamReader>

#include <hb-subset.h>

#include <map>
#include <memory>
#include <set>
#include <utility>

namespace perimeter {

namespace {

using Face = std::pair<QString, int>; // family, weight

/// The characters that an SVG writes with each face.
std::map<Face, QString> textsOf(const QByteArray& svg)
{
    std::map<Face, QString> texts;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != u"text")
            continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        const Face face{attributes.value(QStringLiteral("font-family")).toString(),
                        attributes.value(QStringLiteral("font-weight")).toInt()};
        texts[face] += xml.readElementText(QXmlStreamReader::IncludeChildElements);
    }
    return texts;
}

/// A font with the glyphs of a text alone; empty where the font cannot be taken apart.
QByteArray subset(const QRawFont& font, const QString& text)
{
    const auto table = [](hb_face_t*, hb_tag_t tag, void* data) {
        char name[5] = {};
        hb_tag_to_string(tag, name);
        const QByteArray content = static_cast<const QRawFont*>(data)->fontTable(name);
        return hb_blob_create(content.constData(), static_cast<unsigned>(content.size()), HB_MEMORY_MODE_DUPLICATE,
                              nullptr, nullptr);
    };
    QRawFont held = font;
    const std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)> face(hb_face_create_for_tables(table, &held, nullptr),
                                                                      hb_face_destroy);
    const std::unique_ptr<hb_subset_input_t, decltype(&hb_subset_input_destroy)> input(hb_subset_input_create_or_fail(),
                                                                                       hb_subset_input_destroy);
    if (!input)
        return {};
    for (const uint character : text.toUcs4())
        hb_set_add(hb_subset_input_unicode_set(input.get()), character);
    const std::unique_ptr<hb_face_t, decltype(&hb_face_destroy)> part(hb_subset_or_fail(face.get(), input.get()),
                                                                      hb_face_destroy);
    if (!part)
        return {};
    const std::unique_ptr<hb_blob_t, decltype(&hb_blob_destroy)> blob(hb_face_reference_blob(part.get()),
                                                                      hb_blob_destroy);
    unsigned length = 0;
    const char* const bytes = hb_blob_get_data(blob.get(), &length);
    return {bytes, static_cast<qsizetype>(length)};
}

/// The faces that a text is drawn with: where a typeface lacks a character, Qt takes another's.
QList<QRawFont> facesOf(const QString& text, const QFont& font)
{
    QList<QRawFont> faces = {QRawFont::fromFont(font)};
    QTextLayout layout(text, font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    for (const QGlyphRun& run : layout.glyphRuns()) {
        if (!faces.contains(run.rawFont()))
            faces.append(run.rawFont());
    }
    return faces;
}

/// A rule that gives a family the characters of one face.
QByteArray rule(const Face& face, const QRawFont& font, const QString& characters)
{
    const QByteArray part = subset(font, characters);
    if (part.isEmpty())
        return {};
    QByteArrayList range;
    for (const uint character : characters.toUcs4())
        range.append("U+" + QByteArray::number(character, 16));
    return "@font-face{font-family:\"" + face.first.toUtf8() + "\";font-weight:" + QByteArray::number(face.second) +
           ";src:url(data:font/otf;base64," + part.toBase64() + ");unicode-range:" + range.join(',') + "}";
}

/// The rules that give a family all characters of a text.
QByteArray rulesFor(const Face& face, const QString& text)
{
    const QFont font = figureFont(16, static_cast<QFont::Weight>(face.second), face.first);
    std::set<uint> left;
    for (const uint character : text.toUcs4())
        left.insert(character);
    QByteArray rules;
    for (const QRawFont& raw : facesOf(text, font)) {
        QString supported;
        for (const uint character : std::set<uint>(left)) {
            if (raw.supportsCharacter(character) && left.erase(character) > 0)
                supported += QString::fromUcs4(reinterpret_cast<const char32_t*>(&character), 1);
        }
        if (!supported.isEmpty())
            rules += rule(face, raw, supported);
    }
    return rules;
}

} // namespace

QByteArray withTypefaces(const QByteArray& svg)
{
    QByteArray rules;
    QByteArray named = svg;
    for (const auto& [face, text] : textsOf(svg)) {
        rules += rulesFor(face, text);
        const QString& family = face.first;
        // The bundled typeface is made from Inter, which a viewer may have.
        const QString others = family == typeface ? QStringLiteral("Inter, sans-serif") : QStringLiteral("sans-serif");
        const QString attribute = QStringLiteral("font-family=\"%1\"");
        named.replace(attribute.arg(family).toUtf8(), attribute.arg(family + QStringLiteral(", ") + others).toUtf8());
    }
    const qsizetype end = named.indexOf('>', named.indexOf("<svg")) + 1;
    return named.left(end) + "\n<defs><style type=\"text/css\">" + rules + "</style></defs>" + named.mid(end);
}

} // namespace perimeter
