// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/whole_frontiers.h"

#include "base/stopwatch.h"
#include "explorer/wording/line_names.h"
#include "explorer/wording/phrasing.h"
#include "field/whole_frontier.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace perimeter {

namespace {

struct WholeText {
    Q_DECLARE_TR_FUNCTIONS(WholeText)
};

/// What explore() traces is thrown away here.
constexpr PaneSize smallestPane{.columns = 8, .rows = 8};

/// The smallest and largest scaled coordinates of what is drawn of the points.
Eigen::Matrix2d extentOf(const Projection& drawn, const Scaling& scaling)
{
    Eigen::Matrix2d extent;
    for (const Eigen::Index axis : {0, 1}) {
        if (drawn.points.rows() == 0)
            return Eigen::Matrix2d::Constant(std::numeric_limits<double>::quiet_NaN());
        extent(0, axis) = scaling.toScaled(axis, drawn.points.col(axis).minCoeff());
        extent(1, axis) = scaling.toScaled(axis, drawn.points.col(axis).maxCoeff());
    }
    return extent;
}

Expected<std::shared_ptr<const FrontierLines>> wholeOf(const DetectorFit& fit, const Projection& drawn,
                                                       Progress& progress)
{
    const Stopwatch stopwatch;
    const Scaling& scaling = fit.scaled->scaling;
    PERIMETER_TRY(WholeFrontier whole, fit.svm()
                                           ? wholeFrontier(*fit.svm(), scaling, extentOf(drawn, scaling), progress)
                                           : wholeEllipse(*fit.covariance(), scaling));
    return std::make_shared<const FrontierLines>(
        FrontierLines{std::move(whole.plane), std::move(whole.frontier), stopwatch.milliseconds()});
}

} // namespace

Expected<Outcome> exploreWhole(Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    ProgressPart exploring(progress, 0, 0.7);
    PERIMETER_TRY(Outcome outcome, explore(pipeline, exploration, smallestPane, exploring));
    ProgressPart tracing(progress, 0.7, 1);
    for (PaneOutcome& pane : outcome.panes) {
        for (LineOutcome& line : pane.lines) {
            line.frontier = nullptr;
            // The line of an exact fit has nothing inside or outside of it.
            if (!line.fit || !line.fit->classes)
                continue;
            PERIMETER_TRY(std::shared_ptr<const FrontierLines> whole, wholeOf(*line.fit, *pane.drawn, tracing));
            line.frontier = std::move(whole);
        }
    }
    return outcome;
}

QStringList cutNotes(const Outcome& whole)
{
    QStringList notes;
    for (const PaneOutcome& pane : whole.panes) {
        for (const LineOutcome& line : pane.lines) {
            if (!line.frontier || std::ranges::all_of(line.frontier->frontier, &Polyline::closed))
                continue;
            const auto said = [](double value) { return QString::number(value, 'g', 6); };
            const Plane& plane = line.frontier->plane;
            const std::vector<Column>& features = line.fit->scaled->projection->features;
            notes.append(
                WholeText::tr("The frontier of %1 is unbounded; it was cut at %2 from %3 to %4 and %5 from %6 to %7.")
                    .arg(nameOfLine(line.plan, whole.exploration), text(features[0].name), said(plane.xMin),
                         said(plane.xMax), text(features[1].name), said(plane.yMin), said(plane.yMax)));
        }
    }
    return notes;
}

} // namespace perimeter
