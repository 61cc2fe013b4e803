// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/legend.h"

#include "figure/canvas/frontier_curve.h"
#include "figure/points/depth_colour.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

namespace {

struct LegendText {
    Q_DECLARE_TR_FUNCTIONS(LegendText)
};

TextRow::Entry depthEntry(const PointDepth& depth, const Theme& theme, const QLocale& locale)
{
    TextRow::Entry entry{TextRow::Mark::Scale, {}, {}, {}};
    for (std::size_t level = 0; level < PointDepth::levels; ++level)
        entry.scale.push_back(depthColour(level, theme));
    entry.text = LegendText::tr("outside from ν = %1 … %2, grey never")
                     .arg(locale.toString(depth.from), locale.toString(depth.to));
    return entry;
}

void addLines(std::vector<TextRow::Entry>& entries, const std::vector<SceneLine>& lines, const QColor& hue)
{
    for (SceneLine line : lines) {
        line.provisional = false;
        if (lines.size() == 1) {
            line.hue = hue;
            line.label = LegendText::tr("learned frontier");
        }
        entries.push_back({TextRow::Mark::Line, frontierPen(line), {}, line.label});
    }
}

void addLabels(std::vector<TextRow::Entry>& entries, const Scene& scene, const Theme& theme)
{
    const auto labelled = std::ranges::find_if(scene.panes, [](const ScenePane& pane) { return bool(pane.labels); });
    if (labelled == scene.panes.end())
        return;
    const Labels& labels = *labelled->labels;
    const auto isInlier = [](const RowLabels::Entry& entry) { return entry.label == RowLabel::Inlier; };
    if (labels.outliers() > 0)
        entries.push_back({TextRow::Mark::OutlierLabel, {}, theme.text, LegendText::tr("labelled outlier")});
    if (std::ranges::any_of(labels.source.byHand.entries(), isInlier))
        entries.push_back({TextRow::Mark::InlierLabel, {}, theme.quiet, LegendText::tr("labelled inlier")});
}

} // namespace

std::vector<TextRow::Entry> legendOf(const Scene& scene, const Theme& theme, const QLocale& locale)
{
    std::vector<TextRow::Entry> entries;
    if (scene.panes.empty())
        return entries;
    const ScenePane& first = scene.panes.front();
    const bool oneHue = std::ranges::all_of(scene.panes, [&](const ScenePane& pane) { return pane.hue == first.hue; });
    const QColor hue = oneHue ? first.hue : theme.quiet;
    const std::shared_ptr<const PointDepth> depth = depthOf(scene);
    entries.push_back({TextRow::Mark::Dot, {}, theme.inlier, LegendText::tr("inlier")});
    entries.push_back({TextRow::Mark::Diamond, {}, depth ? theme.quiet : hue, LegendText::tr("outlier")});
    if (depth)
        entries.push_back(depthEntry(*depth, theme, locale));
    addLines(entries, first.lines, hue);
    addLabels(entries, scene, theme);
    return entries;
}

} // namespace perimeter
