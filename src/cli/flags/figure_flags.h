// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/value/figure_style.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace perimeter {

/// The flags that say how a figure is drawn.
class FigureFlags {
public:
    void add(CLI::App& command);
    /// A style for `panes` panes with what the flags change of it. Errors: FlagInvalid, and those of check().
    [[nodiscard]] Expected<FigureStyle> over(FigureStyle style, std::size_t panes) const;

private:
    [[nodiscard]] Expected<void> readPanes(FigureStyle& style, std::size_t panes) const;

    std::optional<FigurePreset> m_preset;
    std::optional<std::string> m_size, m_font, m_title, m_caption;
    std::optional<double> m_textPoints;
    std::optional<int> m_columns, m_dpi, m_vectorPoints;
    std::vector<int> m_panes; ///< counted from 1
    std::optional<LegendPlace> m_legend;
    std::optional<ThemeKind> m_theme;
    std::optional<Palette> m_palette;
    bool m_letters = false;
    bool m_noGrid = false;
};

} // namespace perimeter
