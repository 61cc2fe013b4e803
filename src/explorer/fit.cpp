// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/binned_error.h"
#include "explorer/classes.h"
#include "explorer/named_notices.h"
#include "explorer/stages.h"
#include "explorer/stopwatch.h"

#include <utility>

namespace perimeter {

namespace {

Expected<void> fitSvm(DetectorFit& fit, const DetectorSettings& settings, Progress& progress)
{
    ProgressPart learning(progress, 0, 0.8);
    Expected<OneClassSvm> model = learnOneClassSvm(*fit.scaled, fit.binned.get(), settings.svm, learning);
    if (!model)
        return model.unexpected();
    fit.notices = model->notices;
    const Eigen::VectorXd decision = std::exchange(model->trainingDecision, {});
    if (model->frontier && fit.binned) {
        ProgressPart deciding(progress, 0.8, 1);
        Expected<Classes> classes = classesByCells(*model, *fit.binned, deciding);
        if (!classes)
            return classes.unexpected();
        fit.classes = std::move(*classes);
    } else if (model->frontier) {
        fit.classes = classesByValues(*model, decision);
    }
    if (model->frontier)
        fit.decision = std::make_shared<const DecisionFunction>(*model);
    fit.model = std::move(*model);
    return {};
}

/// The threshold of the rows where the model was learned from cells, and the classes.
void classify(DetectorFit& fit, CovarianceModel& model, double contamination)
{
    if (!fit.binned) {
        fit.classes = classesByValues(model, squaredDistances(model, fit.scaled->points));
        return;
    }
    const std::vector<DistanceRange> ranges = distanceRanges(model, fit.binned->places, fit.binned->cells.width);
    model.threshold = thresholdByCells(model, *fit.binned, ranges, contamination);
    fit.classes = classesByCells(model, *fit.binned, ranges);
}

Expected<void> fitRobust(DetectorFit& fit, const DetectorSettings& settings, Progress& progress)
{
    Expected<RobustCovariance> robust =
        fitRobustCovariance(fit.binned ? fit.binned->cells.means : fit.scaled->points, settings.robustOptions(), progress);
    if (!robust)
        return robust.unexpected();
    fit.notices = robust->model.notices;
    if (!robust->exactFit)
        classify(fit, robust->model, settings.effectiveContamination());
    fit.model = std::move(*robust);
    return {};
}

Expected<void> fitEmpirical(DetectorFit& fit, const DetectorSettings& settings)
{
    Expected<CovarianceModel> model =
        fitEmpiricalCovariance(fit.binned ? fit.binned->cells.means : fit.scaled->points, settings.empiricalOptions());
    if (!model)
        return model.unexpected();
    fit.notices = model->notices;
    classify(fit, *model, settings.effectiveContamination());
    fit.model = std::move(*model);
    return {};
}

} // namespace

const CovarianceModel* DetectorFit::covariance() const
{
    if (const RobustCovariance* const mcd = robust())
        return &mcd->model;
    return std::get_if<CovarianceModel>(&model);
}

Verdict DetectorFit::verdict(std::size_t point) const
{
    const auto row = scaled->points.row(static_cast<Eigen::Index>(point));
    if (const OneClassSvm* const machine = svm()) {
        const double f = (*decision)(row);
        return {f, isOutlier(*machine, f)};
    }
    const double distance = squaredDistances(*covariance(), row)[0];
    return {covariance()->threshold - distance, isOutlier(*covariance(), distance)};
}

Expected<DetectorFit> fit(std::shared_ptr<const ScaledPoints> scaled, std::shared_ptr<const Binned> binned,
                          DetectorKind detector, const DetectorSettings& settings, Progress& progress)
{
    const Stopwatch stopwatch;
    DetectorFit fit{.scaled = std::move(scaled), .binned = std::move(binned), .detector = detector, .model = {}};
    const Expected<void> fitted = detector == DetectorKind::OneClassSvm        ? fitSvm(fit, settings, progress)
                                  : detector == DetectorKind::RobustCovariance ? fitRobust(fit, settings, progress)
                                                                               : fitEmpirical(fit, settings);
    if (!fitted)
        return fitted.unexpected();
    nameColumns(fit);
    fit.milliseconds = stopwatch.milliseconds();
    return fit;
}

} // namespace perimeter
