// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/frontier_text.h"

#include "base/text.h"
#include "base/version.h"
#include "explorer/storage/json_writer.h"
#include "explorer/tables/table_text.h"
#include "explorer/value/words.h"
#include "explorer/wording/phrasing.h"
#include "explorer/wording/varied_names.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <optional>

namespace perimeter {

namespace {

enum class FrontierFormat { Csv, GeoJson };

std::optional<FrontierFormat> formatOf(const std::string& path)
{
    const QString extension = QFileInfo(text(path)).suffix().toLower();
    if (extension == u"csv")
        return FrontierFormat::Csv;
    if (extension == u"geojson")
        return FrontierFormat::GeoJson;
    return std::nullopt;
}

/// One frontier with the pane it stands in.
struct Named {
    const PaneOutcome* pane;
    const LineOutcome* line;
    std::string paneName, lineName;

    [[nodiscard]] const FrontierLines& lines() const { return *line->frontier; }
    [[nodiscard]] const std::vector<Column>& features() const { return line->fit->scaled->projection->features; }
};

bool isLearned(const LineOutcome& line)
{
    return line.fit && line.fit->classes && line.frontier && !line.frontier->frontier.empty();
}

std::vector<Named> learnedOf(const Outcome& outcome)
{
    std::vector<Named> all;
    for (const PaneOutcome& pane : outcome.panes)
        for (const LineOutcome& line : pane.lines)
            if (isLearned(line))
                all.push_back({&pane, &line, paneTitle(outcome.exploration, pane.plan).toStdString(),
                               lineName(outcome.exploration, line.plan).toStdString()});
    return all;
}

/// The columns of all frontiers' features, each once; one taken for both axes has two.
class FeatureColumns {
public:
    explicit FeatureColumns(const std::vector<Named>& frontiers)
    {
        for (const Named& frontier : frontiers)
            static_cast<void>(placesOf(frontier));
    }

    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

    [[nodiscard]] std::array<std::size_t, 2> placesOf(const Named& frontier)
    {
        const std::string& x = frontier.features()[0].name;
        const std::string& y = frontier.features()[1].name;
        return {place(x, 1), place(y, x == y ? 2 : 1)};
    }

private:
    [[nodiscard]] std::size_t place(const std::string& name, int occurrence)
    {
        for (std::size_t i = 0; i < m_names.size(); ++i)
            if (m_names[i] == name && --occurrence == 0)
                return i;
        for (; occurrence > 0; --occurrence)
            m_names.push_back(name);
        return m_names.size() - 1;
    }

    std::vector<std::string> m_names;
};

void addVertices(std::string& csv, const Named& frontier, const std::array<std::size_t, 2>& places,
                 std::size_t features)
{
    const std::string named = csvCell(frontier.paneName) + ',' + csvCell(frontier.lineName) + ',' +
                              wordOf(detectorWords(), frontier.line->plan.detector) + ',';
    std::size_t part = 0;
    for (const Polyline& line : frontier.lines().frontier) {
        const std::string begin = named + std::to_string(++part) + (line.closed ? ",true" : ",false");
        for (const PlanePoint& point : line.points) {
            const std::array<double, 2> at = {point.x, point.y};
            std::vector<std::string> cells(features);
            for (std::size_t axis = 0; axis < 2; ++axis)
                cells[places[axis]] = formatNumber(at[axis]);
            csv += begin;
            for (const std::string& cell : cells)
                csv += ',' + cell;
            csv += '\n';
        }
    }
}

std::string asCsv(const std::vector<Named>& frontiers)
{
    FeatureColumns features(frontiers);
    std::string csv = "pane,line,detector,part,closed";
    for (const std::string& name : features.names())
        csv += ',' + csvCell(name);
    csv += '\n';
    for (const Named& frontier : frontiers)
        addVertices(csv, frontier, features.placesOf(frontier), features.names().size());
    return csv;
}

void writeUnit(JsonWriter& json, std::string_view name, const Column& column)
{
    json.key(name);
    if (column.unit.empty())
        json.null();
    else
        json.value(column.unit);
}

void writeKernel(JsonWriter& json, const Kernel& kernel)
{
    json.member("kernel", wordOf(kernelWords(), kernel.kind)).key("gamma");
    if (kernel.kind == KernelKind::Linear)
        json.null();
    else
        json.value(kernel.gamma);
    if (kernel.kind == KernelKind::Polynomial)
        json.member("degree", kernel.degree);
    if (kernel.kind == KernelKind::Polynomial || kernel.kind == KernelKind::Sigmoid)
        json.member("coef0", kernel.coef0);
}

void writeLearned(JsonWriter& json, const DetectorFit& fit, const DetectorSettings& settings)
{
    if (const OneClassSvm* const svm = fit.svm()) {
        if (const TwoClassSvm* const twoClass = fit.twoClass())
            json.member("cost", twoClass->cost);
        else
            json.member("nu", svm->nu);
        writeKernel(json, svm->kernel);
        json.member("rho", svm->rho);
    } else {
        json.member("contamination", settings.effectiveContamination())
            .member("threshold", fit.covariance()->threshold);
    }
    if (const RobustCovariance* const robust = fit.robust())
        json.member("h", static_cast<std::int64_t>(robust->h))
            .member("convention", wordOf(conventionWords(), settings.convention))
            .member("seed", static_cast<std::int64_t>(settings.seed));
    json.member("outliers", static_cast<std::int64_t>(fit.classes->outliers))
        .member("inliers", static_cast<std::int64_t>(fit.classes->inliers));
}

void writeClosed(JsonWriter& json, const FrontierLines& lines)
{
    const bool isClosed = std::ranges::all_of(lines.frontier, &Polyline::closed);
    json.member("closed", isClosed);
    if (isClosed)
        return;
    const Plane& plane = lines.plane;
    json.key("cut_at").beginArray();
    for (const double border : {plane.xMin, plane.yMin, plane.xMax, plane.yMax})
        json.value(border);
    json.endArray();
}

void writeProperties(JsonWriter& json, const Named& frontier)
{
    const Exploration& exploration = frontier.line->plan.exploration;
    json.key("properties")
        .beginObject()
        .member("pane", frontier.paneName)
        .member("line", frontier.lineName)
        .member("detector", wordOf(detectorWords(), frontier.line->plan.detector))
        .member("x", frontier.features()[0].name)
        .member("y", frontier.features()[1].name);
    writeUnit(json, "x_unit", frontier.features()[0]);
    writeUnit(json, "y_unit", frontier.features()[1]);
    json.member("scaling", wordOf(scalingWords(), exploration.scaling));
    writeLearned(json, *frontier.line->fit, exploration.settings);
    writeClosed(json, frontier.lines());
    json.endObject();
}

void writePosition(JsonWriter& json, const PlanePoint& point)
{
    json.beginArray().value(point.x).value(point.y).endArray();
}

void writeGeometry(JsonWriter& json, const FrontierLines& lines)
{
    json.key("geometry").beginObject().member("type", "MultiLineString").key("coordinates").beginArray();
    for (const Polyline& line : lines.frontier) {
        // A line of the format has two positions at least.
        if (line.points.empty() || (line.points.size() < 2 && !line.closed))
            continue;
        json.beginArray();
        for (const PlanePoint& point : line.points)
            writePosition(json, point);
        if (line.closed)
            writePosition(json, line.points.front());
        json.endArray();
    }
    json.endArray().endObject();
}

std::string asGeoJson(const std::vector<Named>& frontiers)
{
    JsonWriter json;
    json.beginObject()
        .member("type", "FeatureCollection")
        .key("perimeter")
        .beginObject()
        .member("format", 1)
        .member("version", programVersion())
        .member("coordinates", "x and y of each feature's properties, in original units; no places on the earth")
        .endObject();
    json.key("features").beginArray();
    for (const Named& frontier : frontiers) {
        json.beginObject().member("type", "Feature");
        writeProperties(json, frontier);
        writeGeometry(json, frontier.lines());
        json.endObject();
    }
    return json.endArray().endObject().text() + '\n';
}

} // namespace

Expected<void> checkFrontierPath(const std::string& path)
{
    return formatOf(path) ? Expected<void>() : Unexpected(ErrorCode::FrontierFormatUnknown, {path});
}

std::size_t countFrontiers(const Outcome& outcome)
{
    return learnedOf(outcome).size();
}

Expected<std::string> frontierText(const Outcome& outcome, const std::string& path)
{
    const std::optional<FrontierFormat> format = formatOf(path);
    if (!format)
        return Unexpected(ErrorCode::FrontierFormatUnknown, {path});
    const std::vector<Named> frontiers = learnedOf(outcome);
    if (frontiers.empty())
        return Unexpected(ErrorCode::NoFrontier);
    return format == FrontierFormat::Csv ? asCsv(frontiers) : asGeoJson(frontiers);
}

} // namespace perimeter
