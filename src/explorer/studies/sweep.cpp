// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/sweep.h"

#include "base/text.h"
#include "explorer/studies/sweep_stations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

constexpr int mostSteps = 10'000;
constexpr std::array kernels = {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid};

void read(SweepPoint& point, const DetectorFit& fit)
{
    point.rows = fit.scaled->projection->rowsUsed;
    if (!fit.classes)
        return;
    point.outliers = fit.classes->outliers;
    if (const OneClassSvm* const svm = fit.svm()) {
        point.supportVectors = svm->supportRows;
        point.level = svm->rho;
    } else {
        point.level = fit.covariance()->threshold;
    }
}

void deepen(std::vector<double>& depth, const Classes& classes, double nu)
{
    depth.resize(classes.outlier.size(), std::numeric_limits<double>::infinity());
    for (std::size_t point = 0; point < depth.size(); ++point)
        if (classes.outlier[point])
            depth[point] = std::min(depth[point], nu);
}

} // namespace

std::vector<double> SweepPlan::values() const
{
    std::vector<double> all;
    if (over == Over::Kernel) {
        for (std::size_t kernel = 0; kernel < kernels.size(); ++kernel)
            all.push_back(static_cast<double>(kernel));
        return all;
    }
    for (int step = 0; step < steps; ++step) {
        const double share = steps > 1 ? static_cast<double>(step) / (steps - 1) : 0;
        if (over == Over::Gamma && step > 0 && step + 1 < steps)
            all.push_back(from * std::pow(to / from, share));
        else
            all.push_back(std::lerp(from, to, share));
    }
    return all;
}

SweepPlan usualSweep(SweepPlan::Over over)
{
    switch (over) {
    case SweepPlan::Over::Gamma:
        return {.over = over, .from = 0.01, .to = 10, .steps = 25};
    case SweepPlan::Over::Nu:
    case SweepPlan::Over::Contamination:
    case SweepPlan::Over::Kernel:
        break;
    }
    return {.over = over};
}

std::vector<DetectorKind> sweptDetectors(SweepPlan::Over over)
{
    if (over == SweepPlan::Over::Contamination)
        return {DetectorKind::RobustCovariance, DetectorKind::EmpiricalCovariance};
    return {DetectorKind::OneClassSvm};
}

Exploration withSwept(Exploration exploration, SweepPlan::Over over, double value)
{
    DetectorSettings& settings = exploration.settings;
    switch (over) {
    case SweepPlan::Over::Nu:
        settings.svm.nu = value;
        break;
    case SweepPlan::Over::Gamma:
        settings.svm.gamma = {GammaChoice::Rule::Value, value};
        break;
    case SweepPlan::Over::Contamination:
        settings.contamination = value;
        break;
    case SweepPlan::Over::Kernel:
        settings.svm.kernel = kernels[static_cast<std::size_t>(value)];
        break;
    }
    return exploration;
}

Exploration sweepSubject(Exploration exploration, SweepPlan::Over over)
{
    exploration.view.reset();
    exploration.panes = {};
    exploration.lines = {};
    exploration.detectors.clear();
    exploration.labels = {};
    exploration.x.scale = exploration.y.scale = AxisScale::Linear;
    const DetectorSettings given = exploration.settings;
    exploration.settings = {};
    if (over == SweepPlan::Over::Contamination) {
        exploration.settings = given;
        exploration.settings.svm = {};
    } else {
        exploration.settings.svm = given.svm;
    }
    // A kernel's value is its place.
    return withSwept(std::move(exploration), over, over == SweepPlan::Over::Kernel ? 0 : usualSweep(over).from);
}

Expected<void> check(const SweepPlan& plan, const Exploration& exploration)
{
    if (plan.over != SweepPlan::Over::Kernel && (!(plan.from <= plan.to) || plan.steps < 1 || plan.steps > mostSteps ||
                                                 (plan.steps == 1) != (plan.from == plan.to)))
        return Unexpected(ErrorCode::SweepOutOfRange,
                          {formatNumber(plan.from), formatNumber(plan.to), std::to_string(plan.steps)});
    for (const SweepStation& station : stationsOf(exploration, plan))
        PERIMETER_CHECK(check(station.exploration));
    return {};
}

Expected<Sweep> runSweep(Pipeline& pipeline, const Exploration& exploration, const SweepPlan& plan, Progress& progress,
                         const std::function<void(const SweepPoint&)>& arrived)
{
    PERIMETER_CHECK(check(plan, exploration));
    ProgressPart loading(progress, 0, 0.1);
    PERIMETER_TRY(const Exploration resolved, pipeline.resolved(exploration, loading));
    Sweep sweep{.plan = plan, .points = {}, .depth = {}};
    ProgressPart fitting(progress, 0.1, 1);
    const auto take = [&](const SweepStation& station, const Expected<std::shared_ptr<const DetectorFit>>& fit) {
        SweepPoint point = station.point;
        if (fit)
            read(point, **fit);
        else
            point.error = fit.error();
        if (plan.over == SweepPlan::Over::Nu && fit && (*fit)->classes)
            deepen(sweep.depth, *(*fit)->classes, point.value);
        sweep.points.push_back(point);
        if (arrived)
            arrived(point);
    };
    PERIMETER_CHECK(fitStations(pipeline, stationsOf(resolved, plan), take, fitting));
    if (!sweep.depth.empty()) {
        PERIMETER_TRY(std::shared_ptr<const Projection> drawn,
                      pipeline.drawn(resolved, DetectorKind::OneClassSvm, progress));
        sweep.drawn = std::move(drawn);
    }
    return sweep;
}

std::vector<SweepPoint> pointsInForce(const Outcome& outcome, SweepPlan::Over over)
{
    std::vector<SweepPoint> points;
    const auto isSwept = [&](const LinePlan& line) {
        const bool isSvm = line.detector == DetectorKind::OneClassSvm;
        const bool isCovariance =
            line.detector == DetectorKind::RobustCovariance || line.detector == DetectorKind::EmpiricalCovariance;
        return (over == SweepPlan::Over::Contamination ? isCovariance : isSvm) &&
               line.exploration.settings == outcome.exploration.settings &&
               sweepSubject(line.exploration, over) == sweepSubject(outcome.exploration, over) &&
               std::ranges::find(points, line.detector, &SweepPoint::detector) == points.end();
    };
    for (const PaneOutcome& pane : outcome.panes) {
        for (const LineOutcome& line : pane.lines) {
            if (!line.fit || !isSwept(line.plan))
                continue;
            SweepPoint point{.detector = line.plan.detector, .kernel = outcome.exploration.settings.svm.kernel};
            read(point, *line.fit);
            points.push_back(point);
        }
    }
    return points;
}

} // namespace perimeter
