// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/figure_style_json.h"

namespace perimeter {

namespace {

constexpr std::size_t mostPanes = 1000;

} // namespace

const Words<ThemeKind>& themeWords()
{
    static const Words<ThemeKind> words = {{"light", ThemeKind::Light}, {"dark", ThemeKind::Dark}};
    return words;
}

const Words<Palette>& paletteWords()
{
    static const Words<Palette> words = {
        {"okabe-ito", Palette::OkabeIto}, {"bright", Palette::Bright}, {"grey", Palette::Grey}};
    return words;
}

const Words<LegendPlace>& legendWords()
{
    static const Words<LegendPlace> words = {
        {"below", LegendPlace::Below}, {"above", LegendPlace::Above}, {"none", LegendPlace::None}};
    return words;
}

const Words<FigurePreset>& presetWords()
{
    static const Words<FigurePreset> words = {{"single-column", FigurePreset::SingleColumn},
                                              {"double-column", FigurePreset::DoubleColumn},
                                              {"slide", FigurePreset::Slide}};
    return words;
}

void writeFigureStyle(JsonWriter& json, const FigureStyle& style)
{
    json.beginObject()
        .member("width_mm", style.widthMm)
        .member("height_mm", style.heightMm)
        .member("columns", style.columns)
        .key("panes")
        .beginArray();
    for (const std::size_t pane : style.panes)
        json.value(static_cast<std::int64_t>(pane + 1));
    json.endArray()
        .member("font", style.fontFamily)
        .member("text_points", style.textPoints)
        .member("title", style.title)
        .member("caption", style.caption)
        .member("letters", style.letters)
        .member("legend", wordOf(legendWords(), style.legend))
        .member("grid", style.grid)
        .member("theme", wordOf(themeWords(), style.theme))
        .member("palette", wordOf(paletteWords(), style.palette))
        .member("dpi", style.dpi)
        .member("vector_points", style.vectorPoints)
        .endObject();
}

FigureStyle readFigureStyle(const JsonMember& member)
{
    return {
        .widthMm = member["width_mm"].number(),
        .heightMm = member["height_mm"].number(),
        .columns = static_cast<int>(member["columns"].integer(0, mostPanes)),
        .panes = member["panes"].each(
            mostPanes, [](const JsonMember& pane) { return static_cast<std::size_t>(pane.integer(1, mostPanes) - 1); }),
        .fontFamily = member["font"].text(),
        .textPoints = member["text_points"].number(),
        .title = member["title"].text(),
        .caption = member["caption"].text(),
        .letters = member["letters"].truth(),
        .legend = member["legend"].word(legendWords()),
        .grid = member["grid"].truth(),
        .theme = member["theme"].word(themeWords()),
        .palette = member["palette"].word(paletteWords()),
        .dpi = static_cast<int>(member["dpi"].integer(0, 1'000'000)),
        .vectorPoints = static_cast<int>(member["vector_points"].integer(0, 1'000'000'000))};
}

} // namespace perimeter
