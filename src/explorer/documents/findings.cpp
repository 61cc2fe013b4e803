// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/findings.h"

#include "explorer/value/words.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

constexpr std::size_t mostLines = 10'000;
constexpr double tolerance = 1e-6;

/// SHA-256 of the row numbers, ascending, a line each.
std::string outlierRows(const Projection& projection, const Classes& classes)
{
    if (!projection.isHeld())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::uint32_t point : projection.byRow) {
        if (classes.outlier[point] != 0)
            hash.addData(QByteArray::number(static_cast<qlonglong>(projection.rows[point].value)).append('\n'));
    }
    return hash.result().toHex().toStdString();
}

double thresholdOf(const DetectorFit& fit)
{
    const CovarianceModel* const covariance = fit.covariance();
    return covariance ? covariance->threshold : fit.svm()->rho;
}

KernelKind kernelOf(const LinePlan& plan)
{
    const DetectorSettings& settings = plan.exploration.settings;
    return plan.detector == DetectorKind::TwoClassSvm ? settings.twoClass.kernel : settings.svm.kernel;
}

Finding findingOf(const PaneOutcome& pane, const LineOutcome& line)
{
    Finding finding{.detector = line.plan.detector,
                    .x = pane.plan.exploration.x.column,
                    .y = pane.plan.exploration.y.column,
                    .scaling = line.plan.exploration.scaling,
                    .kernel = kernelOf(line.plan),
                    .nu = line.plan.exploration.settings.svm.nu,
                    .hasAnswer = line.fit && line.fit->classes};
    if (!finding.hasAnswer)
        return finding;
    finding.threshold = thresholdOf(*line.fit);
    finding.outliers = line.fit->classes->outliers;
    finding.inliers = line.fit->classes->inliers;
    finding.outlierRows = outlierRows(*line.fit->scaled->projection, *line.fit->classes);
    return finding;
}

bool areEqual(const Finding& a, const Finding& b)
{
    Finding same = b;
    if (std::abs(a.threshold - b.threshold) <= tolerance * std::max(std::abs(a.threshold), std::abs(b.threshold)))
        same.threshold = a.threshold;
    return a == same;
}

} // namespace

Findings findingsOf(const Outcome& outcome)
{
    Findings findings;
    if (outcome.table) {
        findings.rowsRead = outcome.table->rowsInFile();
        findings.rowsPrepared = outcome.table->rows();
    }
    for (const PaneOutcome& pane : outcome.panes) {
        for (const LineOutcome& line : pane.lines)
            findings.lines.push_back(findingOf(pane, line));
    }
    return findings;
}

std::vector<Difference> differences(const Findings& stated, const Findings& found)
{
    std::vector<Difference> all;
    for (std::size_t i = 0; i < std::max(stated.lines.size(), found.lines.size()); ++i) {
        const Finding before = i < stated.lines.size() ? stated.lines[i] : Finding();
        const Finding now = i < found.lines.size() ? found.lines[i] : Finding();
        if (!areEqual(before, now))
            all.push_back({i, before, now});
    }
    return all;
}

void writeFindings(JsonWriter& json, const Findings& findings)
{
    json.beginObject()
        .key("rows")
        .beginObject()
        .member("read", findings.rowsRead)
        .member("prepared", findings.rowsPrepared)
        .endObject();
    json.key("frontiers").beginArray();
    for (const Finding& line : findings.lines)
        json.beginObject()
            .member("detector", wordOf(detectorWords(), line.detector))
            .member("x", line.x)
            .member("y", line.y)
            .member("scaling", wordOf(scalingWords(), line.scaling))
            .member("kernel", wordOf(kernelWords(), line.kernel))
            .member("nu", line.nu)
            .member("frontier", line.hasAnswer)
            .member("threshold", line.threshold)
            .member("outliers", line.outliers)
            .member("inliers", line.inliers)
            .member("outlier_rows_sha256", line.outlierRows)
            .endObject();
    json.endArray().endObject();
}

Findings readFindings(const JsonMember& member)
{
    const auto readLine = [](const JsonMember& line) {
        return Finding{.detector = line["detector"].word(detectorWords()),
                       .x = line["x"].text(),
                       .y = line["y"].text(),
                       .scaling = line["scaling"].word(scalingWords()),
                       .kernel = line["kernel"].word(kernelWords()),
                       .nu = line["nu"].number(),
                       .hasAnswer = line["frontier"].truth(),
                       .threshold = line["threshold"].number(),
                       .outliers = line["outliers"].integer(),
                       .inliers = line["inliers"].integer(),
                       .outlierRows = line["outlier_rows_sha256"].text()};
    };
    return {.rowsRead = member["rows"]["read"].integer(),
            .rowsPrepared = member["rows"]["prepared"].integer(),
            .lines = member["frontiers"].each(mostLines, readLine)};
}

} // namespace perimeter
