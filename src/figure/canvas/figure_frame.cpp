// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/figure_frame.h"

#include "figure/canvas/legend.h"

namespace perimeter {

namespace {

constexpr int figureTitlePixels = 15;
constexpr int captionPixels = 12;
constexpr int legendPixels = 11;

} // namespace

FigureFrame::Parts FigureFrame::partsOf(const Scene& scene)
{
    return {.panes = scene.panes.size(),
            .columns = columnsOf(scene.columns, scene.panes.size()),
            .legend = scene.legend,
            .hasTitle = !scene.title.isEmpty(),
            .hasCaption = !scene.caption.isEmpty()};
}

bool FigureFrame::fits(const Scene& scene) const
{
    return m_grid && partsOf(scene) == m_parts;
}

void FigureFrame::layOut(const Scene& scene)
{
    m_parts = partsOf(scene);
    m_plot->clearPlottables();
    QCPLayoutGrid* const column = m_plot->plotLayout();
    column->clear();
    column->setRowSpacing(4);
    m_margins = std::make_unique<QCPMarginGroup>(m_plot);
    m_legend = nullptr;
    m_title = add(m_parts.hasTitle, figureTitlePixels, QFont::DemiBold);
    if (m_parts.legend == LegendPlace::Above)
        addLegend();
    m_grid = new QCPLayoutGrid;
    m_grid->setRowSpacing(0);
    m_grid->setColumnSpacing(8);
    column->addElement(column->rowCount(), 0, m_grid);
    if (m_parts.legend != LegendPlace::Above)
        addLegend();
    m_caption = add(m_parts.hasCaption, captionPixels, QFont::Normal);
    setTheme(m_theme);
}

TextBlock* FigureFrame::add(bool isThere, int pixels, QFont::Weight weight)
{
    if (!isThere)
        return nullptr;
    auto* const block = new TextBlock(m_plot, pixels, weight);
    m_plot->plotLayout()->addElement(m_plot->plotLayout()->rowCount(), 0, block);
    return block;
}

void FigureFrame::addLegend()
{
    m_legend = new TextRow(m_plot, legendPixels);
    m_legend->setFlowing(true);
    m_legend->setAutoMargins(QCP::msLeft | QCP::msRight);
    m_legend->setMinimumMargins(QMargins(16, 0, 16, 4));
    m_plot->plotLayout()->addElement(m_plot->plotLayout()->rowCount(), 0, m_legend);
}

void FigureFrame::setTheme(const Theme& theme)
{
    m_theme = theme;
    if (m_legend)
        m_legend->setLook(theme.quiet, theme.typeface);
    if (m_title)
        m_title->setLook(theme.text, theme.typeface);
    if (m_caption)
        m_caption->setLook(theme.text, theme.typeface);
}

void FigureFrame::show(const Scene& scene, const QLocale& locale)
{
    if (m_title)
        m_title->setText(scene.title);
    if (m_caption)
        m_caption->setText(scene.caption);
    if (!m_legend)
        return;
    // Rows left out are told under every figure, with a legend or without.
    m_legend->setEntries(m_parts.legend == LegendPlace::None ? std::vector<TextRow::Entry>()
                                                             : legendOf(scene, m_theme, locale));
    m_legend->setTrailing(scene.footer);
}

} // namespace perimeter
