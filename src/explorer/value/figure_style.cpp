// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/figure_style.h"

#include "base/text.h"

#include <algorithm>

namespace perimeter {

namespace {

constexpr std::size_t panesInARow = 4;

} // namespace

FigureStyle withPreset(FigureStyle style, FigurePreset preset, std::size_t panes)
{
    switch (preset) {
    case FigurePreset::SingleColumn:
        // Panes one above the other, each about as high as it is wide.
        style.widthMm = 85;
        style.columns = 1;
        style.heightMm = 10 + 65 * static_cast<double>(std::max<std::size_t>(panes, 1));
        style.textPoints = 8;
        break;
    case FigurePreset::DoubleColumn:
        style.widthMm = 180;
        style.columns = 0;
        style.heightMm = panes > panesInARow ? 130 : 70;
        style.textPoints = 8;
        break;
    case FigurePreset::Slide:
        style.widthMm = 254;
        style.columns = 0;
        style.heightMm = 142.875;
        style.textPoints = 14;
        break;
    }
    return style;
}

std::size_t columnsOf(int columns, std::size_t panes)
{
    const std::size_t most = std::max<std::size_t>(panes, 1);
    if (columns > 0)
        return std::min(static_cast<std::size_t>(columns), most);
    return panes <= panesInARow ? most : (panes + 1) / 2;
}

Expected<void> check(const FigureStyle& style, std::size_t panes)
{
    const auto sizeFits = [](double mm) { return mm >= 20 && mm <= 2000; };
    if (!sizeFits(style.widthMm) || !sizeFits(style.heightMm))
        return Unexpected(ErrorCode::FigureSizeOutOfRange, {formatNumber(style.widthMm), formatNumber(style.heightMm)});
    if (!(style.textPoints >= 4 && style.textPoints <= 72))
        return Unexpected(ErrorCode::TextSizeOutOfRange, {formatNumber(style.textPoints)});
    if (style.dpi < 30 || style.dpi > 2400)
        return Unexpected(ErrorCode::DpiOutOfRange, {std::to_string(style.dpi)});
    const auto unknown = std::ranges::find_if(style.panes, [&](std::size_t pane) { return pane >= panes; });
    if (unknown != style.panes.end())
        return Unexpected(ErrorCode::PaneUnknown, {std::to_string(*unknown + 1), std::to_string(panes)});
    return {};
}

} // namespace perimeter
