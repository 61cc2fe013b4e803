// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/models/trained_model.h"
#include "explorer/session/jobs.h"
#include "explorer/session/session.h"

#include <QObject>

namespace perimeter {

/// Trains a model of the session's exploration in the background and writes it.
class ModelTrainer final : public QObject {
    Q_OBJECT

public:
    explicit ModelTrainer(Session& session, QObject* parent);

public Q_SLOTS:
    void train(const QString& path);

Q_SIGNALS:
    /// The model stands in the file.
    void trained(const QString& path);
    void failed(const perimeter::Error& error);

private:
    Session& m_session;
    JobRunner<Expected<QString>> m_jobs;
};

} // namespace perimeter
