// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/text.h"
#include "cli/output.h"
#include "cli/words.h"
#include "explorer/storage/json_writer.h"
#include "explorer/studies/suggestions.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

namespace perimeter {

namespace {

struct SweepText {
    Q_DECLARE_TR_FUNCTIONS(SweepText)
};

const std::string& wordOf(SweepPlan::Over over)
{
    return perimeter::wordOf(sweepWords(), over);
}

void writePoint(JsonWriter& json, const SweepPoint& point, SweepPlan::Over over)
{
    json.beginObject();
    if (over == SweepPlan::Over::Kernel)
        json.member("kernel", wordOf(kernelWords(), point.kernel));
    else
        json.member(wordOf(over), point.value);
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

std::string asJson(const Sweep& sweep)
{
    JsonWriter json;
    json.beginObject().member("format", 1).member("over", wordOf(sweep.plan.over)).key("points").beginArray();
    for (const SweepPoint& point : sweep.points)
        writePoint(json, point, sweep.plan.over);
    return json.endArray().endObject().text();
}

QString asText(const Sweep& sweep)
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
QString asText(const std::vector<Suggestion>& suggestions)
{
    QString lines;
    for (const Suggestion& suggestion : suggestions)
        lines += u'\n' + suggestion.sentence;
    return lines;
}

} // namespace

Expected<void> sweep(const Exploration& exploration, const SweepPlan& plan, PrintFormat format)
{
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Sweep> done = runSweep(pipeline, exploration, plan, progress);
    if (!done)
        return done.unexpected();
    const bool answered =
        std::ranges::any_of(done->points, [](const SweepPoint& point) { return !point.error.has_value(); });
    if (!answered)
        return Unexpected(*done->points.front().error);
    if (format == PrintFormat::Json)
        print(asJson(*done));
    else if (format == PrintFormat::Text)
        print(asText(*done));
    else
        printTable(sweepTable(*done, wordingOf(format)), format);
    if (format != PrintFormat::Text || plan.over != SweepPlan::Over::Nu)
        return {};
    const Expected<std::vector<Suggestion>> suggestions = suggestNu(pipeline, exploration, progress);
    if (!suggestions)
        return suggestions.unexpected();
    print(asText(*suggestions));
    return {};
}

} // namespace perimeter
