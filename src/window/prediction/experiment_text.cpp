// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/prediction/experiment_text.h"

#include "explorer/tables/experiment_json.h"
#include "explorer/tables/experiment_table.h"
#include "explorer/tables/table_text.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace perimeter {

TextFormat textFormatOf(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("tex")    ? TextFormat::Latex
           : suffix == QLatin1String("csv")  ? TextFormat::Csv
           : suffix == QLatin1String("json") ? TextFormat::Json
                                             : TextFormat::Markdown;
}

QString experimentText(const Experiment& experiment, TextFormat format)
{
    switch (format) {
    case TextFormat::Markdown:
        return text(asMarkdown(studyLayout(experiment))) + noteUnder(experiment) + QLatin1Char('\n');
    case TextFormat::Latex:
        return text(asLatex(studyLayout(experiment))) + QStringLiteral("% ") + noteUnder(experiment) +
               QLatin1Char('\n');
    case TextFormat::Json:
        return text(experimentJson(experiment)) + QLatin1Char('\n');
    case TextFormat::Csv:
        break;
    }
    return text(asCsv(longLayout(experiment)));
}

QStringList changedSettings(const Exploration& then, const Exploration& now)
{
    DetectorSettings settings = now.settings;
    settings.svm.nu = then.settings.svm.nu;
    // The two-class SVM takes no part.
    settings.twoClass = then.settings.twoClass;
    QStringList changes;
    if (now.preparation != then.preparation)
        changes.append(QCoreApplication::translate("PredictionTab", "another preparation"));
    if (now.scaling != then.scaling)
        changes.append(QCoreApplication::translate("PredictionTab", "another scaling (%1)").arg(nameOf(then.scaling)));
    if (settings != then.settings)
        changes.append(QCoreApplication::translate("PredictionTab", "other settings of the detectors"));
    return changes;
}

} // namespace perimeter
