// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/suggestions.h"

#include "evaluation/contamination.h"
#include "evaluation/split.h"
#include "explorer/studies/sweep.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace perimeter {

namespace {

struct SuggestionText {
    Q_DECLARE_TR_FUNCTIONS(SuggestionText)
};

/// Rows that halves are drawn from: more would not change what they say.
constexpr std::size_t mostRows = 4000;
constexpr int halves = 5;
constexpr std::uint64_t seed = 0;

QString percent(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QStringLiteral(" %");
}

QString number(double value)
{
    return QLocale().toString(value, 'g', 4);
}

void addAboveAverage(std::vector<Suggestion>& suggestions, const Projection& projection)
{
    const AboveAverage above = aboveAverage(projection.points);
    const auto add = [&](double share, const QString& sentence) {
        if (share > 0 && share < 1)
            suggestions.push_back({share, sentence});
    };
    for (std::size_t column = 0; column < above.perColumn.size(); ++column)
        add(above.perColumn[column],
            SuggestionText::tr("%1 of the rows lie above the average of %2.")
                .arg(percent(above.perColumn[column]), text(projection.features[column].name)));
    add(above.either,
        SuggestionText::tr("%1 of the rows lie above the average on either axis.").arg(percent(above.either)));
    add(above.both, SuggestionText::tr("%1 of the rows lie above the average on both axes.").arg(percent(above.both)));
}

void addKnee(std::vector<Suggestion>& suggestions, const Sweep& sweep)
{
    std::vector<double> nus;
    std::vector<double> shares;
    for (const SweepPoint& point : sweep.points) {
        if (!point.outliers)
            continue;
        nus.push_back(point.value);
        shares.push_back(static_cast<double>(*point.outliers) / static_cast<double>(point.rows));
    }
    if (const std::optional<std::size_t> knee = kneeOf(nus, shares))
        suggestions.push_back(
            {nus[*knee], SuggestionText::tr("The share of outliers over ν bends most at ν = %1, where "
                                            "it is %2.")
                             .arg(number(nus[*knee]), percent(shares[*knee]))});
}

Expected<void> addStability(std::vector<Suggestion>& suggestions, const ScaledPoints& scaled,
                            const DetectorSettings& settings, Progress& progress)
{
    const auto rows = static_cast<std::size_t>(scaled.points.rows());
    const double share =
        std::min(1.0, static_cast<double>(mostRows) / static_cast<double>(std::max<std::size_t>(rows, 1)));
    const Split split = splitShuffled(rows, share, seed);
    RowMatrix points(static_cast<Eigen::Index>(split.train.size()), scaled.points.cols());
    for (std::size_t place = 0; place < split.train.size(); ++place)
        points.row(static_cast<Eigen::Index>(place)) = scaled.points.row(static_cast<Eigen::Index>(split.train[place]));
    const Expected<std::vector<Stability>> stable =
        stabilityOver(points, {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25}, settings, halves, seed, progress);
    if (!stable)
        return stable.error().code == ErrorCode::Cancelled ? Expected<void>(stable.unexpected()) : Expected<void>();
    const auto best = std::ranges::max_element(*stable, {}, &Stability::agreement);
    if (best != stable->end() && best->agreement > 0)
        suggestions.push_back(
            {best->nu,
             SuggestionText::tr("Detectors learned from different halves of the rows agree best on the outliers "
                                "at ν = %1: by %2, where chance alone is 0 %.")
                 .arg(number(best->nu), percent(best->agreement))});
    return {};
}

} // namespace

Expected<std::vector<Suggestion>> suggestNu(Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    ProgressPart sweeping(progress, 0, 0.5);
    PERIMETER_TRY(const Sweep sweep, runSweep(pipeline, exploration, usualSweep(SweepPlan::Over::Nu), sweeping));
    ProgressPart rest(progress, 0.5, 1);
    PERIMETER_TRY(const Exploration resolved, pipeline.resolved(exploration, rest));
    PERIMETER_TRY(const std::shared_ptr<const ScaledPoints> scaled, pipeline.scaled(resolved, rest));
    std::vector<Suggestion> suggestions;
    const bool isHeld = (scaled)->projection->isHeld();
    if (isHeld)
        addAboveAverage(suggestions, *(scaled)->projection);
    addKnee(suggestions, sweep);
    if (isHeld)
        PERIMETER_CHECK(addStability(suggestions, *scaled, resolved.settings, rest));
    return suggestions;
}

} // namespace perimeter
