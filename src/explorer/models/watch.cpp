// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/watch.h"

#include "data/arriving/arriving_rows.h"
#include "data/arriving/log_follower.h"
#include "data/table/read.h"
#include "field/ellipse.h"
#include "field/learned_frontier.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <thread>

namespace perimeter {

namespace {

constexpr std::size_t bytesAtOnce = std::size_t{4} << 20;
constexpr std::chrono::milliseconds rest(100);
/// Nodes of the grid that frontiers are traced on, per side.
constexpr int gridNodes = 240;
/// Rows below which no drift is told.
constexpr std::int64_t fewestForDrift = 100;

/// The share of the training rows that a detector takes for outliers.
double trainingShare(const ModelDetector& detector)
{
    const double threshold = detector.detector.svm() ? detector.detector.svm()->tau : 0;
    const auto rows = static_cast<double>(detector.ranks.rows());
    return rows > 0 ? static_cast<double>(detector.ranks.rankOf(threshold) - 1) / rows : 0;
}

/// Settings that learn as the model's detector was learned.
DetectorSettings settingsOf(const ModelDetector& detector)
{
    DetectorSettings settings;
    if (const OneClassSvm* const svm = detector.detector.svm())
        settings.svm = {.nu = svm->nu,
                        .kernel = svm->kernel.kind,
                        .gamma = {GammaChoice::Rule::Value, svm->kernel.gamma},
                        .degree = svm->kernel.degree,
                        .coef0 = svm->kernel.coef0};
    settings.contamination = std::clamp(trainingShare(detector), 1e-6, 0.5);
    return settings;
}

Frontier frontierOf(const TrainedDetector& detector, const Plane& plane, Progress& progress)
{
    if (!detector.hasFrontier())
        return {};
    if (!detector.svm())
        return ellipseFrontier(*detector.covariance(), plane);
    const Expected<Frontier> traced = learnedFrontier(*detector.svm(), plane, gridNodes, gridNodes, progress);
    return traced ? *traced : Frontier();
}

/// Rows of a watch so far, and what is drawn of them.
class Watched {
public:
    explicit Watched(const WatchPlan& plan)
        : m_plan(plan), m_scorer(plan.model, ScorePreparation::Apply), m_drawn(plan.model->features.size() == 2)
    {
        m_state.counts.outliers.resize(plan.model->detectors.size());
    }

    [[nodiscard]] const Scorer& scorer() const { return m_scorer; }

    Expected<void> take(const Arrival& arrival, Progress& progress)
    {
        std::vector<RowNumber> rows;
        PERIMETER_TRY(const ScoreCounts counts, m_scorer.score(arrival.table, progress, [&](const ScoredRows& scored) {
            for (std::size_t row = 0; row < scored.rows.size(); ++row)
                add(scored, row, arrival.rowsBefore, rows);
            return true;
        }));
        m_state.counts += counts;
        m_state.counts.unreadable += arrival.unreadable;
        PERIMETER_TRY(const TextCells cells, readCells(arrival.table, rows, progress));
        WatchedRow* row = m_state.suspicious.data() + (m_state.suspicious.size() - rows.size());
        for (const std::vector<std::optional<std::string>>& each : cells) {
            for (std::size_t c = 0; c < each.size(); ++c)
                row->fields.emplace_back(arrival.table.columns()[c].name, each[c].value_or(""));
            ++row;
        }
        return {};
    }

    /// The state now; the next begins with no new rows.
    WatchState state(std::int64_t brokenLines, Progress& progress)
    {
        WatchState now = std::exchange(m_state, {});
        m_state.counts = now.counts;
        now.model = m_plan.model;
        now.brokenLines = brokenLines;
        const auto features = static_cast<Eigen::Index>(m_plan.model->features.size());
        now.points.resize(static_cast<Eigen::Index>(m_newest.size()), features);
        for (std::size_t i = 0; i < m_newest.size(); ++i) {
            const Newest& newest = m_newest[i];
            now.points.row(static_cast<Eigen::Index>(i)) =
                Eigen::Map<const Eigen::RowVectorXd>(newest.features.data(), features);
            now.outlier.push_back(std::ranges::find(newest.outlier, true) != newest.outlier.end() ? 1 : 0);
        }
        for (std::size_t d = 0; d < m_plan.model->detectors.size(); ++d)
            now.drifts.push_back(drift(d));
        if (m_drawn)
            draw(now, progress);
        return now;
    }

private:
    struct Newest {
        std::vector<double> features;
        std::vector<bool> outlier; ///< by detector
    };

    void add(const ScoredRows& scored, std::size_t row, std::int64_t rowsBefore, std::vector<RowNumber>& suspicious)
    {
        const auto values = scored.features.row(static_cast<Eigen::Index>(row));
        Newest newest{{values.begin(), values.end()}, {}};
        std::vector<RowScore> scores;
        for (const std::vector<RowScore>& detector : scored.scores) {
            scores.push_back(detector[row]);
            newest.outlier.push_back(detector[row].outlier);
        }
        if (scored.isSuspicious(row)) {
            suspicious.push_back(scored.rows[row]);
            m_state.suspicious.push_back({.row = rowsBefore + scored.rows[row].value,
                                          .features = newest.features,
                                          .scores = std::move(scores),
                                          .fields = {}});
        }
        m_newest.push_back(std::move(newest));
        if (m_newest.size() > m_plan.window)
            m_newest.pop_front();
    }

    [[nodiscard]] Drift drift(std::size_t detector) const
    {
        Drift drift{.expected = trainingShare(m_plan.model->detectors[detector]),
                    .rows = static_cast<std::int64_t>(m_newest.size())};
        const auto outliers =
            std::ranges::count_if(m_newest, [detector](const Newest& newest) { return newest.outlier[detector]; });
        drift.found = m_newest.empty() ? 0 : static_cast<double>(outliers) / static_cast<double>(m_newest.size());
        return drift;
    }

    /// The newest rows and two spreads about the model's centre, with a margin. What was learned on a logarithmic scale
    /// is seen on one, on which 0 has a place.
    [[nodiscard]] Plane planeOver(const RowMatrix& points) const
    {
        const Scaling& scaling = m_plan.model->scaling;
        const AxisScale scale = scaling.kind == ScalingKind::Log1p ? AxisScale::Asinh : AxisScale::Linear;
        Plane plane{.xScale = scale, .yScale = scale, .scaling = scaling};
        const auto cover = [&](Eigen::Index column, double& least, double& most) {
            least = toAxis(scale, scaling.toOriginal(column, -2));
            most = toAxis(scale, scaling.toOriginal(column, 2));
            for (Eigen::Index row = 0; row < points.rows(); ++row) {
                const double value = toAxis(scale, points(row, column));
                least = std::min(least, value);
                most = std::max(most, value);
            }
            const double margin = 0.05 * (most - least);
            least -= margin;
            most += margin;
        };
        cover(0, plane.xMin, plane.xMax);
        cover(1, plane.yMin, plane.yMax);
        return plane;
    }

    void draw(WatchState& now, Progress& progress) const
    {
        now.plane = planeOver(now.points);
        const RowMatrix scaled = m_plan.model->scaling.toScaled(now.points);
        for (const ModelDetector& detector : m_plan.model->detectors) {
            now.frontiers.push_back(frontierOf(detector.detector, *now.plane, progress));
            Frontier& refit = now.refits.emplace_back();
            // A two-class SVM needs labels, which rows that arrive have not.
            if (m_newest.size() < m_plan.window || detector.detector.kind == DetectorKind::TwoClassSvm)
                continue;
            WarmStart warm;
            const Expected<TrainedDetector> anew =
                trainDetector(scaled, detector.detector.kind, settingsOf(detector), warm, progress);
            if (anew)
                refit = frontierOf(*anew, *now.plane, progress);
        }
    }

    const WatchPlan& m_plan;
    Scorer m_scorer;
    bool m_drawn;
    std::deque<Newest> m_newest;
    WatchState m_state;
};

Expected<void> watchLog(const WatchPlan& plan, Watched& watched, Progress& progress,
                        const std::function<void(WatchState)>& deliver)
{
    PERIMETER_CHECK(watched.scorer().checkRowByRow());
    PERIMETER_TRY(LogFollower lines, LogFollower::open(plan.source.path));
    PERIMETER_TRY(ArrivingRows rows, ArrivingRows::open(plan.source.path, plan.source.dialect, plan.model->columns));
    deliver(watched.state(0, progress));
    while (progress.advance(0)) {
        PERIMETER_TRY(const Lines come, lines.next(bytesAtOnce));
        PERIMETER_TRY(const std::optional<Arrival> arrival, rows.take(come, progress));
        if (arrival) {
            PERIMETER_CHECK(watched.take(*arrival, progress));
            deliver(watched.state(rows.brokenLines(), progress));
        } else if (come.text.empty()) {
            std::this_thread::sleep_for(rest);
        }
    }
    return Unexpected(ErrorCode::Cancelled);
}

} // namespace

bool Drift::isClear() const
{
    const double deviation =
        std::sqrt(expected * (1 - expected) / static_cast<double>(std::max<std::int64_t>(rows, 1)));
    return rows >= fewestForDrift && std::abs(found - expected) > 3 * deviation;
}

void watch(const WatchPlan& plan, Progress& progress, const std::function<void(WatchState)>& deliver)
{
    Watched watched(plan);
    const Expected<void> ended = watchLog(plan, watched, progress, deliver);
    if (!ended && ended.error().code != ErrorCode::Cancelled) {
        WatchState last = watched.state(0, progress);
        last.error = ended.error();
        deliver(std::move(last));
    }
}

} // namespace perimeter
