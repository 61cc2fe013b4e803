// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/watch/model_trainer.h"

#include "explorer/models/model_document.h"
#include "explorer/storage/written_file.h"

namespace perimeter {

namespace {

Expected<QString> trainTo(const QString& path, Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    PERIMETER_TRY(const Exploration resolved, pipeline.resolved(exploration, progress));
    PERIMETER_TRY(const TrainedModel model,
                  trainModel(pipeline, resolved, {resolved.x.column, resolved.y.column}, progress));
    const Expected<void> written = writeText(path.toStdString(), asDocument(model));
    return written ? Expected<QString>(path) : written.unexpected();
}

} // namespace

ModelTrainer::ModelTrainer(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_jobs({.arrived =
                                                       [this](const Expected<QString>& path) {
                                                           if (path)
                                                               Q_EMIT trained(*path);
                                                           else if (path.error().code != ErrorCode::Cancelled)
                                                               Q_EMIT failed(path.error());
                                                       },
                                                   .progressed = [](double) {},
                                                   .finished = [] {}})
{
}

void ModelTrainer::train(const QString& path)
{
    m_jobs.start([path, pipeline = m_session.pipeline(), exploration = m_session.exploration()](
                     Progress& progress, const std::function<void(Expected<QString>)>& deliver) {
        deliver(trainTo(path, *pipeline, exploration, progress));
    });
}

} // namespace perimeter
