// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/export/export.h"

#include "explorer/storage/written_file.h"
#include "figure/export/paper.h"
#include "figure/export/recipe.h"
#include "figure/export/svg_typefaces.h"

#include <QBuffer>
#include <QFileInfo>
#include <QFontDatabase>
#include <QImage>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>
#include <map>

namespace perimeter {

namespace {

/// Of a PNG.
constexpr double mostPixels = 3e8;

double units(double millimetres, double dpi)
{
    return millimetres / Paper::millimetresPerInch * dpi;
}

QSizeF sizeOf(const FigureStyle& style, double dpi)
{
    return {units(style.widthMm, dpi), units(style.heightMm, dpi)};
}

QString titleOf(const FigureStyle& style)
{
    return style.title.empty() ? QStringLiteral("Perimeter") : QString::fromStdString(style.title);
}

/// Qt rounds pages to whole points, and lets the drawing begin at the upper edge of such a page. The box that says how
/// large the page is has room for all digits.
void makePageExact(QByteArray& pdf, const QSizeF& points)
{
    const qsizetype begin = pdf.indexOf("/MediaBox [");
    const qsizetype end = begin < 0 ? -1 : pdf.indexOf(']', begin);
    if (end < 0)
        return;
    const double top = std::round(points.height());
    QByteArray box = "/MediaBox [0 " + QByteArray::number(top - points.height(), 'f', 3) + ' ' +
                     QByteArray::number(points.width(), 'f', 3) + ' ' + QByteArray::number(top, 'f', 0);
    if (box.size() <= end - begin)
        pdf.replace(begin, end - begin, box.leftJustified(end - begin, ' '));
}

/// Without the characters that no XML can hold, which Qt writes as they are.
QByteArray asXml(const QByteArray& svg)
{
    QString text = QString::fromUtf8(svg);
    const auto isIllegal = [](QChar c) {
        return (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c == QChar(0xfffe) || c == QChar(0xffff);
    };
    text.removeIf(isIllegal);
    return text.toUtf8();
}

bool paintPdf(QBuffer& buffer, Paper& paper, const FigureStyle& style, const std::string& recipe)
{
    QPdfWriter writer(&buffer);
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(
        QPageSize(QSizeF(style.widthMm, style.heightMm), QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(Paper::vectorDpi);
    writer.setCreator(QStringLiteral("Perimeter"));
    writer.setTitle(titleOf(style));
    if (!recipe.empty())
        writer.setDocumentXmpMetadata(asXmp(recipe));
    QCPPainter painter;
    if (!painter.begin(&writer))
        return false;
    paper.paint(painter, sizeOf(style, Paper::vectorDpi), true);
    if (!painter.end())
        return false;
    makePageExact(buffer.buffer(), sizeOf(style, 72));
    return true;
}

bool paintSvg(QBuffer& buffer, Paper& paper, const FigureStyle& style, const std::string& recipe)
{
    const QSizeF size = sizeOf(style, Paper::vectorDpi);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(Paper::vectorDpi);
    generator.setSize(QSize(qRound(size.width()), qRound(size.height())));
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    // Qt writes it as it is.
    generator.setTitle(titleOf(style).toHtmlEscaped());
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    paper.paint(painter, size, true);
    if (!painter.end())
        return false;
    buffer.buffer() = withTypefaces(asXml(buffer.data()));
    if (!recipe.empty())
        buffer.buffer() = withRecipe(buffer.data(), recipe);
    return true;
}

bool paintPng(QBuffer& buffer, Paper& paper, const FigureStyle& style, const std::string& recipe)
{
    const QSizeF size = sizeOf(style, style.dpi);
    QImage image(qRound(size.width()), qRound(size.height()), QImage::Format_RGB32);
    if (image.isNull())
        return false;
    const int dotsPerMeter = qRound(style.dpi / Paper::millimetresPerInch * 1000);
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    if (!recipe.empty())
        image.setText(recipeKey(), asImageText(recipe));
    QCPPainter painter;
    if (!painter.begin(&image))
        return false;
    paper.paint(painter, image.size(), false);
    return painter.end() && image.save(&buffer, "PNG");
}

} // namespace

Expected<FigureFormat> figureFormat(const QString& path)
{
    static const std::map<QString, FigureFormat> known = {{QStringLiteral("pdf"), FigureFormat::Pdf},
                                                          {QStringLiteral("svg"), FigureFormat::Svg},
                                                          {QStringLiteral("png"), FigureFormat::Png}};
    const auto found = known.find(QFileInfo(path).suffix().toLower());
    if (found == known.end())
        return Unexpected(ErrorCode::FigureFormatUnknown, {path.toStdString()});
    return found->second;
}

Expected<void> checkExport(const FigureStyle& style, std::size_t panes, const QString& path)
{
    PERIMETER_TRY(const FigureFormat format, figureFormat(path));
    PERIMETER_CHECK(check(style, panes));
    // QImage counts lines of at most 32,767 pixels when painted on; all of them have to fit into memory.
    const QSizeF size = sizeOf(style, style.dpi);
    if (format == FigureFormat::Png &&
        (std::max(size.width(), size.height()) > 32767 || size.width() * size.height() > mostPixels))
        return Unexpected(ErrorCode::DpiOutOfRange, {std::to_string(style.dpi)});
    return {};
}

Expected<void> checkTypeface(const FigureStyle& style)
{
    const QString family = QString::fromStdString(style.fontFamily);
    if (!family.isEmpty() && !QFontDatabase::hasFamily(family))
        return Unexpected(ErrorCode::FigureFontUnknown, {style.fontFamily});
    return {};
}

PaneSize exportPaneSize(const FigureStyle& style, std::size_t panes)
{
    // Frontiers are pulled onto their level, so twice a screen's density leaves no corner to be seen in print.
    const QSizeF size = sizeOf(style, 192);
    const std::size_t shown = style.panes.empty() ? std::max<std::size_t>(panes, 1) : style.panes.size();
    const std::size_t columns = columnsOf(style.columns, shown);
    const std::size_t rows = (shown + columns - 1) / columns;
    const auto share = [](double whole, std::size_t parts) {
        return std::clamp(static_cast<int>(whole / static_cast<double>(parts)), 64, 1200);
    };
    return {share(size.width(), columns), share(size.height(), rows)};
}

Expected<QByteArray> paintedFigure(const Scene& scene, const FigureStyle& style, FigureFormat format,
                                   const std::string& recipe, const QString& name)
{
    Paper paper;
    paper.setFigure(scene, style);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto paint = format == FigureFormat::Pdf ? paintPdf : format == FigureFormat::Svg ? paintSvg : paintPng;
    if (!paint(buffer, paper, style, recipe))
        return Unexpected(ErrorCode::FigureNotPainted, {name.toStdString()});
    return buffer.data();
}

Expected<void> exportFigure(const Scene& scene, const FigureStyle& style, const QString& path,
                            const std::string& recipe)
{
    PERIMETER_CHECK(checkExport(style, scene.panes.size(), path));
    PERIMETER_TRY(const QByteArray painted, paintedFigure(scene, style, *figureFormat(path), recipe, path));
    // Qt's own writers report success on a full disk.
    return writeText(path.toStdString(), painted.toStdString());
}

} // namespace perimeter
