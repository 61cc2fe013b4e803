// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <cstddef>
#include <string>
#include <vector>

namespace perimeter {

enum class ThemeKind { Light, Dark };

/// The hues of detectors and of frontiers that share a pane.
enum class Palette {
    OkabeIto, ///< told apart by nearly all eyes (Okabe & Ito 2008)
    Bright,   ///< Paul Tol's, likewise
    Grey      ///< for print in black
};

enum class LegendPlace { Below, Above, None };

/// What an exported figure is for; it decides size and text.
enum class FigurePreset {
    SingleColumn, ///< of a journal, 85 mm
    DoubleColumn, ///< 180 mm
    Slide         ///< 16:9
};

/// How a figure is drawn on paper: all but what it shows.
struct FigureStyle {
    double widthMm = 180;
    double heightMm = 70;
    int columns = 0; ///< of panes; 0: as on screen, up to four in a row
    /// Those shown, counted from 0, in this order; all when empty.
    std::vector<std::size_t> panes = {};

    std::string fontFamily = {}; ///< the bundled typeface when empty
    double textPoints = 9;       ///< of axis titles; ticks are smaller, pane titles larger, in proportion
    std::string title = {};      ///< above everything
    std::string caption = {};    ///< under everything
    bool letters = false;        ///< a, b, c before the panes' titles
    LegendPlace legend = LegendPlace::Below;
    bool grid = true;

    ThemeKind theme = ThemeKind::Light;
    Palette palette = Palette::OkabeIto;

    int dpi = 300; ///< of PNG, and of points that are an image
    /// A pane with more points in view has an image of its inliers in PDF and SVG; all else is always vectors.
    int vectorPoints = 50000;

    bool operator==(const FigureStyle&) const = default;
};

/// The style with the size and the text of a preset, for `panes` panes; all else stays.
[[nodiscard]] FigureStyle withPreset(FigureStyle style, FigurePreset preset, std::size_t panes);

/// How many of `panes` panes stand side by side where `columns` are asked for.
[[nodiscard]] std::size_t columnsOf(int columns, std::size_t panes);

/// Whether a figure of `panes` panes can be drawn so. Errors: FigureSizeOutOfRange, TextSizeOutOfRange, DpiOutOfRange,
/// PaneUnknown.
[[nodiscard]] Expected<void> check(const FigureStyle& style, std::size_t panes);

} // namespace perimeter
