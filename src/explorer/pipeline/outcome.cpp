// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline/outcome.h"

#include "base/stopwatch.h"

#include <algorithm>
#include <utility>

namespace perimeter {

namespace {

PaneOutcome startPane(Pipeline& pipeline, const PanePlan& plan, Progress& progress)
{
    PaneOutcome pane{
        .plan = plan, .points = nullptr, .drawn = nullptr, .plane = {}, .labels = nullptr, .lines = {}, .error = {}};
    for (const LinePlan& line : plan.lines)
        pane.lines.push_back({.plan = line, .fit = nullptr, .frontier = nullptr, .error = {}});
    const Exploration& exploration = plan.exploration;
    Expected<std::shared_ptr<const ScaledPoints>> points = pipeline.scaled(exploration, progress);
    const Expected<std::shared_ptr<const Projection>> drawn =
        points ? pipeline.drawn(exploration, plan.lines.front().detector, progress) : points.unexpected();
    if (!drawn) {
        pane.error = drawn.error();
        return pane;
    }
    pane.points = std::move(*points);
    pane.drawn = *drawn;
    if (!exploration.labels.isEmpty())
        if (Expected<std::shared_ptr<const Labels>> labels = pipeline.labels(exploration, progress); labels)
            pane.labels = std::move(*labels);
    pane.plane = exploration.view ? viewPlane(*pane.points, exploration.x.scale, exploration.y.scale, *exploration.view)
                                  : wholePlane(*pane.points, *pane.drawn, exploration.x.scale, exploration.y.scale);
    return pane;
}

/// After so long a fit shows a first, rough frontier: at once where it is known to take long.
constexpr double patience = 500;
constexpr double patienceWithSlowFits = 40;

bool isSlow(const OneClassSvmOptions& svm)
{
    return svm.solver == Solver::Libsvm || svm.kernel == KernelKind::Sigmoid;
}

/// Of a fit: once it has taken longer than its patience, something is shown for the time being.
class ImpatientProgress final : public Progress {
public:
    ImpatientProgress(Progress& whole, double milliseconds, std::function<void(Progress&)> show)
        : m_whole(whole), m_patience(milliseconds), m_show(std::move(show))
    {
    }

    [[nodiscard]] bool advance(double share) override
    {
        if (!m_whole.advance(share))
            return false;
        if (!m_show || m_stopwatch.milliseconds() <= m_patience)
            return true;
        StillProgress still(m_whole);
        if (still.moveTo(share))
            std::exchange(m_show, nullptr)(still);
        return still.advance(share);
    }

private:
    Progress& m_whole;
    double m_patience;
    std::function<void(Progress&)> m_show;
    Stopwatch m_stopwatch;
};

/// A frontier of a part of the rows, where there are enough of them.
void sketch(const ScaledPoints& points, LineOutcome& line, Plane plane, PaneSize size, Progress& progress)
{
    if (points.points.rows() <= roughPoints)
        return;
    plane.scaling = points.scaling;
    Expected<FrontierLines> rough =
        sketchFrontier(points, line.plan.exploration.settings.svm, plane, size.columns / 4, size.rows / 4, progress);
    if (!rough)
        return;
    line.frontier = std::make_shared<const FrontierLines>(std::move(*rough));
    line.rough = true;
}

/// `show` is called when the line has a sketch.
Expected<std::shared_ptr<const DetectorFit>> fit(Pipeline& pipeline, const PaneOutcome& pane, LineOutcome& line,
                                                 PaneSize size, Progress& progress, const std::function<void()>& show)
{
    const LinePlan& plan = line.plan;
    if (!show || plan.detector != DetectorKind::OneClassSvm)
        return pipeline.fit(plan.exploration, plan.detector, progress);
    PERIMETER_TRY(const std::shared_ptr<const ScaledPoints> points, pipeline.scaled(plan.exploration, progress));
    const double milliseconds = isSlow(plan.exploration.settings.svm) ? patienceWithSlowFits : patience;
    ImpatientProgress impatient(progress, milliseconds, [&](Progress& sketching) {
        sketch(*points, line, pane.plane, size, sketching);
        if (line.rough)
            show();
    });
    return pipeline.fit(plan.exploration, plan.detector, impatient);
}

void learn(Pipeline& pipeline, const PaneOutcome& pane, LineOutcome& line, PaneSize size, Progress& progress,
           const std::function<void()>& show)
{
    ProgressPart fitting(progress, 0, 0.8);
    Expected<std::shared_ptr<const DetectorFit>> found = fit(pipeline, pane, line, size, fitting, show);
    line.rough = false;
    line.frontier = nullptr;
    if (!found) {
        line.error = found.error();
        return;
    }
    line.fit = std::move(*found);
    Plane plane = pane.plane;
    plane.scaling = line.fit->scaled->scaling;
    ProgressPart tracing(progress, 0.8, 1);
    Expected<std::shared_ptr<const FrontierLines>> frontier =
        pipeline.frontier(line.plan.exploration, line.plan.detector, plane, size.columns, size.rows, tracing);
    if (frontier)
        line.frontier = std::move(*frontier);
    else
        line.error = frontier.error();
}

/// How long a detector takes, in its place among the others.
int costOf(DetectorKind detector)
{
    switch (detector) {
    case DetectorKind::EmpiricalCovariance:
        return 0;
    case DetectorKind::RobustCovariance:
        return 1;
    case DetectorKind::OneClassSvm:
        return 2;
    case DetectorKind::TwoClassSvm:
        break;
    }
    return 3;
}

/// Every line with its pane, cheap detectors first, so that the picture fills at once.
std::vector<std::pair<PaneOutcome*, LineOutcome*>> cheapFirst(Outcome& outcome)
{
    std::vector<std::pair<PaneOutcome*, LineOutcome*>> lines;
    for (PaneOutcome& pane : outcome.panes) {
        for (LineOutcome& line : pane.lines) {
            if (pane.points)
                lines.emplace_back(&pane, &line);
        }
    }
    std::ranges::stable_sort(lines, {}, [](const auto& line) { return costOf(line.second->plan.detector); });
    return lines;
}

bool isCancelled(const std::optional<Error>& error)
{
    return error && error->code == ErrorCode::Cancelled;
}

} // namespace

Expected<Outcome> explore(Pipeline& pipeline, const Exploration& exploration, PaneSize size, Progress& progress,
                          const std::function<void(const Outcome&)>& arrived)
{
    ProgressPart loading(progress, 0, 0.2);
    PERIMETER_TRY(Exploration resolved, pipeline.resolved(exploration, loading));
    Outcome outcome{.exploration = std::move(resolved), .table = {}, .panes = {}};
    PERIMETER_TRY(Table table, pipeline.prepared(outcome.exploration, loading));
    outcome.table = std::move(table);

    for (const PanePlan& plan : planPanes(outcome.exploration)) {
        outcome.panes.push_back(startPane(pipeline, plan, loading));
        if (isCancelled(outcome.panes.back().error))
            return Unexpected(ErrorCode::Cancelled);
    }
    if (arrived)
        arrived(outcome);

    const auto lines = cheapFirst(outcome);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto share = [&](std::size_t done) {
            return 0.2 + 0.8 * static_cast<double>(done) / static_cast<double>(lines.size());
        };
        ProgressPart part(progress, share(i), share(i + 1));
        const auto& [pane, line] = lines[i];
        const auto showSketch = [&] { arrived(outcome); };
        learn(pipeline, *pane, *line, size, part, arrived ? std::function<void()>(showSketch) : nullptr);
        if (isCancelled(line->error))
            return Unexpected(ErrorCode::Cancelled);
        outcome.complete = i + 1 == lines.size();
        if (arrived && !outcome.complete)
            arrived(outcome);
    }
    outcome.complete = true;
    return outcome;
}

std::optional<double> agreement(const Outcome& outcome)
{
    std::vector<const Classes*> opinions;
    const Projection* shared = nullptr;
    for (const PaneOutcome& pane : outcome.panes) {
        for (const LineOutcome& line : pane.lines) {
            // Of rows that are not held nobody knows the classes one by one.
            if (!line.fit || !line.fit->classes || !line.fit->scaled->projection->isHeld())
                continue;
            const Projection* const projection = line.fit->scaled->projection.get();
            if (shared && shared != projection)
                return std::nullopt;
            shared = projection;
            opinions.push_back(&*line.fit->classes);
        }
    }
    if (opinions.size() < 2 || opinions.front()->outlier.empty())
        return std::nullopt;
    const std::size_t rows = opinions.front()->outlier.size();
    std::size_t agreed = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto same = [&](const Classes* classes) {
            return classes->outlier[row] == opinions.front()->outlier[row];
        };
        agreed += std::ranges::all_of(opinions, same) ? 1 : 0;
    }
    return static_cast<double>(agreed) / static_cast<double>(rows);
}

} // namespace perimeter
