// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/trained_detector.h"

#include "detectors/rows/canonical_order.h"

#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

constexpr double peerTolerance = 1e-3;
constexpr double peerRounding = 1e-9;

Expected<RowMatrix> inCanonicalOrder(const PointsRef& points, Progress& progress)
{
    std::vector<std::vector<double>> columns;
    for (Eigen::Index column = 0; column < points.cols(); ++column)
        columns.emplace_back(points.col(column).begin(), points.col(column).end());
    const std::optional<std::vector<std::uint32_t>> order =
        canonicalOrder(columns, static_cast<std::size_t>(points.rows()), progress);
    if (!order)
        return Unexpected(ErrorCode::Cancelled);
    RowMatrix ordered(static_cast<Eigen::Index>(order->size()), points.cols());
    for (std::size_t place = 0; place < order->size(); ++place)
        ordered.row(static_cast<Eigen::Index>(place)) = points.row((*order)[place]);
    return ordered;
}

template <typename Model>
Expected<LearnedModel> asLearned(Expected<Model> model)
{
    return model ? Expected<LearnedModel>(std::move(*model)) : model.unexpected();
}

Expected<LearnedModel> fitModel(const RowMatrix& points, DetectorKind kind, const DetectorSettings& settings,
                                WarmStart& warm, Progress& progress)
{
    switch (kind) {
    case DetectorKind::OneClassSvm:
        return asLearned(fitOneClassSvm(points, Eigen::VectorXd(), settings.svm, warm, progress));
    case DetectorKind::RobustCovariance:
        return asLearned(fitRobustCovariance(points, settings.robustOptions(), progress));
    case DetectorKind::TwoClassSvm:
        return Unexpected(ErrorCode::OneClassLabelled, {"0", "0"});
    case DetectorKind::EmpiricalCovariance:
        break;
    }
    return asLearned(fitEmpiricalCovariance(points, settings.empiricalOptions()));
}

} // namespace

bool TrainedDetector::hasFrontier() const
{
    if (const OneClassSvm* const machine = svm())
        return machine->frontier;
    const RobustCovariance* const robust = std::get_if<RobustCovariance>(&model);
    return !robust || !robust->exactFit;
}

const std::vector<Notice>& TrainedDetector::notices() const
{
    return svm() ? svm()->notices : covariance()->notices;
}

Expected<TrainedDetector> trainDetector(const PointsRef& points, DetectorKind kind, const DetectorSettings& settings,
                                        WarmStart& warm, Progress& progress)
{
    PERIMETER_TRY(const RowMatrix ordered, inCanonicalOrder(points, progress));
    PERIMETER_TRY(LearnedModel model, fitModel(ordered, kind, settings, warm, progress));
    return TrainedDetector{kind, std::move(model)};
}

Eigen::Index Judgement::outliers() const
{
    return std::accumulate(outlier.begin(), outlier.end(), Eigen::Index{0});
}

Expected<Judgement> judge(const TrainedDetector& detector, const PointsRef& points, Progress& progress)
{
    Judgement judgement;
    judgement.outlier.reserve(static_cast<std::size_t>(points.rows()));
    if (const OneClassSvm* const svm = detector.svm()) {
        PERIMETER_TRY(Eigen::VectorXd f, decisionFunction(*svm, points, progress));
        for (const double value : f) {
            judgement.outlier.push_back(isOutlier(*svm, value) ? 1 : 0);
            judgement.near += std::abs(value) <= svm->tau + peerTolerance ? 1 : 0;
        }
        judgement.decision = std::move(f);
        return judgement;
    }
    const CovarianceModel& covariance = *detector.covariance();
    const Eigen::VectorXd distances = squaredDistances(covariance, points);
    for (const double distance : distances) {
        judgement.outlier.push_back(isOutlier(covariance, distance) ? 1 : 0);
        judgement.near += std::abs(distance - covariance.threshold) <= peerRounding * covariance.threshold ? 1 : 0;
    }
    judgement.decision = covariance.threshold - distances.array();
    return judgement;
}

} // namespace perimeter
