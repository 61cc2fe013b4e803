// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/experiment_json.h"

#include "explorer/storage/json_writer.h"
#include "explorer/tables/experiment_table.h"
#include "explorer/value/words.h"
#include "explorer/wording/phrasing.h"

namespace perimeter {

namespace {

void writeResult(JsonWriter& json, const ExperimentResult& result)
{
    json.beginObject().key("features").beginArray();
    for (const std::string& feature : result.features)
        json.value(feature);
    json.endArray()
        .member("detector", wordOf(detectorWords(), result.detector))
        .member("nu", result.nu)
        .member("train_rows", static_cast<std::int64_t>(result.trainRows))
        .member("test_rows", static_cast<std::int64_t>(result.testRows));
    if (result.outliers.empty()) {
        json.key("outliers").null().key("inliers").null().key("near").null();
    } else if (result.outliers.size() == 1) {
        json.member("outliers", static_cast<std::int64_t>(result.outliers.front()))
            .member("inliers", static_cast<std::int64_t>(result.testRows - result.outliers.front()))
            .member("near", static_cast<std::int64_t>(result.near));
    } else {
        const Spread spread = result.outlierSpread();
        json.member("outliers", spread.mean)
            .member("outliers_deviation", spread.deviation)
            .member("inliers", static_cast<double>(result.testRows) - spread.mean)
            .member("near", static_cast<std::int64_t>(result.near));
    }
    json.key("notices").beginArray();
    for (const Notice& notice : result.notices)
        json.value(phrase(notice).toStdString());
    json.endArray();
    if (result.error)
        json.member("error", phrase(*result.error).toStdString());
    json.endObject();
}

} // namespace

std::string experimentJson(const Experiment& experiment)
{
    JsonWriter json;
    json.beginObject().member("format", 1);
    json.key("rows")
        .beginObject()
        .member("used", experiment.rowsUsed)
        .member("left_out", experiment.rowsLeftOut)
        .endObject();
    json.key("results").beginArray();
    for (const ExperimentResult& result : experiment.results)
        writeResult(json, result);
    return json.endArray().endObject().text();
}

} // namespace perimeter
