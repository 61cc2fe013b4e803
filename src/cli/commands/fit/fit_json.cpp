// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/fit/fit_json.h"

#include "cli/console/peak_memory.h"
#include "explorer/storage/json_writer.h"
#include "explorer/value/words.h"
#include "explorer/wording/phrasing.h"

#include <cmath>
#include <cstdint>
#include <optional>

namespace perimeter {

namespace {

void writeCounts(JsonWriter& json, const DetectorFit& fit)
{
    if (fit.classes) {
        json.member("outliers", static_cast<std::int64_t>(fit.classes->outliers))
            .member("inliers", static_cast<std::int64_t>(fit.classes->inliers));
    } else {
        json.key("outliers").null().key("inliers").null();
    }
}

void writeMilliseconds(JsonWriter& json, const LineOutcome& line, bool field)
{
    json.key("ms").beginObject().member("fit", line.fit->milliseconds);
    if (field)
        json.member("field", line.frontier ? line.frontier->milliseconds : 0.0);
    json.endObject();
}

void writeNotices(JsonWriter& json, const DetectorFit& fit)
{
    json.key("notices").beginArray();
    for (const Notice& notice : fit.notices)
        json.value(phrase(notice).toStdString());
    json.endArray();
}

void writeBinned(JsonWriter& json, const DetectorFit& fit)
{
    json.key("binned");
    if (!fit.binned) {
        json.null();
        return;
    }
    json.beginObject()
        .member("cells", static_cast<std::int64_t>(fit.binned->cells.counts.size()))
        .member("cell_width", fit.binned->cells.width)
        .member("error", fit.classes ? std::optional(fit.uncertainty / std::abs(fit.svm()->rho)) : std::nullopt)
        .member("may_differ", fit.classes ? std::optional<std::int64_t>(fit.classes->mayDiffer) : std::nullopt)
        .endObject();
}

void writeSvm(JsonWriter& json, const LineOutcome& line)
{
    const OneClassSvm& svm = *line.fit->svm();
    const OneClassSvmOptions& options = line.plan.exploration.settings.svm;
    json.member("detector", "ocsvm")
        .member("solver", wordOf(solverWords(), options.solver))
        .member("kernel", wordOf(kernelWords(), svm.kernel.kind))
        .member("nu", svm.nu)
        .key("gamma");
    if (svm.kernel.kind == KernelKind::Linear)
        json.null();
    else
        json.value(svm.kernel.gamma);
    if (svm.kernel.kind == KernelKind::Polynomial)
        json.member("degree", svm.kernel.degree);
    if (svm.kernel.kind == KernelKind::Polynomial || svm.kernel.kind == KernelKind::Sigmoid)
        json.member("coef0", svm.kernel.coef0);
    json.member("rho", svm.rho)
        .member("tau", svm.tau)
        .member("frontier", svm.frontier)
        .member("support_vectors", static_cast<std::int64_t>(svm.supportRows))
        .member("bounded", static_cast<std::int64_t>(svm.bounded));
    writeCounts(json, *line.fit);
    json.member("iterations", static_cast<std::int64_t>(svm.iterations));
    writeBinned(json, *line.fit);
    writeMilliseconds(json, line, true);
}

void writeEllipse(JsonWriter& json, const CovarianceModel& model)
{
    json.member("location", model.location).member("covariance", model.covariance);
}

void writeRobust(JsonWriter& json, const LineOutcome& line)
{
    const RobustCovariance& robust = *line.fit->robust();
    const DetectorSettings& settings = line.plan.exploration.settings;
    json.member("detector", "robust")
        .member("convention", wordOf(conventionWords(), settings.convention))
        .member("support_fraction", settings.supportFraction)
        .member("h", static_cast<std::int64_t>(robust.h))
        .member("contamination", settings.effectiveContamination());
    writeEllipse(json, robust.model);
    json.member("raw_location", robust.rawLocation)
        .member("raw_covariance", robust.rawCovariance)
        .member("log_det", robust.logDeterminant)
        .member("offset", -robust.model.threshold);
    json.key("exact_fit");
    if (robust.exactFit) {
        json.beginObject()
            .member("normal", robust.exactFit->normal)
            .member("offset", robust.exactFit->offset)
            .member("rows", static_cast<std::int64_t>(robust.exactFit->rows))
            .endObject();
    } else {
        json.null();
    }
    writeCounts(json, *line.fit);
    writeMilliseconds(json, line, false);
}

void writeEmpirical(JsonWriter& json, const LineOutcome& line)
{
    json.member("detector", "empirical")
        .member("contamination", line.plan.exploration.settings.effectiveContamination());
    writeEllipse(json, *line.fit->covariance());
    json.member("offset", -line.fit->covariance()->threshold);
    writeCounts(json, *line.fit);
    writeMilliseconds(json, line, false);
}

void writeTwoClassFit(JsonWriter& json, const LineOutcome& line)
{
    const TwoClassSvm& model = *line.fit->twoClass();
    const OneClassSvm& function = model.function;
    json.member("detector", "two-class")
        .member("kernel", wordOf(kernelWords(), function.kernel.kind))
        .member("cost", model.cost)
        .key("class_weights")
        .beginObject()
        .member("outlier", model.weights.outlier)
        .member("inlier", model.weights.inlier)
        .endObject()
        .key("gamma");
    if (function.kernel.kind == KernelKind::Linear)
        json.null();
    else
        json.value(function.kernel.gamma);
    json.member("rho", function.rho)
        .member("support_vectors", static_cast<std::int64_t>(function.supportRows))
        .member("bounded", static_cast<std::int64_t>(function.bounded));
    writeCounts(json, *line.fit);
    json.member("iterations", static_cast<std::int64_t>(function.iterations));
    writeMilliseconds(json, line, true);
}

void writeDetectorFit(JsonWriter& json, const LineOutcome& line)
{
    json.beginObject();
    if (!line.fit) {
        json.member("detector", wordOf(detectorWords(), line.plan.detector))
            .member("error", phrase(*line.error).toStdString());
    } else {
        switch (line.plan.detector) {
        case DetectorKind::OneClassSvm:
            writeSvm(json, line);
            break;
        case DetectorKind::RobustCovariance:
            writeRobust(json, line);
            break;
        case DetectorKind::EmpiricalCovariance:
            writeEmpirical(json, line);
            break;
        case DetectorKind::TwoClassSvm:
            writeTwoClassFit(json, line);
            break;
        }
        writeNotices(json, *line.fit);
    }
    json.endObject();
}

} // namespace

std::string fitJson(const Outcome& outcome)
{
    const ScaledPoints& points = *outcome.panes.front().points;
    const Projection& projection = *points.projection;
    JsonWriter json;
    json.beginObject().member("format", 1);
    json.key("rows")
        .beginObject()
        .member("in_file", projection.rowsInFile)
        .member("read", projection.rowsRead)
        .member("used", projection.rowsUsed)
        .member("left_out", projection.rowsLeftOut)
        .endObject();
    json.member("x", projection.features[0].name).member("y", projection.features[1].name);
    json.key("scaling")
        .beginObject()
        .member("kind", wordOf(scalingWords(), points.scaling.kind))
        .member("center", points.scaling.center)
        .member("spread", points.scaling.spread)
        .endObject();
    json.key("detectors").beginArray();
    for (const PaneOutcome& pane : outcome.panes)
        writeDetectorFit(json, pane.lines.front());
    return json.endArray().member("peak_rss_mib", peakMemory()).endObject().text();
}

} // namespace perimeter
