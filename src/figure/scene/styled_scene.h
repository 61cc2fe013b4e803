// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/scene.h"

namespace perimeter {

/// The scene as a style has it: its panes, words and hues.
[[nodiscard]] Scene withStyle(Scene scene, const FigureStyle& style);

} // namespace perimeter
