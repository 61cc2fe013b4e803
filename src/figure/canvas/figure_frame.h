// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/canvas/text_block.h"
#include "figure/canvas/text_row.h"
#include "figure/scene/scene.h"

#include <memory>

namespace perimeter {

/// What stands about the panes of a figure: its title, the legend, the caption, and the grid the panes stand in. The
/// plot's layout owns the parts.
class FigureFrame {
public:
    explicit FigureFrame(QCustomPlot* plot) : m_plot(plot) {}

    /// Whether another scene has the same parts, so that only texts change.
    [[nodiscard]] bool fits(const Scene& scene) const;
    /// Clears the plot and makes room for the scene's panes.
    void layOut(const Scene& scene);
    void setTheme(const Theme& theme);
    void show(const Scene& scene, const QLocale& locale);

    [[nodiscard]] QCPLayoutGrid* grid() const { return m_grid; }
    [[nodiscard]] QCPMarginGroup* margins() const { return m_margins.get(); }
    [[nodiscard]] std::size_t columns() const { return m_parts.columns; }
    /// Where the legend stands; nowhere if there is none.
    [[nodiscard]] QRect legendRect() const { return m_legend ? m_legend->rect() : QRect(); }

private:
    struct Parts {
        std::size_t panes = 0;
        std::size_t columns = 1;
        LegendPlace legend = LegendPlace::Below;
        bool hasTitle = false;
        bool hasCaption = false;
        bool operator==(const Parts&) const = default;
    };
    [[nodiscard]] static Parts partsOf(const Scene& scene);
    TextBlock* add(bool isThere, int pixels, QFont::Weight weight);
    void addLegend();

    QCustomPlot* m_plot;
    Parts m_parts;
    Theme m_theme;
    std::unique_ptr<QCPMarginGroup> m_margins; ///< aligns the axes of all panes
    QCPLayoutGrid* m_grid = nullptr;
    TextRow* m_legend = nullptr;
    TextBlock* m_title = nullptr;
    TextBlock* m_caption = nullptr;
};

} // namespace perimeter
