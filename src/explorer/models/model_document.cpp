// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/model_document.h"

#include "explorer/documents/preparation_json.h"
#include "explorer/storage/json_writer.h"
#include "explorer/value/words.h"

namespace perimeter {

namespace {

void writeTraining(JsonWriter& json, const TrainedModel& model)
{
    json.key("training").beginObject();
    json.key("rows")
        .beginObject()
        .member("read", model.rowsRead)
        .member("used", model.rowsUsed)
        .member("left_out", model.rowsLeftOut)
        .endObject();
    json.key("files").beginArray();
    for (const Fingerprint& file : model.files)
        json.beginObject()
            .member("name", file.name)
            .member("bytes", file.bytes)
            .member("sha256", file.sha256)
            .endObject();
    json.endArray();
    json.key("columns").beginArray();
    for (const Column& column : model.columns)
        json.beginObject()
            .member("name", column.name)
            .member("kind", wordOf(columnKindWords(), column.kind))
            .endObject();
    json.endArray().endObject();
}

/// f of either SVM.
void writeFunction(JsonWriter& json, const OneClassSvm& svm)
{
    json.member("kernel", wordOf(kernelWords(), svm.kernel.kind))
        .member("gamma", svm.kernel.gamma)
        .member("degree", svm.kernel.degree)
        .member("coef0", svm.kernel.coef0)
        .member("rho", svm.rho)
        .member("tau", svm.tau)
        .member("support_rows", static_cast<std::int64_t>(svm.supportRows))
        .member("bounded", static_cast<std::int64_t>(svm.bounded))
        .member("alpha", svm.alpha)
        .member("support_vectors", Eigen::MatrixXd(svm.supportVectors));
}

void writeDetector(JsonWriter& json, const OneClassSvm& svm)
{
    json.member("nu", svm.nu);
    writeFunction(json, svm);
}

void writeDetector(JsonWriter& json, const TwoClassSvm& svm)
{
    json.member("cost", svm.cost)
        .member("outlier_weight", svm.weights.outlier)
        .member("inlier_weight", svm.weights.inlier);
    writeFunction(json, svm.function);
}

void writeDetector(JsonWriter& json, const CovarianceModel& covariance)
{
    json.member("threshold", covariance.threshold)
        .member("location", covariance.location)
        .member("covariance", covariance.covariance)
        .member("precision", covariance.precision);
}

void writeDetector(JsonWriter& json, const RobustCovariance& robust)
{
    writeDetector(json, robust.model);
}

void writeRanks(JsonWriter& json, const TrainingRanks& ranks)
{
    json.key("ranks").beginObject().key("score").beginArray();
    for (const TrainingRanks::Level& level : ranks.levels())
        json.value(level.score);
    json.endArray().key("rows").beginArray();
    for (const TrainingRanks::Level& level : ranks.levels())
        json.value(level.rows);
    json.endArray().endObject();
}

} // namespace

std::string asDocument(const TrainedModel& model)
{
    JsonWriter json;
    json.beginObject().member("format", modelFormat).member("perimeter_model", model.version);
    writeTraining(json, model);
    json.key("preparation");
    writePreparation(json, model.preparation);
    json.key("features").beginArray();
    for (const std::string& feature : model.features)
        json.value(feature);
    json.endArray();
    json.key("scaling")
        .beginObject()
        .member("kind", wordOf(scalingWords(), model.scaling.kind))
        .member("center", model.scaling.center)
        .member("spread", model.scaling.spread)
        .endObject();
    json.key("detectors").beginArray();
    for (const ModelDetector& each : model.detectors) {
        json.beginObject().member("detector", wordOf(detectorWords(), each.detector.kind));
        std::visit([&json](const auto& learned) { writeDetector(json, learned); }, each.detector.model);
        writeRanks(json, each.ranks);
        json.endObject();
    }
    json.endArray().endObject();
    return json.text() + '\n';
}

} // namespace perimeter
