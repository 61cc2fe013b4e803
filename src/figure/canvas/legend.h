// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/canvas/text_row.h"
#include "figure/scene/scene.h"

#include <QLocale>

#include <vector>

namespace perimeter {

/// What the marks and lines of a scene mean.
[[nodiscard]] std::vector<TextRow::Entry> legendOf(const Scene& scene, const Theme& theme, const QLocale& locale);

} // namespace perimeter
