// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/exploration_json.h"

#include "explorer/documents/preparation_json.h"
#include "explorer/value/words.h"

#include <charconv>

namespace perimeter {

namespace {

constexpr std::size_t mostValues = 1000;
constexpr std::size_t mostRuns = 50'000'000;

const Words<Binning::Mode>& binningWords()
{
    static const Words<Binning::Mode> words = {
        {"auto", Binning::Mode::Auto}, {"exact", Binning::Mode::Exact}, {"always", Binning::Mode::Always}};
    return words;
}

template <typename Values, typename Write>
void writeArray(JsonWriter& json, const char* name, const Values& values, Write write)
{
    json.key(name).beginArray();
    for (const auto& value : values)
        write(value);
    json.endArray();
}

void writeAxis(JsonWriter& json, const char* name, const Axis& axis)
{
    json.key(name)
        .beginObject()
        .member("column", axis.column)
        .member("scale", wordOf(axisWords(), axis.scale))
        .endObject();
}

Axis readAxis(const JsonMember& axis)
{
    return {.column = axis["column"].text(), .scale = axis["scale"].word(axisWords())};
}

void writeGamma(JsonWriter& json, const GammaChoice& gamma)
{
    if (gamma.rule == GammaChoice::Rule::Value)
        json.member("gamma", gamma.value);
    else
        json.member("gamma", gamma.rule == GammaChoice::Rule::Scale ? "scale" : "auto");
}

GammaChoice readGamma(const JsonMember& gamma)
{
    static const Words<GammaChoice::Rule> rules = {{"scale", GammaChoice::Rule::Scale},
                                                   {"auto", GammaChoice::Rule::Auto}};
    if (gamma.isNumber())
        return {.rule = GammaChoice::Rule::Value, .value = gamma.number()};
    return {.rule = gamma.word(rules)};
}

/// A seed has more digits than a number of JSON keeps.
std::uint64_t readSeed(const JsonMember& member)
{
    const std::string text = member.text();
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc() || end != text.data() + text.size())
        member.fail();
    return seed;
}

void writeOneClass(JsonWriter& json, const OneClassSvmOptions& svm)
{
    json.key("one_class_svm").beginObject().member("nu", svm.nu).member("kernel", wordOf(kernelWords(), svm.kernel));
    writeGamma(json, svm.gamma);
    json.member("degree", svm.degree)
        .member("coef0", svm.coef0)
        .member("tolerance", svm.tolerance)
        .member("solver", wordOf(solverWords(), svm.solver))
        .endObject();
}

OneClassSvmOptions readOneClass(const JsonMember& svm)
{
    return {.nu = svm["nu"].number(),
            .kernel = svm["kernel"].word(kernelWords()),
            .gamma = readGamma(svm["gamma"]),
            .degree = static_cast<int>(svm["degree"].integer(0, 1000)),
            .coef0 = svm["coef0"].number(),
            .tolerance = svm["tolerance"].number(),
            .solver = svm["solver"].word(solverWords())};
}

void writeTwoClass(JsonWriter& json, const TwoClassChoice& twoClass)
{
    json.key("two_class_svm")
        .beginObject()
        .member("kernel", wordOf(kernelWords(), twoClass.kernel))
        .member("cost", twoClass.cost)
        .key("weights");
    if (twoClass.weights)
        json.beginObject()
            .member("outlier", twoClass.weights->outlier)
            .member("inlier", twoClass.weights->inlier)
            .endObject();
    else
        json.value("balanced");
    json.endObject();
}

TwoClassChoice readTwoClass(const JsonMember& member)
{
    TwoClassChoice choice{.kernel = member["kernel"].word(kernelWords()), .cost = member["cost"].number()};
    const JsonMember weights = member["weights"];
    if (weights.has("outlier"))
        choice.weights = ClassWeights{weights["outlier"].number(), weights["inlier"].number()};
    else if (weights.text() != "balanced")
        weights.fail();
    return choice;
}

/// Rows of one label as runs: first and last of each.
void writeLabelled(JsonWriter& json, const char* name, const RowLabels& labels, RowLabel label)
{
    json.key(name).beginArray();
    std::optional<std::int64_t> last;
    for (const RowLabels::Entry& entry : labels.entries()) {
        if (entry.label != label)
            continue;
        if (last && entry.row.value != *last + 1)
            json.value(*last).endArray();
        if (!last || entry.row.value != *last + 1)
            json.beginArray().value(entry.row.value);
        last = entry.row.value;
    }
    if (last)
        json.value(*last).endArray();
    json.endArray();
}

void writeLabels(JsonWriter& json, const LabelSource& labels)
{
    json.key("labels").beginObject().member("column", labels.column);
    writeLabelled(json, "outliers", labels.byHand, RowLabel::Outlier);
    writeLabelled(json, "inliers", labels.byHand, RowLabel::Inlier);
    json.endObject();
}

void readLabelled(const JsonMember& runs, RowLabel label, std::vector<RowLabels::Entry>& entries)
{
    for (const JsonMember& run : runs.elements(mostRuns)) {
        const std::vector<JsonMember> ends = run.elements(2);
        const std::int64_t first = ends.size() == 2 ? ends[0].integer(1) : 1;
        const std::int64_t last = ends.size() == 2 ? ends[1].integer(first) : 0;
        if (last - first >= static_cast<std::int64_t>(mostRuns - entries.size())) {
            run.fail();
            return;
        }
        for (std::int64_t row = first; row <= last; ++row)
            entries.push_back({RowNumber{row}, label});
    }
}

LabelSource readLabels(const JsonMember& labels)
{
    std::vector<RowLabels::Entry> entries;
    readLabelled(labels["outliers"], RowLabel::Outlier, entries);
    readLabelled(labels["inliers"], RowLabel::Inlier, entries);
    return {.column = labels["column"].text(), .byHand = RowLabels(std::move(entries))};
}

void writeVariation(JsonWriter& json, const char* name, const Variation& variation)
{
    json.key(name).beginObject().member("vary", wordOf(aspectWords(), variation.aspect));
    writeArray(json, "scalings", variation.scalings,
               [&json](ScalingKind scaling) { json.value(wordOf(scalingWords(), scaling)); });
    writeArray(json, "nus", variation.nus, [&json](double nu) { json.value(nu); });
    writeArray(json, "kernels", variation.kernels,
               [&json](KernelKind kernel) { json.value(wordOf(kernelWords(), kernel)); });
    writeArray(json, "axes", variation.axes, [&json](const AxisPair& pair) {
        json.beginObject().member("x", pair.x).member("y", pair.y).endObject();
    });
    json.endObject();
}

Variation readVariation(const JsonMember& variation)
{
    const auto word = [](const auto& words) {
        return [&words](const JsonMember& member) { return member.word(words); };
    };
    return {.aspect = variation["vary"].word(aspectWords()),
            .scalings = variation["scalings"].each(mostValues, word(scalingWords())),
            .nus = variation["nus"].each(mostValues, [](const JsonMember& nu) { return nu.number(); }),
            .kernels = variation["kernels"].each(mostValues, word(kernelWords())),
            .axes = variation["axes"].each(mostValues, [](const JsonMember& pair) {
                return AxisPair{.x = pair["x"].text(), .y = pair["y"].text()};
            })};
}

void writeView(JsonWriter& json, const std::optional<View>& view)
{
    json.key("view");
    if (!view) {
        json.null();
        return;
    }
    json.beginObject()
        .member("x_min", view->xMin)
        .member("x_max", view->xMax)
        .member("y_min", view->yMin)
        .member("y_max", view->yMax)
        .member("scaled", view->isScaled)
        .endObject();
}

std::optional<View> readView(const JsonMember& view)
{
    if (view.isNothing())
        return std::nullopt;
    return View{.xMin = view["x_min"].number(),
                .xMax = view["x_max"].number(),
                .yMin = view["y_min"].number(),
                .yMax = view["y_max"].number(),
                .isScaled = view["scaled"].truth()};
}

} // namespace

void writeExploration(JsonWriter& json, const Exploration& exploration)
{
    json.beginObject().key("preparation");
    writePreparation(json, exploration.preparation);
    writeAxis(json, "x", exploration.x);
    writeAxis(json, "y", exploration.y);
    json.member("scaling", wordOf(scalingWords(), exploration.scaling));
    json.key("cells")
        .beginObject()
        .member("mode", wordOf(binningWords(), exploration.binning.mode))
        .member("threshold", exploration.binning.threshold)
        .endObject();
    writeArray(json, "detectors", exploration.detectors,
               [&json](DetectorKind kind) { json.value(wordOf(detectorWords(), kind)); });
    const DetectorSettings& settings = exploration.settings;
    writeOneClass(json, settings.svm);
    writeTwoClass(json, settings.twoClass);
    json.member("contamination", settings.contamination)
        .member("support_fraction", settings.supportFraction)
        .member("convention", wordOf(conventionWords(), settings.convention))
        .member("seed", std::to_string(settings.seed));
    writeLabels(json, exploration.labels);
    writeVariation(json, "panes", exploration.panes);
    writeVariation(json, "lines", exploration.lines);
    writeView(json, exploration.view);
    json.endObject();
}

Exploration readExploration(const JsonMember& member)
{
    Exploration exploration;
    exploration.preparation = readPreparation(member["preparation"]);
    exploration.x = readAxis(member["x"]);
    exploration.y = readAxis(member["y"]);
    exploration.scaling = member["scaling"].word(scalingWords());
    exploration.binning = {.mode = member["cells"]["mode"].word(binningWords()),
                           .threshold = member["cells"]["threshold"].integer()};
    exploration.detectors =
        member["detectors"].each(mostValues, [](const JsonMember& detector) { return detector.word(detectorWords()); });
    exploration.settings = {.svm = readOneClass(member["one_class_svm"]),
                            .contamination = member["contamination"].numberOrNothing(),
                            .supportFraction = member["support_fraction"].numberOrNothing(),
                            .convention = member["convention"].word(conventionWords()),
                            .seed = readSeed(member["seed"]),
                            .twoClass = readTwoClass(member["two_class_svm"])};
    exploration.labels = readLabels(member["labels"]);
    exploration.panes = readVariation(member["panes"]);
    exploration.lines = readVariation(member["lines"]);
    exploration.view = readView(member["view"]);
    return exploration;
}

} // namespace perimeter
