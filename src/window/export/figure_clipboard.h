// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/export/export.h"

namespace perimeter {

/// Puts a figure on the clipboard as an image, SVG and PDF at once, with its recipe unless that is empty. Errors:
/// FigureNotPainted.
[[nodiscard]] Expected<void> copyFigure(const Scene& scene, const FigureStyle& style, const std::string& recipe);

} // namespace perimeter
