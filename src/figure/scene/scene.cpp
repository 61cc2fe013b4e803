// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/scene/scene.h"

#include "explorer/pipeline/shown_rows.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

namespace perimeter {

namespace {

struct SceneText {
    Q_DECLARE_TR_FUNCTIONS(SceneText)
};

QString axisTitle(const Column& column, AxisScale scale)
{
    const QString name = text(column.name);
    if (column.unit.empty())
        return scale == AxisScale::Linear ? name : SceneText::tr("%1 (%2 axis)").arg(name, nameOf(scale));
    const QString unit = text(column.unit);
    return scale == AxisScale::Linear ? SceneText::tr("%1 (%2)").arg(name, unit)
                                      : SceneText::tr("%1 (%2, %3 axis)").arg(name, unit, nameOf(scale));
}

/// What a varied value is called in a title or a legend.
QString valueOf(Variation::Aspect aspect, const LinePlan& line, const QLocale& locale)
{
    const Exploration& exploration = line.exploration;
    switch (aspect) {
    case Variation::Aspect::None:
    case Variation::Aspect::Detector:
        return nameOf(line.detector);
    case Variation::Aspect::Scaling:
        return SceneText::tr("scaling: %1").arg(nameOf(exploration.scaling));
    case Variation::Aspect::Nu:
        return SceneText::tr("ν = %1").arg(locale.toString(exploration.settings.svm.nu));
    case Variation::Aspect::Kernel:
        return SceneText::tr("%1 kernel").arg(nameOf(exploration.settings.svm.kernel));
    case Variation::Aspect::Axes:
        return SceneText::tr("%1 against %2").arg(text(exploration.y.column), text(exploration.x.column));
    }
    return {};
}

QString countsOf(const DetectorFit& fit, const QLocale& locale)
{
    if (!fit.classes)
        return SceneText::tr("no frontier");
    QString outliers = SceneText::tr("%1 outliers").arg(locale.toString(static_cast<qlonglong>(fit.classes->outliers)));
    if (fit.classes->outliers == 1)
        outliers = SceneText::tr("1 outlier");
    if (const OneClassSvm* const svm = fit.svm())
        return SceneText::tr("%1 · %2 SV").arg(outliers, locale.toString(static_cast<qlonglong>(svm->supportRows)));
    if (const RobustCovariance* const robust = fit.robust())
        return SceneText::tr("%1 · h = %2").arg(outliers, locale.toString(static_cast<qlonglong>(robust->h)));
    return outliers;
}

/// The notice that says why a detector draws nothing.
bool explainsNoFrontier(const Notice& notice)
{
    return notice.code == NoticeCode::NoFrontierCentred || notice.code == NoticeCode::ExactFit ||
           notice.code == NoticeCode::SingularCovariance;
}

QString messageOf(const PaneOutcome& pane)
{
    if (pane.error)
        return phrase(*pane.error);
    const LineOutcome& first = pane.lines.front();
    if (first.error)
        return phrase(*first.error);
    if (!first.fit)
        return {};
    const auto why = std::ranges::find_if(first.fit->notices, explainsNoFrontier);
    return why == first.fit->notices.end() ? QString() : phrase(*why);
}

ScenePane buildPane(const Exploration& whole, const PaneOutcome& outcome, const QLocale& locale)
{
    const LinePlan& plan = outcome.plan.lines.front();
    ScenePane pane;
    const bool varied = whole.panes.aspect != Variation::Aspect::None;
    pane.title = varied                                              ? valueOf(whole.panes.aspect, plan, locale)
                 : whole.lines.aspect == Variation::Aspect::Detector ? SceneText::tr("Learned frontiers")
                                                                     : nameOf(plan.detector);
    pane.plane = outcome.plane;
    if (outcome.drawn) {
        pane.projection = outcome.drawn;
        pane.xTitle = axisTitle(pane.projection->features[0], outcome.plane.xScale);
        pane.yTitle = axisTitle(pane.projection->features[1], outcome.plane.yScale);
    }
    const bool tellApart = whole.lines.aspect != Variation::Aspect::None && outcome.lines.size() > 1;
    for (std::size_t i = 0; i < outcome.lines.size(); ++i) {
        const LineOutcome& line = outcome.lines[i];
        const bool byDetector = !tellApart || whole.lines.aspect == Variation::Aspect::Detector;
        pane.lines.push_back({.label = valueOf(whole.lines.aspect, line.plan, locale),
                              .hue = byDetector ? hueOf(line.plan.detector) : overlayHue(i),
                              .pen = tellApart ? overlayPen(i) : Qt::SolidLine,
                              .frontier = line.frontier,
                              .provisional = line.rough});
    }
    // Where detectors do not tell the lines apart, outliers are of the hue of the line that decides on them.
    pane.hue = pane.lines.front().hue;
    pane.fit = outcome.lines.front().fit;
    // Of several frontiers the first decides the classes: the counts are its own.
    if (pane.fit && tellApart)
        pane.counts = SceneText::tr("%1: %2").arg(pane.lines.front().label, countsOf(*pane.fit, locale));
    else if (pane.fit)
        pane.counts = countsOf(*pane.fit, locale);
    pane.message = messageOf(outcome);
    pane.labels = outcome.labels;
    return pane;
}

/// The counts of a pane with its rows before them.
QString withRows(const QString& counts, const QString& rows)
{
    QStringList words = {rows, counts};
    words.removeAll(QString());
    return words.join(QStringLiteral(" · "));
}

/// And without.
QString withoutRows(const ScenePane& pane)
{
    if (pane.rows.isEmpty())
        return pane.counts;
    return pane.counts == pane.rows ? QString() : pane.counts.mid(withRows(QStringLiteral("0"), pane.rows).size() - 1);
}

/// Lends what a pane has not learned yet from the pane that was at its place.
void inherit(ScenePane& pane, const PaneOutcome& outcome, const ScenePane& former)
{
    const bool samePoints = pane.projection && pane.projection == former.projection;
    if (!samePoints)
        return;
    const LineOutcome& first = outcome.lines.front();
    if (!pane.fit && !first.error && former.fit && former.fit->detector == first.plan.detector) {
        pane.fit = former.fit;
        pane.counts = withoutRows(former);
        pane.provisional = true;
    }
    const bool sameAxes = pane.plane.xScale == former.plane.xScale && pane.plane.yScale == former.plane.yScale;
    for (std::size_t i = 0; sameAxes && i < pane.lines.size() && i < former.lines.size(); ++i) {
        SceneLine& line = pane.lines[i];
        if (!line.frontier && !outcome.lines[i].error && line.hue == former.lines[i].hue) {
            line.frontier = former.lines[i].frontier;
            line.provisional = true;
        }
    }
}

/// What each pane shows of its rows; nothing where it has no points. Panes of the same points and plane are counted
/// once.
std::vector<std::optional<ShownRows>> shownOf(const Outcome& outcome)
{
    const auto place = [](const Plane& plane) {
        return std::tie(plane.xScale, plane.yScale, plane.xMin, plane.xMax, plane.yMin, plane.yMax);
    };
    std::vector<std::optional<ShownRows>> shown;
    for (const PaneOutcome& pane : outcome.panes) {
        const auto isAlike = [&](const PaneOutcome& other) {
            return other.points && other.points->projection == pane.points->projection && other.drawn == pane.drawn &&
                   place(other.plane) == place(pane.plane);
        };
        if (!pane.points) {
            shown.emplace_back();
            continue;
        }
        const auto former = std::find_if(outcome.panes.begin(), outcome.panes.begin() + std::ssize(shown), isAlike);
        const std::optional<ShownRows> known = former == outcome.panes.begin() + std::ssize(shown)
                                                   ? shownRows(pane)
                                                   : shown[static_cast<std::size_t>(former - outcome.panes.begin())];
        shown.push_back(known);
    }
    return shown;
}

/// The rows shown: under the figure where all panes show the same, else each pane's own under it.
void addShown(Scene& scene, const Outcome& outcome, const QLocale& locale)
{
    std::optional<ShownRows> first;
    bool differ = false;
    const std::vector<std::optional<ShownRows>> shown = shownOf(outcome);
    for (const std::optional<ShownRows>& rows : shown) {
        differ = differ || (first && rows && *rows != *first);
        first = first ? first : rows;
    }
    if (first && !differ)
        scene.footer = shownWords(*first, locale);
    for (std::size_t i = 0; differ && i < shown.size(); ++i)
        if (shown[i])
            scene.panes[i].rows = shownWords(*shown[i], locale);
}

} // namespace

Scene buildScene(const Outcome& outcome, const QLocale& locale, const Scene& former)
{
    Scene scene;
    for (std::size_t i = 0; i < outcome.panes.size(); ++i) {
        scene.panes.push_back(buildPane(outcome.exploration, outcome.panes[i], locale));
        if (i < former.panes.size())
            inherit(scene.panes.back(), outcome.panes[i], former.panes[i]);
    }
    addShown(scene, outcome, locale);
    for (ScenePane& pane : scene.panes)
        pane.counts = withRows(pane.counts, pane.rows);
    return scene;
}

Scene withDepth(Scene scene, const std::shared_ptr<const PointDepth>& depth)
{
    for (ScenePane& pane : scene.panes)
        pane.depth = depth && depth->projection == pane.projection ? depth : nullptr;
    return scene;
}

std::shared_ptr<const PointDepth> depthOf(const Scene& scene)
{
    const auto pane = std::ranges::find_if(scene.panes, [](const ScenePane& each) { return bool(each.depth); });
    return pane == scene.panes.end() ? nullptr : pane->depth;
}

Scene provisionalScene(Scene scene)
{
    for (ScenePane& pane : scene.panes) {
        pane.provisional = true;
        for (SceneLine& line : pane.lines)
            line.provisional = true;
    }
    return scene;
}

} // namespace perimeter
