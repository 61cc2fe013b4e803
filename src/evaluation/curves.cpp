// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/curves.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

/// Rows found at a threshold.
struct Found {
    double threshold;
    double outliers;
    double inliers;
};

std::vector<Found> foundAtThresholds(std::span<const double> scores, std::span<const std::uint8_t> truth)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater(), [&](std::size_t row) { return scores[row]; });
    std::vector<Found> steps;
    double outliers = 0;
    double inliers = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t row = order[place];
        (truth[row] ? outliers : inliers) += 1;
        const bool isLast = place + 1 == order.size() || scores[order[place + 1]] != scores[row];
        if (isLast)
            steps.push_back({scores[row], outliers, inliers});
    }
    return steps;
}

} // namespace

std::optional<Curve> rocCurve(std::span<const double> scores, std::span<const std::uint8_t> truth)
{
    const std::vector<Found> steps = foundAtThresholds(scores, truth);
    if (steps.empty() || steps.back().outliers == 0 || steps.back().inliers == 0)
        return std::nullopt;
    Curve curve{.points = {{std::numeric_limits<double>::infinity(), 0, 0}}};
    for (const Found& step : steps) {
        const CurvePoint before = curve.points.back();
        const CurvePoint point{step.threshold, step.inliers / steps.back().inliers,
                               step.outliers / steps.back().outliers};
        curve.area += (point.x - before.x) * (point.y + before.y) / 2;
        curve.points.push_back(point);
    }
    return curve;
}

std::optional<Curve> precisionRecallCurve(std::span<const double> scores, std::span<const std::uint8_t> truth)
{
    const std::vector<Found> steps = foundAtThresholds(scores, truth);
    if (steps.empty() || steps.back().outliers == 0)
        return std::nullopt;
    Curve curve;
    double before = 0;
    for (const Found& step : steps) {
        const double recall = step.outliers / steps.back().outliers;
        const double precision = step.outliers / (step.outliers + step.inliers);
        curve.area += (recall - before) * precision;
        curve.points.push_back({step.threshold, recall, precision});
        before = recall;
    }
    return curve;
}

} // namespace perimeter
