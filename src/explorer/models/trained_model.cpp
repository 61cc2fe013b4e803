// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/trained_model.h"

#include "base/version.h"
#include "data/steps/needed_steps.h"
#include "data/table/read.h"
#include "explorer/pipeline/files_read.h"
#include "explorer/stages/complete_rows.h"
#include "explorer/stages/feature_rows.h"
#include "explorer/stages/labels.h"
#include "explorer/stages/named_notices.h"

namespace perimeter {

namespace {

/// Rows ranked at most; of more, every so many-th.
constexpr std::int64_t mostRanked = 1'000'000;

/// What training finds: everything but the ranks.
struct Trained {
    Scaling scaling;
    std::int64_t rowsUsed = 0;
    std::int64_t rowsLeftOut = 0;
    std::vector<TrainedDetector> detectors;
    std::vector<Notice> notices;
};

Expected<Trained> trainOnAxes(Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    PERIMETER_TRY(const Exploration resolved, pipeline.resolved(exploration, progress));
    Trained trained;
    for (const DetectorKind kind : resolved.detectors) {
        PERIMETER_TRY(const std::shared_ptr<const DetectorFit> fit, pipeline.fit(resolved, kind, progress));
        const DetectorFit& found = *fit;
        trained.scaling = found.scaled->scaling;
        trained.rowsUsed = found.scaled->projection->rowsUsed;
        trained.rowsLeftOut = found.scaled->projection->rowsLeftOut;
        trained.notices.insert(trained.notices.end(), found.notices.begin(), found.notices.end());
        if (found.classes)
            trained.detectors.push_back({kind, found.model});
    }
    return trained;
}

/// Learned from the labelled rows; those without a label have no part in it.
Expected<TrainedDetector> trainTwoClass(const Table& table, const Exploration& exploration,
                                        const std::vector<std::string>& features, const Scaling& scaling,
                                        Progress& progress)
{
    PERIMETER_TRY(const Projection rows, project(table, features, mostHeldRows, progress));
    PERIMETER_TRY(const Labels labels, readLabels(table, exploration.labels, rows, progress));
    RowMatrix labelled(static_cast<Eigen::Index>(labels.points.size()), rows.points.cols());
    for (std::size_t i = 0; i < labels.points.size(); ++i)
        labelled.row(static_cast<Eigen::Index>(i)) = rows.points.row(static_cast<Eigen::Index>(labels.points[i]));
    PERIMETER_TRY(TwoClassSvm svm, fitTwoClassSvm(scaling.toScaled(labelled), labels.outlier,
                                                  exploration.settings.twoClassOptions(), progress));
    return TrainedDetector{DetectorKind::TwoClassSvm, std::move(svm)};
}

Expected<Trained> trainOnFeatures(const Table& table, const Exploration& exploration,
                                  const std::vector<std::string>& features, Progress& progress)
{
    if (table.rows() > mostHeldRows)
        return Unexpected(ErrorCode::TooManyRowsExact, {std::to_string(table.rows()), std::to_string(mostHeldRows)});
    PERIMETER_TRY(const FeatureRows rows, readFeatures(table, features, progress));
    std::vector<std::size_t> all(rows.rows.size());
    for (std::size_t row = 0; row < all.size(); ++row)
        all[row] = row;
    const RowMatrix points = rows.select(all, features);
    const Expected<Scaling> scaling = fitScaling(exploration.scaling, points);
    if (!scaling)
        return namedError(scaling.error(), features);
    Trained trained{
        .scaling = *scaling, .rowsUsed = points.rows(), .rowsLeftOut = rows.leftOut, .detectors = {}, .notices = {}};
    WarmStart warm;
    const RowMatrix scaled = scaling->toScaled(points);
    for (const DetectorKind kind : exploration.detectors) {
        PERIMETER_TRY(TrainedDetector detector,
                      kind == DetectorKind::TwoClassSvm
                          ? trainTwoClass(table, exploration, features, *scaling, progress)
                          : trainDetector(scaled, kind, exploration.settings, warm, progress));
        const std::vector<Notice> notices = namedNotices(detector.notices(), features);
        trained.notices.insert(trained.notices.end(), notices.begin(), notices.end());
        if (detector.hasFrontier())
            trained.detectors.push_back(std::move(detector));
    }
    return trained;
}

/// −decision of the training rows, by detector.
Expected<std::vector<std::vector<double>>> trainingScores(const Table& table, const TrainedModel& model,
                                                          Progress& progress)
{
    std::vector<std::vector<double>> scores(model.detectors.size());
    const std::int64_t stride = (table.rows() + mostRanked - 1) / mostRanked;
    std::int64_t seen = 0;
    NoProgress piece; // of some thousand rows
    const Expected<void> visited = visitNumbers(table, model.features, progress, [&](const NumberColumns& columns) {
        const CompleteRows complete = completeRows(columns, model.scaling);
        std::vector<Eigen::Index> ranked;
        for (Eigen::Index row = 0; row < complete.scaled.rows(); ++row)
            if (seen++ % stride == 0)
                ranked.push_back(row);
        const RowMatrix points = complete.scaled(ranked, Eigen::all);
        for (std::size_t d = 0; d < model.detectors.size(); ++d) {
            const Expected<Judgement> judgement = judge(model.detectors[d].detector, points, piece);
            for (const double decision : judgement->decision)
                scores[d].push_back(-decision);
        }
        return true;
    });
    return visited ? Expected<std::vector<std::vector<double>>>(std::move(scores)) : visited.unexpected();
}

} // namespace

Expected<TrainedModel> trainModel(Pipeline& pipeline, const Exploration& exploration,
                                  const std::vector<std::string>& features, Progress& progress)
{
    ProgressPart reading(progress, 0, 0.4);
    PERIMETER_TRY(const Table source, pipeline.table(exploration.source, reading));
    PERIMETER_TRY(const Table table, pipeline.prepared(exploration, reading));
    ProgressPart hashing(progress, 0.4, 0.5);
    PERIMETER_TRY(std::vector<Fingerprint> files, fingerprintsOf(pipeline, exploration.source, hashing));
    ProgressPart training(progress, 0.5, 0.9);
    Exploration axes = exploration;
    axes.x.column = features.front();
    axes.y.column = features.back();
    PERIMETER_TRY(Trained trained, features.size() == 2 ? trainOnAxes(pipeline, axes, training)
                                                        : trainOnFeatures(table, exploration, features, training));
    TrainedModel model{.version = programVersion(),
                       .files = std::move(files),
                       .rowsRead = table.rows(),
                       .rowsUsed = trained.rowsUsed,
                       .rowsLeftOut = trained.rowsLeftOut,
                       .columns = source.columns(),
                       .preparation = neededSteps(exploration.preparation, table, features),
                       .features = features,
                       .scaling = std::move(trained.scaling),
                       .detectors = {},
                       .notices = table.notices()};
    model.notices.insert(model.notices.end(), trained.notices.begin(), trained.notices.end());
    for (TrainedDetector& detector : trained.detectors)
        model.detectors.push_back({std::move(detector), {}});
    if (model.detectors.empty())
        return Unexpected(ErrorCode::NothingTrained);
    ProgressPart ranking(progress, 0.9, 1);
    PERIMETER_TRY(std::vector<std::vector<double>> scores, trainingScores(table, model, ranking));
    for (std::size_t d = 0; d < model.detectors.size(); ++d)
        model.detectors[d].ranks = TrainingRanks::of(std::move((scores)[d]));
    return model;
}

} // namespace perimeter
