// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/stopwatch.h"
#include "explorer/binned_error.h"
#include "explorer/classes.h"
#include "explorer/named_notices.h"
#include "explorer/stages.h"

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

Expected<DetectorFit> fitOneClass(const Lesson& lesson, const DetectorSettings& settings, WarmStart& warm,
                                  Progress& progress)
{
    const Stopwatch stopwatch;
    ProgressPart learning(progress, 0, 0.8);
    Expected<OneClassSvm> model = learnOneClassSvm(*lesson.scaled, lesson.binned.get(), settings.svm, warm, learning);
    if (!model)
        return model.unexpected();
    DetectorFit fit{.scaled = lesson.scaled,
                    .binned = lesson.binned,
                    .detector = DetectorKind::OneClassSvm,
                    .model = {},
                    .notices = model->notices};
    const Eigen::VectorXd decision = std::exchange(model->trainingDecision, {});
    if (model->frontier) {
        ProgressPart deciding(progress, 0.8, 1);
        Expected<Classes> classes = lesson.binned ? classesByCells(*model, *lesson.binned, deciding)
                                                  : Expected<Classes>(classesByValues(*model, decision));
        if (!classes)
            return classes.unexpected();
        fit.classes = std::move(*classes);
        fit.decision = std::make_shared<const DecisionFunction>(*model);
    }
    fit.model = std::move(*model);
    nameColumns(fit);
    fit.milliseconds = stopwatch.milliseconds();
    return fit;
}

Expected<LearnedCovariance> learnCovariance(const Lesson& lesson, DetectorKind detector,
                                            const DetectorSettings& settings, Progress& progress)
{
    const Stopwatch stopwatch;
    const RowMatrix& points = lesson.scaled->points;
    const Binned* const binned = lesson.binned.get();
    LearnedCovariance learned;
    if (detector == DetectorKind::RobustCovariance) {
        Expected<RobustCovariance> robust =
            binned ? learnRobustCovariance(binned->cells, settings.robustOptions(), progress)
                   : learnRobustCovariance(points, settings.robustOptions(), progress);
        if (!robust)
            return robust.unexpected();
        learned.model = std::move(*robust);
    } else {
        Expected<CovarianceModel> empirical =
            binned ? learnEmpiricalCovariance(binned->cells) : learnEmpiricalCovariance(points);
        if (!empirical)
            return empirical.unexpected();
        learned.model = std::move(*empirical);
    }
    const RobustCovariance* const robust = std::get_if<RobustCovariance>(&learned.model);
    const CovarianceModel& model = robust ? robust->model : std::get<CovarianceModel>(learned.model);
    if (binned)
        learned.ranges = distanceRanges(model, binned->places, binned->cells.width);
    else
        learned.distances = squaredDistances(model, points);
    learned.milliseconds = stopwatch.milliseconds();
    return learned;
}

Expected<DetectorFit> fitCovariance(const Lesson& lesson, const LearnedCovariance& learned,
                                    const DetectorSettings& settings)
{
    const Stopwatch stopwatch;
    const bool isRobust = std::holds_alternative<RobustCovariance>(learned.model);
    const double contamination = settings.effectiveContamination();
    if (const Expected<void> checked = checkContamination(contamination); !checked)
        return checked.unexpected();
    DetectorFit fit{.scaled = lesson.scaled,
                    .binned = lesson.binned,
                    .detector = isRobust ? DetectorKind::RobustCovariance : DetectorKind::EmpiricalCovariance,
                    .model = {}};
    std::visit([&](const auto& model) { fit.model = model; }, learned.model);
    CovarianceModel& model =
        isRobust ? std::get<RobustCovariance>(fit.model).model : std::get<CovarianceModel>(fit.model);
    model.threshold = lesson.binned ? thresholdByCells(model, *lesson.binned, learned.ranges, contamination)
                                    : contaminationThreshold(learned.distances, contamination);
    fit.notices = model.notices;
    if (!isRobust || !fit.robust()->exactFit)
        fit.classes = lesson.binned ? classesByCells(model, *lesson.binned, learned.ranges)
                                    : classesByValues(model, learned.distances);
    nameColumns(fit);
    fit.milliseconds = learned.milliseconds + stopwatch.milliseconds();
    return fit;
}

} // namespace perimeter
