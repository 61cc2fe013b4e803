// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/formats/preview.h"
#include "explorer/session/jobs.h"

#include <QObject>

namespace perimeter {

/// Looks into a file in the background to tell whether it can be opened without questions: it can be read as it seems
/// to be written, and two of its columns can be axes.
class FileOpener final : public QObject {
    Q_OBJECT

public:
    explicit FileOpener(QObject* parent = nullptr);

    void look(const QString& path);

Q_SIGNALS:
    void certain(const perimeter::Source& source);
    void doubtful(const perimeter::Source& source);

private:
    struct Finding {
        Source source;
        bool certain = false;
    };
    JobRunner<Finding> m_jobs;
};

} // namespace perimeter
