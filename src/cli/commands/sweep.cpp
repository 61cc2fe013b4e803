// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/sweep.h"

#include "base/text.h"
#include "cli/console/output.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/format_flags.h"
#include "cli/flags/options.h"
#include "explorer/storage/json_writer.h"
#include "explorer/studies/suggestions.h"
#include "explorer/studies/sweep.h"
#include "explorer/value/words.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <memory>

namespace perimeter {

namespace {

struct SweepFlags {
    Options options;
    SweepPlan plan;
    FormatFlags format;
};

struct SweepText {
    Q_DECLARE_TR_FUNCTIONS(SweepText)
};

void writeSweepPoint(JsonWriter& json, const SweepPoint& point, SweepPlan::Over over)
{
    json.beginObject();
    if (over == SweepPlan::Over::Kernel)
        json.member("kernel", wordOf(kernelWords(), point.kernel));
    else
        json.member(wordOf(sweepWords(), over), point.value);
    json.member("detector", wordOf(detectorWords(), point.detector))
        .member("rows", point.rows)
        .member("outliers", point.outliers);
    if (point.detector == DetectorKind::OneClassSvm)
        json.member("support_vectors", point.supportVectors).member("rho", point.level);
    else
        json.member("threshold", point.level);
    if (point.error)
        json.member("error", phrase(*point.error).toStdString());
    json.endObject();
}

std::string sweepJson(const Sweep& sweep)
{
    JsonWriter json;
    json.beginObject()
        .member("format", 1)
        .member("over", wordOf(sweepWords(), sweep.plan.over))
        .key("points")
        .beginArray();
    for (const SweepPoint& point : sweep.points)
        writeSweepPoint(json, point, sweep.plan.over);
    return json.endArray().endObject().text();
}

QString sweepText(const Sweep& sweep)
{
    const QLocale locale;
    const auto share = [&](std::optional<std::int64_t> count, std::int64_t rows) {
        return count && rows > 0
                   ? locale.toString(100 * static_cast<double>(*count) / static_cast<double>(rows), 'f', 2) + u" %"
                   : QString();
    };
    const auto whole = [&](std::optional<std::int64_t> count) {
        return count ? locale.toString(static_cast<qlonglong>(*count)) : QString();
    };
    std::vector<std::vector<QString>> lines = {{nameOf(sweep.plan.over), SweepText::tr("detector"),
                                                SweepText::tr("outliers"), SweepText::tr("share"),
                                                SweepText::tr("support vectors"), SweepText::tr("share")}};
    for (const SweepPoint& point : sweep.points) {
        const QString value =
            sweep.plan.over == SweepPlan::Over::Kernel ? nameOf(point.kernel) : locale.toString(point.value, 'g', 6);
        if (point.error || !point.outliers) {
            lines.push_back({value, nameOf(point.detector), SweepText::tr("no frontier")});
            continue;
        }
        lines.push_back({value, nameOf(point.detector), whole(point.outliers), share(point.outliers, point.rows),
                         whole(point.supportVectors), share(point.supportVectors, point.rows)});
    }
    return alignColumns(lines);
}

/// What the data suggest for ν, under the table.
QString suggestionsText(const std::vector<Suggestion>& suggestions)
{
    QString lines;
    for (const Suggestion& suggestion : suggestions)
        lines += u'\n' + suggestion.sentence;
    return lines;
}

Expected<void> sweepDetectors(const Exploration& exploration, const SweepPlan& plan, PrintFormat format)
{
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Sweep done, runSweep(pipeline, exploration, plan, progress));
    const bool answered =
        std::ranges::any_of(done.points, [](const SweepPoint& point) { return !point.error.has_value(); });
    if (!answered)
        return Unexpected(*done.points.front().error);
    if (format == PrintFormat::Json)
        print(sweepJson(done));
    else if (format == PrintFormat::Text)
        print(sweepText(done));
    else
        printTable(sweepTable(done, wordingOf(format)), format);
    if (format != PrintFormat::Text || plan.over != SweepPlan::Over::Nu)
        return {};
    PERIMETER_TRY(const std::vector<Suggestion> suggestions, suggestNu(pipeline, exploration, progress));
    print(suggestionsText(suggestions));
    return {};
}

/// Whether the detectors asked for have what is varied.
Expected<void> checkSwept(const SweepPlan& plan)
{
    const std::vector<DetectorKind> fitting = sweptDetectors(plan.over);
    for (const DetectorKind detector : plan.detectors)
        if (std::ranges::find(fitting, detector) == fitting.end())
            return badFlag("--detector", wordOf(detectorWords(), detector),
                           "ocsvm with --over nu, gamma or kernel; robust or empirical with --over contamination");
    return {};
}

Expected<Action> planSweep(SweepFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    if (flags.options.hasDetectors())
        flags.plan.detectors = exploration->detectors;
    PERIMETER_CHECK(checkSwept(flags.plan));
    PERIMETER_CHECK(check(flags.plan, *exploration));
    return Action([exploration = *exploration, plan = flags.plan, format = flags.format.format()] {
        return sweepDetectors(exploration, plan, format);
    });
}

} // namespace

Subcommand addSweep(CLI::App& app)
{
    auto flags = std::make_shared<SweepFlags>();
    CLI::App* const command = app.add_subcommand("sweep", "Fit over a range of ν, γ, contamination, or over kernels");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    command->get_option("--detector")
        ->description("Repeatable; with contamination robust or empirical, both when absent; else ocsvm");
    command->add_option("--over", flags->plan.over, "What is varied")
        ->transform(oneOf(sweepWords()))
        ->type_name("nu|gamma|contamination|kernel");
    command->add_option("--from", flags->plan.from, "First value")->capture_default_str();
    command->add_option("--to", flags->plan.to, "Last value")->capture_default_str();
    command->add_option("--steps", flags->plan.steps, "Values, both ends included; γ goes by equal factors")
        ->capture_default_str();
    flags->format.add(*command);
    return {command, [flags] { return planSweep(*flags); }};
}

} // namespace perimeter
