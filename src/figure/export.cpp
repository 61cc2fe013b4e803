// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/export.h"

#include "explorer/written_file.h"
#include "figure/canvas.h"
#include "figure/recipe.h"
#include "resources/resources.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <array>
#include <cmath>

namespace perimeter {

namespace {

/// The canvas is laid out in pixels of this density, whatever the output.
constexpr double canvasDpi = 96;
/// Units of the vector formats: fine enough that a size in millimetres is right to a hundredth.
constexpr int vectorDpi = 1200;
constexpr double millimetresPerInch = 25.4;
constexpr double largestMm = 2000;
constexpr int largestDpi = 2400;

double pixels(double millimetres, double dpi)
{
    return millimetres / millimetresPerInch * dpi;
}

QString extensionOf(const QString& path)
{
    return QFileInfo(path).suffix().toLower();
}

/// Paints the figure so that it fills `size` units of the painter.
void paint(QCPPainter& painter, const Scene& scene, const ExportOptions& options, const QSizeF& size, bool vectors)
{
    FigureCanvas canvas;
    const QSize laidOut(qRound(pixels(options.widthMm, canvasDpi)), qRound(pixels(options.heightMm, canvasDpi)));
    canvas.setTheme(theme(options.theme));
    canvas.setScene(scene);
    painter.scale(size.width() / laidOut.width(), size.height() / laidOut.height());
    painter.setMode(QCPPainter::pmVectorized, vectors);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(0, 0), laidOut), theme(options.theme).surface);
    canvas.toPainter(&painter, laidOut.width(), laidOut.height());
}

bool paintPdf(QBuffer& buffer, const Scene& scene, const ExportOptions& options, const std::string& recipe)
{
    QPdfWriter writer(&buffer);
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(
        QPageSize(QSizeF(options.widthMm, options.heightMm), QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(vectorDpi);
    writer.setCreator(QStringLiteral("Perimeter"));
    if (!recipe.empty())
        writer.setDocumentXmpMetadata(asXmp(recipe));
    QCPPainter painter;
    if (!painter.begin(&writer))
        return false;
    paint(painter, scene, options, {pixels(options.widthMm, vectorDpi), pixels(options.heightMm, vectorDpi)}, true);
    return painter.end();
}

bool paintSvg(QBuffer& buffer, const Scene& scene, const ExportOptions& options, const std::string& recipe)
{
    const QSizeF size(pixels(options.widthMm, vectorDpi), pixels(options.heightMm, vectorDpi));
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(vectorDpi);
    generator.setSize(QSize(qRound(size.width()), qRound(size.height())));
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    generator.setTitle(QStringLiteral("Perimeter"));
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    paint(painter, scene, options, size, true);
    if (!painter.end())
        return false;
    // A viewer without the bundled typeface takes the one it is made from.
    const QString family = QStringLiteral("font-family=\"%1\"");
    buffer.buffer().replace(family.arg(typeface).toUtf8(), family.arg(typeface + u", Inter, sans-serif").toUtf8());
    if (!recipe.empty())
        buffer.buffer() = withRecipe(buffer.data(), recipe);
    return true;
}

bool paintPng(QBuffer& buffer, const Scene& scene, const ExportOptions& options, const std::string& recipe)
{
    QImage image(qRound(pixels(options.widthMm, options.dpi)), qRound(pixels(options.heightMm, options.dpi)),
                 QImage::Format_RGB32);
    if (image.isNull())
        return false;
    const int dotsPerMeter = qRound(options.dpi / millimetresPerInch * 1000);
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    if (!recipe.empty())
        image.setText(recipeKey(), QString::fromStdString(recipe));
    QCPPainter painter;
    if (!painter.begin(&image))
        return false;
    paint(painter, scene, options, image.size(), false);
    return painter.end() && image.save(&buffer, "PNG");
}

} // namespace

Expected<void> checkExport(const ExportOptions& options, const QString& path)
{
    static const std::array known = {QStringLiteral("pdf"), QStringLiteral("svg"), QStringLiteral("png")};
    if (std::ranges::find(known, extensionOf(path)) == known.end())
        return Unexpected(ErrorCode::FigureFormatUnknown, {path.toStdString()});
    const auto sizeFits = [](double mm) { return mm >= 20 && mm <= largestMm; };
    if (!sizeFits(options.widthMm) || !sizeFits(options.heightMm))
        return Unexpected(ErrorCode::FigureSizeOutOfRange, {QString::number(options.widthMm).toStdString(),
                                                            QString::number(options.heightMm).toStdString()});
    if (options.dpi < 30 || options.dpi > largestDpi)
        return Unexpected(ErrorCode::DpiOutOfRange, {std::to_string(options.dpi)});
    // QImage counts lines of at most 32,767 pixels when painted on.
    if (extensionOf(path) == known[2] && pixels(std::max(options.widthMm, options.heightMm), options.dpi) > 32767)
        return Unexpected(ErrorCode::DpiOutOfRange, {std::to_string(options.dpi)});
    return {};
}

PaneSize exportPaneSize(const ExportOptions& options, std::size_t panes)
{
    // Frontiers are pulled onto their level, so twice the canvas's density leaves no corner to be seen in print.
    const double columns =
        pixels(options.widthMm, 2 * canvasDpi) / static_cast<double>(std::max<std::size_t>(panes, 1));
    const double rows = pixels(options.heightMm, 2 * canvasDpi);
    return {std::clamp(static_cast<int>(columns), 64, 1200), std::clamp(static_cast<int>(rows), 64, 1200)};
}

Expected<void> exportFigure(const Scene& scene, const ExportOptions& options, const QString& path,
                            const std::string& recipe)
{
    if (const Expected<void> checked = checkExport(options, path); !checked)
        return checked;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QString extension = extensionOf(path);
    const bool painted = extension == u"pdf"   ? paintPdf(buffer, scene, options, recipe)
                         : extension == u"svg" ? paintSvg(buffer, scene, options, recipe)
                                               : paintPng(buffer, scene, options, recipe);
    if (!painted)
        return Unexpected(ErrorCode::FigureNotPainted, {path.toStdString()});

    // Qt's own writers report success on a full disk.
    return writeText(path.toStdString(), buffer.data().toStdString());
}

} // namespace perimeter
