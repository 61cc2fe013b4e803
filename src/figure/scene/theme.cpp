// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/scene/theme.h"

#include "resources/resources.h"

#include <QDir>
#include <QFontDatabase>

#include <algorithm>
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

namespace {

using Hues = std::array<QRgb, 6>;

constexpr Hues okabeIto = {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xff56b4e9, 0xffe69f00};
constexpr Hues bright = {0xff4477aa, 0xffee6677, 0xff228833, 0xffaa3377, 0xff66ccee, 0xffccbb44};
constexpr Hues darkGreys = {0xff000000, 0xff3c3c3c, 0xff5a5a5a, 0xff1e1e1e, 0xff6e6e6e, 0xff2d2d2d};
constexpr Hues lightGreys = {0xffffffff, 0xffd2d2d2, 0xffb9b9b9, 0xffe6e6e6, 0xffaaaaaa, 0xffdcdcdc};

const Hues& huesOf(Palette palette, ThemeKind theme)
{
    switch (palette) {
    case Palette::OkabeIto:
        return okabeIto;
    case Palette::Bright:
        return bright;
    case Palette::Grey:
        return theme == ThemeKind::Dark ? lightGreys : darkGreys;
    }
    return okabeIto;
}

} // namespace

QColor hueOf(DetectorKind detector)
{
    switch (detector) {
    case DetectorKind::OneClassSvm:
        return okabeIto[0];
    case DetectorKind::RobustCovariance:
        return okabeIto[1];
    case DetectorKind::EmpiricalCovariance:
        return okabeIto[2];
    case DetectorKind::TwoClassSvm:
        return okabeIto[3];
    }
    return {};
}

QColor overlayHue(std::size_t index)
{
    return okabeIto[index % okabeIto.size()];
}

QColor inPalette(const QColor& hue, Palette palette, ThemeKind theme)
{
    const auto known = std::ranges::find(okabeIto, hue.rgb());
    return known == okabeIto.end() ? hue : huesOf(palette, theme)[static_cast<std::size_t>(known - okabeIto.begin())];
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

QFont figureFont(int pixels, QFont::Weight weight, const QString& family)
{
    QFont font(family.isEmpty() ? typeface.toString() : family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setStyleHint(QFont::SansSerif);
    return font;
}

} // namespace perimeter
