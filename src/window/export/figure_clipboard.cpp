// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/figure_clipboard.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMimeData>

#include <memory>
#include <utility>

namespace perimeter {

Expected<void> copyFigure(const Scene& scene, const FigureStyle& style, const std::string& recipe)
{
    auto data = std::make_unique<QMimeData>();
    const std::pair<const char*, FigureFormat> kinds[] = {
        {"image/png", FigureFormat::Png}, {"image/svg+xml", FigureFormat::Svg}, {"application/pdf", FigureFormat::Pdf}};
    for (const auto& [kind, format] : kinds) {
        PERIMETER_TRY(const QByteArray painted, paintedFigure(scene, style, format, recipe,
                                                              QApplication::translate("FigureClipboard", "clipboard")));
        data->setData(QString::fromLatin1(kind), painted);
        if (format == FigureFormat::Png)
            data->setImageData(QImage::fromData(painted, "PNG"));
    }
    QApplication::clipboard()->setMimeData(data.release());
    return {};
}

} // namespace perimeter
