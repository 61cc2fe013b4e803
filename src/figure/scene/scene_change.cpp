// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/scene/scene_change.h"

#include "figure/scene/scene.h"

#include <algorithm>
#include <tuple>

namespace perimeter {

namespace {

bool samePlane(const Plane& a, const Plane& b)
{
    return a.xScale == b.xScale && a.yScale == b.yScale && a.xMin == b.xMin && a.xMax == b.xMax && a.yMin == b.yMin &&
           a.yMax == b.yMax;
}

bool sameEntry(const SceneLine& a, const SceneLine& b)
{
    return a.label == b.label && a.hue == b.hue && a.pen == b.pen;
}

bool sameFrame(const ScenePane& a, const ScenePane& b)
{
    return a.title == b.title && a.letter == b.letter && a.hue == b.hue && a.xTitle == b.xTitle &&
           a.yTitle == b.yTitle && samePlane(a.plane, b.plane) && a.projection == b.projection && a.depth == b.depth &&
           a.labels == b.labels && std::ranges::equal(a.lines, b.lines, sameEntry);
}

} // namespace

SceneChange changeBetween(const Scene& from, const Scene& to)
{
    const auto about = [](const Scene& scene) {
        return std::tie(scene.columns, scene.title, scene.caption, scene.footer, scene.legend, scene.grid);
    };
    if (about(from) != about(to) || !std::ranges::equal(from.panes, to.panes, sameFrame))
        return {.frame = true, .learned = true, .notes = true};
    SceneChange change;
    const auto dims = [](const Scene& scene, bool provisional) { return scene.dimsProvisional && provisional; };
    for (std::size_t i = 0; i < to.panes.size(); ++i) {
        const ScenePane& former = from.panes[i];
        const ScenePane& pane = to.panes[i];
        change.learned |= former.fit != pane.fit || dims(from, former.provisional) != dims(to, pane.provisional);
        change.notes |= former.counts != pane.counts || former.message != pane.message;
        for (std::size_t line = 0; line < pane.lines.size(); ++line) {
            change.learned |= former.lines[line].frontier != pane.lines[line].frontier ||
                              dims(from, former.lines[line].provisional) != dims(to, pane.lines[line].provisional);
        }
    }
    return change;
}

} // namespace perimeter
