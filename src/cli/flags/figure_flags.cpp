// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/figure_flags.h"

#include "base/text.h"
#include "cli/flags/flag_words.h"
#include "explorer/documents/figure_style_json.h"

#include <CLI/CLI.hpp>

#include <QString>

namespace perimeter {

namespace {

Expected<void> readSize(const std::string& text, FigureStyle& style)
{
    const Unexpected bad(ErrorCode::FlagInvalid, {"--size", text, "180x70mm"});
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos || !text.ends_with("mm"))
        return bad;
    const std::optional<double> width = parseNumber(text.substr(0, cross));
    const std::optional<double> height = parseNumber(text.substr(cross + 1, text.size() - cross - 3));
    if (!width || !height)
        return bad;
    style.widthMm = *width;
    style.heightMm = *height;
    return {};
}

template <typename Value>
void take(Value& value, const std::optional<Value>& given)
{
    value = given.value_or(value);
}

} // namespace

void FigureFlags::add(CLI::App& command)
{
    command.add_option("--figure", m_preset, "Size and text for a column of a journal (85 mm), two (180 mm), a slide")
        ->transform(oneOf(presetWords()))
        ->type_name("single-column|double-column|slide");
    command.add_option("--size", m_size, "Width and height")->type_name("180x70mm");
    command.add_option("--columns", m_columns, "Panes in a row; 0: up to four")->check(CLI::Range(0, 1000));
    command.add_option("--only", m_panes, "Only these panes, counted from 1, in this order")
        ->delimiter(',')
        ->type_name("1,3");
    command.add_option("--font", m_font, "Typeface; else Inter, which comes with Perimeter")->type_name("FAMILY");
    command.add_option("--text-size", m_textPoints, "Size of axis titles in points, from which all else follows")
        ->type_name("9");
    command.add_option("--title", m_title, "Words above the figure");
    command.add_option("--caption", m_caption, "Words under the figure");
    command.add_flag("--letters", m_letters, "Letters a, b, c before the panes' titles");
    command.add_option("--legend", m_legend, "Where the legend stands")
        ->transform(oneOf(legendWords()))
        ->type_name("below|above|none");
    command.add_flag("--no-grid", m_noGrid, "Without grid lines");
    command.add_option("--theme", m_theme, "")->transform(oneOf(themeWords()))->type_name("light|dark");
    command.add_option("--palette", m_palette, "Hues of the detectors")
        ->transform(oneOf(paletteWords()))
        ->type_name("okabe-ito|bright|grey");
    command.add_option("--dpi", m_dpi, "Pixels per inch of a PNG, and of points that are an image");
    command
        .add_option("--vector-points", m_vectorPoints,
                    "In PDF and SVG, the inliers of a pane with more points are an image")
        ->check(CLI::Range(0, 100'000'000))
        ->type_name("50000");
}

Expected<void> FigureFlags::readPanes(FigureStyle& style, std::size_t panes) const
{
    if (m_panes.empty())
        return {};
    style.panes.clear();
    for (const int pane : m_panes) {
        if (pane < 1)
            return Unexpected(ErrorCode::PaneUnknown, {std::to_string(pane), std::to_string(panes)});
        style.panes.push_back(static_cast<std::size_t>(pane) - 1);
    }
    return {};
}

Expected<FigureStyle> FigureFlags::over(FigureStyle style, std::size_t panes) const
{
    PERIMETER_CHECK(readPanes(style, panes));
    if (m_preset)
        style = withPreset(style, *m_preset, style.panes.empty() ? panes : style.panes.size());
    if (m_size) {
        PERIMETER_CHECK(readSize(*m_size, style));
    }
    take(style.columns, m_columns);
    take(style.fontFamily, m_font);
    take(style.textPoints, m_textPoints);
    take(style.title, m_title);
    take(style.caption, m_caption);
    // What is no UTF-8 is shown, and told by the recipe, as the same replacement.
    for (std::string* const words : {&style.title, &style.caption, &style.fontFamily})
        *words = QString::fromStdString(*words).toStdString();
    take(style.legend, m_legend);
    take(style.theme, m_theme);
    take(style.palette, m_palette);
    take(style.dpi, m_dpi);
    take(style.vectorPoints, m_vectorPoints);
    style.letters = style.letters || m_letters;
    style.grid = style.grid && !m_noGrid;
    PERIMETER_CHECK(check(style, panes));
    return style;
}

} // namespace perimeter
