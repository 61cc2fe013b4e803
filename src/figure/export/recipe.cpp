// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/export/recipe.h"

#include "explorer/documents/document_file.h"
#include "explorer/storage/checked_file.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageReader>
#include <QXmlStreamReader>

namespace perimeter {

namespace {

constexpr QByteArrayView opening = "<perimeter:recipe xmlns:perimeter=\"urn:perimeter:recipe\">";
constexpr QByteArrayView closing = "</perimeter:recipe>";

/// The same JSON without what is lost on the way: an image's texts come back with their spaces made one, and XML holds
/// no non-characters. All of these stand within JSON's strings alone.
QString travelling(const std::string& recipe)
{
    QString safe;
    bool afterSpace = false;
    for (const QChar c : QString::fromStdString(recipe).trimmed()) {
        const bool isPlain = c == u' ' && !afterSpace;
        afterSpace = c.isSpace();
        if (isPlain || !(c.isSpace() || c == QChar(0xfffe) || c == QChar(0xffff)))
            safe += c;
        else
            safe += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
    return safe;
}

QByteArray element(const std::string& recipe)
{
    return opening + travelling(recipe).toHtmlEscaped().toUtf8() + closing;
}

/// The text of the one element that may stand anywhere among other bytes, as in a PDF; nothing where there is none.
std::optional<std::string> elementIn(const QByteArray& content)
{
    const qsizetype begin = content.indexOf(opening);
    const qsizetype end = begin < 0 ? -1 : content.indexOf(closing, begin);
    if (end < 0)
        return std::nullopt;
    QXmlStreamReader xml(content.mid(begin, end + closing.size() - begin));
    xml.readNextStartElement();
    const QString text = xml.readElementText();
    return xml.hasError() ? std::nullopt : std::optional(text.toStdString());
}

} // namespace

QByteArray asXmp(const std::string& recipe)
{
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<rdf:Description rdf:about=\"\">" +
           element(recipe) + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

QByteArray withRecipe(const QByteArray& svg, const std::string& recipe)
{
    const qsizetype tag = svg.indexOf("<svg");
    const qsizetype end = svg.indexOf('>', tag) + 1;
    return svg.left(end) + "\n<metadata>" + element(recipe) + "</metadata>" + svg.mid(end);
}

QString asImageText(const std::string& recipe)
{
    return travelling(recipe);
}

QString recipeKey()
{
    return QStringLiteral("Perimeter");
}

Expected<std::string> readRecipe(const std::string& path)
{
    PERIMETER_TRY(const std::string text, readChecked(path));
    QByteArray content = QByteArray::fromStdString(text);
    if (content.startsWith("\x89PNG")) {
        QBuffer buffer(&content);
        const QString recipe = QImageReader(&buffer, "png").text(recipeKey());
        if (!recipe.isEmpty())
            return recipe.toStdString();
    } else if (std::optional<std::string> recipe = elementIn(content)) {
        return *std::move(recipe);
    }
    return Unexpected(ErrorCode::NoRecipe, {path});
}

Expected<Document> openAsDocument(const std::string& path)
{
    if (QFileInfo(QString::fromStdString(path)).suffix().toLower() == u"perimeter")
        return readDocument(path);
    const Expected<std::string> recipe = readRecipe(path);
    return recipe ? parseDocument(*recipe, path) : recipe.unexpected();
}

} // namespace perimeter
