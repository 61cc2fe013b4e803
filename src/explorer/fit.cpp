// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/binned_error.h"
#include "explorer/classes.h"
#include "explorer/named_notices.h"
#include "explorer/stages.h"
#include "explorer/stopwatch.h"

#include <utility>

namespace perimeter {

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

Expected<DetectorFit> fitOneClass(std::shared_ptr<const ScaledPoints> scaled, std::shared_ptr<const Binned> binned,
                                  const OneClassSvmOptions& options, WarmStart& warm, Progress& progress)
{
    const Stopwatch stopwatch;
    DetectorFit fit{.scaled = std::move(scaled),
                    .binned = std::move(binned),
                    .detector = DetectorKind::OneClassSvm,
                    .model = {}};
    ProgressPart learning(progress, 0, 0.8);
    Expected<OneClassSvm> model = learnOneClassSvm(*fit.scaled, fit.binned.get(), options, warm, learning);
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
    nameColumns(fit);
    fit.milliseconds = stopwatch.milliseconds();
    return fit;
}

Expected<LearnedCovariance> learnCovariance(const ScaledPoints& scaled, const Binned* binned, DetectorKind detector,
                                            const DetectorSettings& settings, Progress& progress)
{
    const Stopwatch stopwatch;
    LearnedCovariance learned;
    if (detector == DetectorKind::RobustCovariance) {
        Expected<RobustCovariance> robust =
            binned ? learnRobustCovariance(binned->cells, settings.robustOptions(), progress)
                   : learnRobustCovariance(scaled.points, settings.robustOptions(), progress);
        if (!robust)
            return robust.unexpected();
        learned.model = std::move(*robust);
    } else {
        Expected<CovarianceModel> empirical =
            binned ? learnEmpiricalCovariance(binned->cells) : learnEmpiricalCovariance(scaled.points);
        if (!empirical)
            return empirical.unexpected();
        learned.model = std::move(*empirical);
    }
    const RobustCovariance* const robust = std::get_if<RobustCovariance>(&learned.model);
    const CovarianceModel& model = robust ? robust->model : std::get<CovarianceModel>(learned.model);
    if (binned)
        learned.ranges = distanceRanges(model, binned->places, binned->cells.width);
    else
        learned.distances = squaredDistances(model, scaled.points);
    learned.milliseconds = stopwatch.milliseconds();
    return learned;
}

Expected<DetectorFit> fitCovariance(std::shared_ptr<const ScaledPoints> scaled, std::shared_ptr<const Binned> binned,
                                    const LearnedCovariance& learned, const DetectorSettings& settings)
{
    const Stopwatch stopwatch;
    const bool isRobust = std::holds_alternative<RobustCovariance>(learned.model);
    const double contamination = settings.effectiveContamination();
    if (const Expected<void> checked = checkContamination(contamination); !checked)
        return checked.unexpected();
    DetectorFit fit{.scaled = std::move(scaled),
                    .binned = std::move(binned),
                    .detector = isRobust ? DetectorKind::RobustCovariance : DetectorKind::EmpiricalCovariance,
                    .model = {}};
    std::visit([&](const auto& model) { fit.model = model; }, learned.model);
    CovarianceModel& model =
        isRobust ? std::get<RobustCovariance>(fit.model).model : std::get<CovarianceModel>(fit.model);
    model.threshold = fit.binned ? thresholdByCells(model, *fit.binned, learned.ranges, contamination)
                                 : contaminationThreshold(learned.distances, contamination);
    fit.notices = model.notices;
    if (!isRobust || !fit.robust()->exactFit)
        fit.classes = fit.binned ? classesByCells(model, *fit.binned, learned.ranges)
                                 : classesByValues(model, learned.distances);
    nameColumns(fit);
    fit.milliseconds = learned.milliseconds + stopwatch.milliseconds();
    return fit;
}

Expected<DetectorFit> fit(std::shared_ptr<const ScaledPoints> scaled, std::shared_ptr<const Binned> binned,
                          DetectorKind detector, const DetectorSettings& settings, Progress& progress)
{
    if (detector == DetectorKind::OneClassSvm) {
        WarmStart cold;
        return fitOneClass(std::move(scaled), std::move(binned), settings.svm, cold, progress);
    }
    const Expected<LearnedCovariance> learned = learnCovariance(*scaled, binned.get(), detector, settings, progress);
    if (!learned)
        return learned.unexpected();
    return fitCovariance(std::move(scaled), std::move(binned), *learned, settings);
}

} // namespace perimeter
