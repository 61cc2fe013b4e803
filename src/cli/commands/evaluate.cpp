// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/evaluate.h"

#include "base/output_path.h"
#include "base/text.h"
#include "cli/console/output.h"
#include "cli/flags/format_flags.h"
#include "cli/flags/options.h"
#include "explorer/storage/json_writer.h"
#include "explorer/storage/written_file.h"
#include "explorer/studies/evaluation.h"
#include "explorer/value/words.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <memory>
#include <optional>
#include <string>

namespace perimeter {

namespace {

struct EvaluateOutput {
    PrintFormat format = PrintFormat::Text;
    std::string curves; ///< path of the table of curves, or empty
};

struct EvaluateFlags {
    Options options;
    EvaluateOutput output;
    FormatFlags format;
};

struct EvaluateText {
    Q_DECLARE_TR_FUNCTIONS(EvaluateText)
};

std::optional<double> areaOf(const std::optional<Curve>& curve)
{
    return curve ? std::optional(curve->area) : std::nullopt;
}

void writeFigures(JsonWriter& json, const Evaluation& evaluation)
{
    const Confusion& confusion = evaluation.confusion;
    json.member("true_positives", confusion.truePositives)
        .member("false_positives", confusion.falsePositives)
        .member("true_negatives", confusion.trueNegatives)
        .member("false_negatives", confusion.falseNegatives)
        .member("recall", confusion.recall())
        .member("precision", confusion.precision())
        .member("f1", confusion.f1())
        .member("roc_auc", areaOf(evaluation.roc))
        .member("average_precision", areaOf(evaluation.precisionRecall));
}

/// The two-class SVM has two sets of figures: of the rows it learned from, and of rows it did not.
void writeTwoClass(JsonWriter& json, const EvaluatedDetector& evaluated)
{
    json.key("resubstitution").beginObject();
    writeFigures(json, *evaluated.evaluation);
    json.endObject().key("cross_validated");
    if (!evaluated.crossValidated) {
        json.null();
        return;
    }
    json.beginObject().member("folds", static_cast<std::int64_t>(evaluated.folds));
    writeFigures(json, *evaluated.crossValidated);
    json.endObject();
}

void writeEvaluated(JsonWriter& json, const EvaluatedDetector& evaluated)
{
    json.beginObject().member("detector", wordOf(detectorWords(), evaluated.detector));
    if (!evaluated.evaluation)
        json.key("frontier").value(false);
    else if (evaluated.detector == DetectorKind::TwoClassSvm)
        writeTwoClass(json, evaluated);
    else
        writeFigures(json, *evaluated.evaluation);
    json.endObject();
}

std::string evaluationJson(const EvaluationReport& report)
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
    json.member("x", projection.features[0].name).member("y", projection.features[1].name);
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

QString evaluationText(const EvaluationReport& report)
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
    const auto add = [&](const QString& name, const Evaluation& evaluation) {
        const Confusion& confusion = evaluation.confusion;
        lines.push_back({name, whole(confusion.truePositives), whole(confusion.falseNegatives),
                         whole(confusion.falsePositives), ratio(confusion.recall()), ratio(confusion.precision()),
                         ratio(confusion.f1()), ratio(areaOf(evaluation.roc)),
                         ratio(areaOf(evaluation.precisionRecall))});
    };
    for (const EvaluatedDetector& each : report.detectors) {
        const QString name = nameOf(each.detector);
        if (!each.evaluation)
            lines.push_back({name, EvaluateText::tr("no frontier")});
        else if (each.detector == DetectorKind::TwoClassSvm)
            add(EvaluateText::tr("%1, on the rows it learned from").arg(name), *each.evaluation);
        else
            add(name, *each.evaluation);
        if (each.crossValidated)
            add(EvaluateText::tr("%1, cross-validated in %2 folds")
                    .arg(name, whole(static_cast<std::int64_t>(each.folds))),
                *each.crossValidated);
    }
    const QString rows =
        EvaluateText::tr("%1 against %2, labelled by “%3”: %4 and %5; left out %6, without a label %7")
            .arg(text(projection.features[1].name), text(projection.features[0].name), text(labels.source.column),
                 counted(labels.outliers(), EvaluateText::tr("1 outlier"), EvaluateText::tr("%1 outliers")),
                 counted(labels.inliers(), EvaluateText::tr("1 inlier"), EvaluateText::tr("%1 inliers")),
                 whole(projection.rowsLeftOut), whole(labels.unlabelled));
    return rows + u"\n\n" + alignColumns(lines);
}

void addCurve(std::string& lines, const std::string& detector, const char* name, const std::optional<Curve>& curve)
{
    if (!curve)
        return;
    for (const CurvePoint& point : curve->points)
        lines += detector + ',' + name + ',' + formatNumber(point.threshold) + ',' + formatNumber(point.x) + ',' +
                 formatNumber(point.y) + '\n';
}

Expected<void> writeCurves(const EvaluationReport& report, const std::string& path)
{
    std::string lines = "detector,curve,threshold,x,y\n";
    for (const EvaluatedDetector& each : report.detectors) {
        if (!each.evaluation)
            continue;
        const std::string word = wordOf(detectorWords(), each.detector);
        addCurve(lines, word, "roc", each.evaluation->roc);
        addCurve(lines, word, "precision_recall", each.evaluation->precisionRecall);
        if (!each.crossValidated)
            continue;
        addCurve(lines, word + " cross-validated", "roc", each.crossValidated->roc);
        addCurve(lines, word + " cross-validated", "precision_recall", each.crossValidated->precisionRecall);
    }
    return writeFile(path, [&](const Write& write) -> Expected<void> {
        write(lines);
        return {};
    });
}

Expected<void> printEvaluation(const Exploration& exploration, const EvaluateOutput& output)
{
    PERIMETER_CHECK(checkOutputPath(output.curves));
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const EvaluationReport report, evaluateDetectors(pipeline, exploration, progress));
    std::vector<Notice> notices = report.notices;
    for (const EvaluatedDetector& each : report.detectors) {
        if (each.error)
            return Unexpected(*each.error);
        addNotices(notices, *each.fit);
    }
    if (!output.curves.empty())
        PERIMETER_CHECK(writeCurves(report, output.curves));
    printNotices(notices);
    if (output.format == PrintFormat::Json)
        print(evaluationJson(report));
    else if (output.format == PrintFormat::Text)
        print(evaluationText(report));
    else
        printTable(evaluationTable(report, wordingOf(output.format)), output.format);
    return {};
}

} // namespace

Subcommand addEvaluate(CLI::App& app)
{
    auto flags = std::make_shared<EvaluateFlags>();
    CLI::App* const command = app.add_subcommand("evaluate", "Hold the detectors against labels");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "label");
    flags->format.add(*command);
    command->add_option("--curves", flags->output.curves, "Write the ROC and precision–recall curves")
        ->type_name("OUT.csv");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    flags->output.format = flags->format.format();
                    return printEvaluation(exploration, flags->output);
                });
            }};
}

} // namespace perimeter
