// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/figure_style.h"

#include <QString>

#include <optional>

namespace perimeter {

/// How a figure was exported last.
struct RememberedExport {
    FigureStyle style; ///< without what belongs to that figure alone: its title, caption and choice of panes
    std::optional<FigurePreset> preset = {};
    QString extension = QStringLiteral("pdf");
    bool carriesRecipe = true;
};

/// For figures of `panes` panes.
[[nodiscard]] RememberedExport rememberedExport(std::size_t panes);
void rememberExport(const RememberedExport& last);

} // namespace perimeter
