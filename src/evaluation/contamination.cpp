// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/contamination.h"

#include "evaluation/split.h"
#include "evaluation/trained_detector.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

constexpr double leastBend = 0.01;

double agreementBeyondChance(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    double common = 0;
    double any = 0;
    double inA = 0;
    double inB = 0;
    for (std::size_t row = 0; row < a.size(); ++row) {
        common += a[row] && b[row];
        any += a[row] || b[row];
        inA += a[row];
        inB += b[row];
    }
    const auto rows = static_cast<double>(a.size());
    const double byChance = inA * inB / (rows * (inA + inB) - inA * inB);
    // Nothing found, or everything: chance could not do otherwise.
    if (any == 0 || byChance >= 1)
        return 0;
    return (common / any - byChance) / (1 - byChance);
}

/// A half of the rows, and the warm start that fits of it hand on from ν to ν.
struct Half {
    RowMatrix points;
    WarmStart warm = {};
};

/// The outliers among all points by every half; empty where one has no frontier.
Expected<std::vector<std::vector<std::uint8_t>>> outliersByHalf(std::vector<Half>& halves, const PointsRef& points,
                                                                const DetectorSettings& settings, Progress& progress)
{
    std::vector<std::vector<std::uint8_t>> outliers;
    for (Half& half : halves) {
        PERIMETER_TRY(const TrainedDetector trained,
                      trainDetector(half.points, DetectorKind::OneClassSvm, settings, half.warm, progress));
        if (!trained.hasFrontier())
            return std::vector<std::vector<std::uint8_t>>();
        PERIMETER_TRY(Judgement judgement, judge(trained, points, progress));
        outliers.push_back(std::move(judgement.outlier));
    }
    return outliers;
}

} // namespace

AboveAverage aboveAverage(const PointsRef& points)
{
    AboveAverage above;
    above.perColumn.assign(static_cast<std::size_t>(points.cols()), 0);
    if (points.rows() == 0)
        return above;
    const Eigen::RowVectorXd average = points.colwise().mean();
    const double each = 1 / static_cast<double>(points.rows());
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        Eigen::Index columns = 0;
        for (Eigen::Index column = 0; column < points.cols(); ++column) {
            const bool isAbove = points(row, column) > average[column];
            columns += isAbove;
            above.perColumn[static_cast<std::size_t>(column)] += isAbove ? each : 0;
        }
        above.either += columns > 0 ? each : 0;
        above.both += columns == points.cols() ? each : 0;
    }
    return above;
}

std::optional<std::size_t> kneeOf(std::span<const double> x, std::span<const double> y)
{
    if (x.size() < 3 || x.front() == x.back())
        return std::nullopt;
    double lowest = y.front();
    double highest = y.front();
    for (const double value : y) {
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    if (lowest == highest)
        return std::nullopt;
    std::optional<std::size_t> knee;
    double bend = leastBend;
    for (std::size_t place = 0; place < x.size(); ++place) {
        const double share = (x[place] - x.front()) / (x.back() - x.front());
        const double chord = std::lerp(y.front(), y.back(), share);
        const double distance = std::abs(y[place] - chord) / (highest - lowest);
        if (distance > bend) {
            bend = distance;
            knee = place;
        }
    }
    return knee;
}

Expected<std::vector<Stability>> stabilityOver(const PointsRef& points, const std::vector<double>& nus,
                                               const DetectorSettings& settings, int halves, std::uint64_t seed,
                                               Progress& progress)
{
    std::vector<Half> drawn;
    for (int half = 0; half < halves; ++half) {
        const Split split =
            splitShuffled(static_cast<std::size_t>(points.rows()), 0.5, seed + static_cast<std::uint64_t>(half));
        Half& rows = drawn.emplace_back();
        rows.points.resize(static_cast<Eigen::Index>(split.train.size()), points.cols());
        for (std::size_t place = 0; place < split.train.size(); ++place)
            rows.points.row(static_cast<Eigen::Index>(place)) =
                points.row(static_cast<Eigen::Index>(split.train[place]));
    }
    std::vector<Stability> all;
    for (std::size_t i = 0; i < nus.size(); ++i) {
        const auto share = [&](std::size_t done) {
            return static_cast<double>(done) / static_cast<double>(nus.size());
        };
        ProgressPart part(progress, share(i), share(i + 1));
        DetectorSettings here = settings;
        here.svm.nu = nus[i];
        PERIMETER_TRY(const auto outliers, outliersByHalf(drawn, points, here, part));
        if (outliers.empty())
            continue;
        double sum = 0;
        int pairs = 0;
        for (std::size_t a = 0; a < outliers.size(); ++a) {
            for (std::size_t b = a + 1; b < outliers.size(); ++b, ++pairs)
                sum += agreementBeyondChance((outliers)[a], (outliers)[b]);
        }
        all.push_back({nus[i], sum / pairs});
    }
    return all;
}

} // namespace perimeter
