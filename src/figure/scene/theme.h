// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"
#include "explorer/value/figure_style.h"

#include <QColor>
#include <QFont>

namespace perimeter {

/// The colours of a figure and of the window around it. Dark is a palette of its own, not light inverted.
struct Theme {
    ThemeKind kind = ThemeKind::Light;
    QColor window;  ///< behind panels
    QColor surface; ///< behind a pane, a table, a list
    QColor text;
    QColor quiet;    ///< secondary text, ticks
    QColor hairline; ///< borders and grid
    QColor inlier;
    QColor accent; ///< focus
    QColor warning;
    QColor selected;       ///< rows selected: no detector's hue
    QString typeface = {}; ///< of a figure; the bundled one when empty

    bool operator==(const Theme&) const = default;
};

[[nodiscard]] Theme theme(ThemeKind kind);

/// The hue of a detector, the same everywhere (Okabe & Ito).
[[nodiscard]] QColor hueOf(DetectorKind detector);
/// What a detector's or an overlay's hue is in another palette.
[[nodiscard]] QColor inPalette(const QColor& hue, Palette palette, ThemeKind theme);
/// Hue and pen of the i-th frontier where lines overlay in a pane and the detector does not tell them apart.
[[nodiscard]] QColor overlayHue(std::size_t index);
[[nodiscard]] Qt::PenStyle overlayPen(std::size_t index);

/// Makes the bundled typeface known to Qt; needs a QGuiApplication. Call once at start.
void registerFonts();
/// The bundled typeface, or another family; tabular figures where the platform offers them. Sizes in pixels at 96 dpi,
/// so that screen, PDF and SVG agree.
[[nodiscard]] QFont figureFont(int pixels, QFont::Weight weight = QFont::Normal, const QString& family = {});

} // namespace perimeter
