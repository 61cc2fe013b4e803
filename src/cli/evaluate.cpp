// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/text.h"
#include "cli/output.h"
#include "cli/words.h"
#include "explorer/evaluation.h"
#include "explorer/json_writer.h"
#include "explorer/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

namespace perimeter {

namespace {

struct EvaluateText {
    Q_DECLARE_TR_FUNCTIONS(EvaluateText)
};

std::optional<double> areaOf(const std::optional<Curve>& curve)
{
    return curve ? std::optional(curve->area) : std::nullopt;
}

void writeEvaluated(JsonWriter& json, const EvaluatedDetector& evaluated)
{
    json.beginObject().member("detector", wordOf(detectorWords(), evaluated.detector));
    if (const std::optional<Evaluation>& evaluation = evaluated.evaluation) {
        const Confusion& confusion = evaluation->confusion;
        json.member("true_positives", confusion.truePositives)
            .member("false_positives", confusion.falsePositives)
            .member("true_negatives", confusion.trueNegatives)
            .member("false_negatives", confusion.falseNegatives)
            .member("recall", confusion.recall())
            .member("precision", confusion.precision())
            .member("f1", confusion.f1())
            .member("roc_auc", areaOf(evaluation->roc))
            .member("average_precision", areaOf(evaluation->precisionRecall));
    } else {
        json.key("frontier").value(false);
    }
    json.endObject();
}

std::string asJson(const EvaluationReport& report)
{
    const Projection& projection = *report.projection;
    const Labels& labels = *report.labels;
    JsonWriter json;
    json.beginObject().member("format", 1);
    json.key("rows")
        .beginObject()
        .member("read", projection.rowsRead)
        .member("used", projection.rowsUsed)
        .member("left_out", projection.rowsLeftOut)
        .member("unlabelled", labels.unlabelled)
        .endObject();
    json.key("labels")
        .beginObject()
        .member("column", labels.source.column)
        .member("outliers", labels.outliers())
        .member("inliers", labels.inliers())
        .endObject();
    json.key("detectors").beginArray();
    for (const EvaluatedDetector& each : report.detectors)
        writeEvaluated(json, each);
    return json.endArray().endObject().text();
}

QString asText(const EvaluationReport& report)
{
    const Projection& projection = *report.projection;
    const Labels& labels = *report.labels;
    const QLocale locale;
    const auto whole = [&](std::int64_t count) { return locale.toString(static_cast<qlonglong>(count)); };
    const auto ratio = [&](std::optional<double> value) {
        return value ? locale.toString(*value, 'f', 4) : QStringLiteral("–");
    };
    std::vector<std::vector<QString>> lines = {
        {EvaluateText::tr("detector"), EvaluateText::tr("found"), EvaluateText::tr("missed"),
         EvaluateText::tr("false alarms"), EvaluateText::tr("recall"), EvaluateText::tr("precision"),
         EvaluateText::tr("F₁"), EvaluateText::tr("ROC area"), EvaluateText::tr("average precision")}};
    for (const EvaluatedDetector& each : report.detectors) {
        if (!each.evaluation) {
            lines.push_back({nameOf(each.detector), EvaluateText::tr("no frontier")});
            continue;
        }
        const Confusion& confusion = each.evaluation->confusion;
        lines.push_back({nameOf(each.detector), whole(confusion.truePositives), whole(confusion.falseNegatives),
                         whole(confusion.falsePositives), ratio(confusion.recall()), ratio(confusion.precision()),
                         ratio(confusion.f1()), ratio(areaOf(each.evaluation->roc)),
                         ratio(areaOf(each.evaluation->precisionRecall))});
    }
    const QString rows = EvaluateText::tr("“%1”: %2 outliers and %3 inliers; %4 rows left out, %5 without a label")
                             .arg(text(labels.source.column), whole(labels.outliers()), whole(labels.inliers()),
                                  whole(projection.rowsLeftOut), whole(labels.unlabelled));
    return rows + u"\n\n" + alignColumns(lines);
}

void addCurve(std::string& lines, DetectorKind detector, const char* name, const std::optional<Curve>& curve)
{
    if (!curve)
        return;
    for (const CurvePoint& point : curve->points)
        lines += wordOf(detectorWords(), detector) + ',' + name + ',' + formatNumber(point.threshold) + ',' +
                 formatNumber(point.x) + ',' + formatNumber(point.y) + '\n';
}

Expected<void> writeCurves(const EvaluationReport& report, const std::string& path)
{
    std::string lines = "detector,curve,threshold,x,y\n";
    for (const EvaluatedDetector& each : report.detectors) {
        if (!each.evaluation)
            continue;
        addCurve(lines, each.detector, "roc", each.evaluation->roc);
        addCurve(lines, each.detector, "precision_recall", each.evaluation->precisionRecall);
    }
    return writeFile(path, [&](const Write& write) -> Expected<void> {
        write(lines);
        return {};
    });
}

} // namespace

Expected<void> evaluateDetectors(const Exploration& exploration, const EvaluateOutput& output)
{
    Pipeline pipeline;
    NoProgress progress;
    const Expected<EvaluationReport> report = evaluateDetectors(pipeline, exploration, progress);
    if (!report)
        return report.unexpected();
    std::vector<Notice> notices = report->notices;
    for (const EvaluatedDetector& each : report->detectors) {
        if (each.error)
            return Unexpected(*each.error);
        addNotices(notices, *each.fit);
    }
    if (!output.curves.empty())
        if (const Expected<void> written = writeCurves(*report, output.curves); !written)
            return written;
    printNotices(notices);
    if (output.json)
        print(asJson(*report));
    else
        print(asText(*report));
    return {};
}

} // namespace perimeter
