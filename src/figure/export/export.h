// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/value/figure_style.h"
#include "figure/scene/scene.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace perimeter {

enum class FigureFormat { Pdf, Svg, Png };

/// The format of a path, by its extension. Errors: FigureFormatUnknown.
[[nodiscard]] Expected<FigureFormat> figureFormat(const QString& path);

/// Checks what the path and the style alone decide for a figure of `panes` panes: the extension (pdf, svg or png),
/// size, text, dpi, panes.
[[nodiscard]] Expected<void> checkExport(const FigureStyle& style, std::size_t panes, const QString& path);
/// Whether the style's typeface is on this machine. Errors: FigureFontUnknown.
[[nodiscard]] Expected<void> checkTypeface(const FigureStyle& style);

/// The resolution of one of `panes` panes in an exported figure.
[[nodiscard]] PaneSize exportPaneSize(const FigureStyle& style, std::size_t panes);

/// A figure that was painted: PDF and SVG as vectors, with text as text and its typeface within, or PNG. It carries
/// its recipe unless that is empty. Errors: FigureNotPainted, of `name`.
[[nodiscard]] Expected<QByteArray> paintedFigure(const Scene& scene, const FigureStyle& style, FigureFormat format,
                                                 const std::string& recipe, const QString& name);

/// Writes the figure, by the path's extension. Painted in memory, then written by temporary file and rename: a failure
/// leaves nothing, and a full disk is a failure.
[[nodiscard]] Expected<void> exportFigure(const Scene& scene, const FigureStyle& style, const QString& path,
                                          const std::string& recipe = {});

} // namespace perimeter
