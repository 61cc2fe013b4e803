// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/evaluation.h"

namespace perimeter {

namespace {

/// How far out every point is.
Expected<Eigen::VectorXd> farness(const DetectorFit& fit, Progress& progress)
{
    if (!fit.svm())
        return squaredDistances(*fit.covariance(), fit.scaled->points);
    Expected<Eigen::VectorXd> f = fit.decision->at(fit.scaled->points, progress);
    return f ? Expected<Eigen::VectorXd>(-*f) : f;
}

Evaluation evaluationOf(const std::vector<double>& scores, std::vector<std::uint8_t> found, const Labels& labels)
{
    return {.confusion = countConfusion(labels.outlier, found),
            .roc = rocCurve(scores, labels.outlier),
            .precisionRecall = precisionRecallCurve(scores, labels.outlier),
            .found = std::move(found)};
}

/// Errors of one fold are those of the detector: Cancelled alone ends the whole.
Expected<void> addCrossValidated(EvaluatedDetector& evaluated, Pipeline& pipeline, const Exploration& exploration,
                                 const Labels& labels, Progress& progress)
{
    const Expected<std::shared_ptr<const CrossValidation>> validation = pipeline.crossValidation(exploration, progress);
    if (!validation && validation.error().code == ErrorCode::Cancelled)
        return validation.unexpected();
    if (!validation)
        evaluated.error = validation.error();
    if (!validation || !*validation)
        return {};
    const Eigen::VectorXd scores = -(*validation)->decision;
    evaluated.folds = (*validation)->folds;
    evaluated.crossValidated = evaluationOf({scores.begin(), scores.end()}, (*validation)->found, labels);
    return {};
}

Expected<EvaluatedDetector> evaluateDetector(Pipeline& pipeline, const Exploration& exploration, DetectorKind detector,
                                             const Labels& labels, Progress& progress)
{
    EvaluatedDetector evaluated{
        .detector = detector, .fit = nullptr, .evaluation = {}, .crossValidated = {}, .error = {}};
    Expected<std::shared_ptr<const DetectorFit>> fit = pipeline.fit(exploration, detector, progress);
    if (!fit) {
        if (fit.error().code == ErrorCode::Cancelled)
            return fit.unexpected();
        evaluated.error = fit.error();
        return evaluated;
    }
    evaluated.fit = std::move(*fit);
    if (!evaluated.fit->classes)
        return evaluated;
    PERIMETER_TRY(Evaluation evaluation, evaluate(*evaluated.fit, labels, progress));
    evaluated.evaluation = std::move(evaluation);
    if (detector == DetectorKind::TwoClassSvm)
        PERIMETER_CHECK(addCrossValidated(evaluated, pipeline, exploration, labels, progress));
    return evaluated;
}

} // namespace

Expected<Evaluation> evaluate(const DetectorFit& fit, const Labels& labels, Progress& progress)
{
    PERIMETER_TRY(const Eigen::VectorXd far, farness(fit, progress));
    std::vector<double> scores;
    std::vector<std::uint8_t> found;
    for (const std::size_t point : labels.points) {
        scores.push_back((far)[static_cast<Eigen::Index>(point)]);
        found.push_back(fit.classes->outlier[point]);
    }
    return evaluationOf(scores, std::move(found), labels);
}

Expected<EvaluationReport> evaluateDetectors(Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    ProgressPart loading(progress, 0, 0.2);
    PERIMETER_TRY(const Exploration resolved, pipeline.resolved(exploration, loading));
    PERIMETER_TRY(const Table table, pipeline.prepared(resolved, loading));
    PERIMETER_TRY(std::shared_ptr<const Labels> labels, pipeline.labels(resolved, loading));
    PERIMETER_TRY(std::shared_ptr<const Projection> projection, pipeline.projection(resolved, loading));
    EvaluationReport report{
        .projection = std::move(projection), .labels = std::move(labels), .detectors = {}, .notices = table.notices()};
    if (report.labels->outliers() == 0 && !resolved.labels.column.empty())
        report.notices.push_back({NoticeCode::NoOutliers, {resolved.labels.column}});
    const double all = static_cast<double>(resolved.detectors.size());
    for (const DetectorKind detector : resolved.detectors) {
        const double done = static_cast<double>(report.detectors.size());
        ProgressPart part(progress, 0.2 + 0.8 * done / all, 0.2 + 0.8 * (done + 1) / all);
        PERIMETER_TRY(EvaluatedDetector evaluated,
                      evaluateDetector(pipeline, resolved, detector, *report.labels, part));
        report.detectors.push_back(std::move(evaluated));
    }
    return report;
}

} // namespace perimeter
