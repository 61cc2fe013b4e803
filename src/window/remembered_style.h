// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/figure_style.h"

namespace perimeter {

/// The style of the figure exported last, for figures of `panes` panes: without what belongs to that figure alone, its
/// title, caption and choice of panes.
[[nodiscard]] FigureStyle rememberedStyle(std::size_t panes);
void rememberStyle(const FigureStyle& style);

} // namespace perimeter
