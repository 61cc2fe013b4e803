// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "figure/scene.h"

#include <QString>

#include <string>

namespace perimeter {

struct ExportOptions {
    double widthMm = 180;
    double heightMm = 70;
    int dpi = 300; ///< of PNG
    ThemeKind theme = ThemeKind::Light;

    bool operator==(const ExportOptions&) const = default;
};

/// Checks what the path and the options alone decide: the extension (pdf, svg or png), size and dpi.
[[nodiscard]] Expected<void> checkExport(const ExportOptions& options, const QString& path);

/// The resolution of one of `panes` panes in an exported figure.
[[nodiscard]] PaneSize exportPaneSize(const ExportOptions& options, std::size_t panes);

/// Writes the figure as PDF, SVG (both as vectors, text as text) or PNG, by the path's extension, with its recipe
/// unless that is empty. Painted in memory, then written by temporary file and rename: a failure leaves nothing, and a
/// full disk is a failure.
[[nodiscard]] Expected<void> exportFigure(const Scene& scene, const ExportOptions& options, const QString& path,
                                          const std::string& recipe = {});

} // namespace perimeter
