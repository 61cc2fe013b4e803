// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/output_path.h"
#include "cli/output.h"
#include "explorer/models/model_document.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

namespace perimeter {

namespace {

struct TrainText {
    Q_DECLARE_TR_FUNCTIONS(TrainText)
};

void report(const TrainedModel& model, const std::string& path)
{
    const QLocale locale;
    const auto whole = [&](std::int64_t count) { return locale.toString(static_cast<qlonglong>(count)); };
    QStringList detectors;
    for (const ModelDetector& each : model.detectors)
        detectors.append(nameOf(each.detector.kind));
    QStringList features;
    for (const std::string& feature : model.features)
        features.append(text(feature));
    print(TrainText::tr("Wrote %1: %2, trained on %3 of %4 rows.")
              .arg(text(path), detectors.join(QStringLiteral(", ")), whole(model.rowsUsed), whole(model.rowsRead)));
    print(TrainText::tr("Features: %1.").arg(features.join(QStringLiteral(", "))));
}

} // namespace

std::vector<std::string> TrainOutput::paths() const
{
    if (libsvm.empty())
        return {model};
    return {model, libsvm, libsvmRangePath(libsvm)};
}

Expected<void> train(const Exploration& exploration, const std::vector<std::string>& features,
                     const TrainOutput& output)
{
    for (const std::string& path : output.paths())
        if (const Expected<void> checked = checkOutputPath(path); !checked)
            return checked;
    Pipeline pipeline;
    NoProgress progress;
    std::vector<std::string> names = features;
    if (names.empty()) {
        const Expected<Exploration> resolved = pipeline.resolved(exploration, progress);
        if (!resolved)
            return resolved.unexpected();
        names = {resolved->x.column, resolved->y.column};
    }
    const Expected<TrainedModel> model = trainModel(pipeline, exploration, names, progress);
    if (!model)
        return model.unexpected();
    WrittenFiles files;
    if (!output.libsvm.empty())
        if (const Expected<void> added = addLibsvm(files, *model, output.libsvm); !added)
            return added;
    if (const Expected<void> added = files.add(output.model, asDocument(*model)); !added)
        return added;
    if (const Expected<void> written = files.commit(); !written)
        return written;
    printNotices(model->notices);
    report(*model, output.model);
    return {};
}

} // namespace perimeter
