// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/scene/styled_scene.h"

#include "explorer/wording/phrasing.h"
#include "figure/scene/scene.h"

namespace perimeter {

namespace {

/// a, b, …, z, aa, ab, …
QString letterOf(std::size_t pane)
{
    const QString last(QChar(u'a' + static_cast<char16_t>(pane % 26)));
    return pane < 26 ? last : letterOf(pane / 26 - 1) + last;
}

} // namespace

Scene withStyle(Scene scene, const FigureStyle& style)
{
    if (!style.panes.empty()) {
        std::vector<ScenePane> chosen;
        for (const std::size_t pane : style.panes) {
            if (pane < scene.panes.size())
                chosen.push_back(scene.panes[pane]);
        }
        scene.panes = std::move(chosen);
    }
    for (std::size_t i = 0; i < scene.panes.size(); ++i) {
        ScenePane& pane = scene.panes[i];
        if (style.letters)
            pane.letter = letterOf(i);
        pane.hue = inPalette(pane.hue, style.palette, style.theme);
        for (SceneLine& line : pane.lines)
            line.hue = inPalette(line.hue, style.palette, style.theme);
    }
    scene.columns = style.columns;
    scene.title = text(style.title);
    scene.caption = text(style.caption);
    scene.legend = style.legend;
    scene.grid = style.grid;
    return scene;
}

} // namespace perimeter
