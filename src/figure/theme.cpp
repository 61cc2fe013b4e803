// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/theme.h"

#include "resources/resources.h"

#include <QDir>
#include <QFontDatabase>

#include <array>

namespace perimeter {

Theme theme(ThemeKind kind)
{
    if (kind == ThemeKind::Dark) {
        return {.kind = kind,
                .window = QColor(0x1b, 0x1d, 0x20),
                .surface = QColor(0x22, 0x25, 0x29),
                .text = QColor(0xe6, 0xe7, 0xe9),
                .quiet = QColor(0x9a, 0xa0, 0xa8),
                .hairline = QColor(0x3a, 0x3e, 0x44),
                .inlier = QColor(0x8d, 0x94, 0x9d),
                .accent = QColor(0x56, 0xb4, 0xe9),
                .warning = QColor(0xe6, 0x9f, 0x00),
                .selected = QColor(0xff, 0x5c, 0xff)};
    }
    return {.kind = kind,
            .window = QColor(0xf5, 0xf6, 0xf7),
            .surface = QColor(0xff, 0xff, 0xff),
            .text = QColor(0x1f, 0x23, 0x28),
            .quiet = QColor(0x64, 0x6b, 0x74),
            .hairline = QColor(0xd9, 0xdc, 0xe0),
            .inlier = QColor(0x9a, 0xa1, 0xaa),
            .accent = QColor(0x00, 0x5f, 0xa3),
            .warning = QColor(0xb3, 0x5c, 0x00),
            .selected = QColor(0xc0, 0x00, 0xc0)};
}

QColor hueOf(DetectorKind detector)
{
    switch (detector) {
    case DetectorKind::OneClassSvm:
        return QColor(0x00, 0x72, 0xb2);
    case DetectorKind::RobustCovariance:
        return QColor(0xd5, 0x5e, 0x00);
    case DetectorKind::EmpiricalCovariance:
        return QColor(0x00, 0x9e, 0x73);
    case DetectorKind::TwoClassSvm:
        return QColor(0xcc, 0x79, 0xa7);
    }
    return {};
}

QColor overlayHue(std::size_t index)
{
    static constexpr std::array<QRgb, 6> hues = {0xff0072b2, 0xffd55e00, 0xff009e73,
                                                 0xffcc79a7, 0xff56b4e9, 0xffe69f00};
    return QColor(hues[index % hues.size()]);
}

Qt::PenStyle overlayPen(std::size_t index)
{
    static constexpr std::array pens = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return pens[index % pens.size()];
}

void registerFonts()
{
    initResources();
    for (const QFileInfo& file : QDir(QStringLiteral(":/perimeter/fonts")).entryInfoList())
        QFontDatabase::addApplicationFont(file.filePath());
}

QFont figureFont(int pixels, QFont::Weight weight)
{
    QFont font(typeface.toString());
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setStyleHint(QFont::SansSerif);
    return font;
}

} // namespace perimeter
