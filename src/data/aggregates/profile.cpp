// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/profile.h"

#include "data/engine/quoting.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace perimeter {

namespace {

constexpr int histogramBins = 40;
constexpr int commonestShown = 20;

/// Rows, missing, distinct values and ties, for any kind.
Expected<void> countValues(const TableParts& parts, const std::string& column, ColumnProfile& profile,
                           Progress& progress)
{
    PERIMETER_TRY(
        EngineAnswer answer,
        parts.engine->query(
            "SELECT CAST(coalesce(sum(n), 0) AS BIGINT), count(*), CAST(coalesce(sum(n) FILTER (n > 1), 0) AS BIGINT) "
            "FROM (SELECT count(*) AS n FROM " +
                parts.relation + " WHERE " + column + " IS NOT NULL GROUP BY " + column + ")",
            progress));
    const EngineChunk* chunk = answer.next();
    profile.rows = parts.rows;
    profile.missing = parts.rows - chunk->integers(0)[0];
    profile.distinct = chunk->integers(1)[0];
    profile.ties = chunk->integers(2)[0];
    return {};
}

/// Returns how many values are finite.
Expected<std::int64_t> summarise(const TableParts& parts, const std::string& value, ColumnProfile& profile,
                                 Progress& progress)
{
    PERIMETER_TRY(EngineAnswer answer, parts.engine->query("SELECT count(*) FILTER (NOT f), count(*) FILTER (f), "
                                                           "min(v) FILTER (f), quantile_cont(v, 0.25) FILTER (f), "
                                                           "quantile_cont(v, 0.5) FILTER (f), quantile_cont(v, 0.75) "
                                                           "FILTER (f), max(v) FILTER (f), favg(v) FILTER (f) "
                                                           "FROM (SELECT " +
                                                               value + " AS v, isfinite(v) AS f FROM " +
                                                               parts.relation + " WHERE v IS NOT NULL)",
                                                           progress));
    const EngineChunk* chunk = answer.next();
    profile.nonFinite = chunk->integers(0)[0];
    const std::int64_t finite = chunk->integers(1)[0];
    const std::array<double*, 6> targets = {&profile.minimum,       &profile.lowerQuartile, &profile.median,
                                            &profile.upperQuartile, &profile.maximum,       &profile.mean};
    for (std::size_t i = 0; i < targets.size() && finite > 0; ++i)
        *targets[i] = chunk->doubles(i + 2)[0];
    return finite;
}

/// Histogram and population deviation in one pass.
Expected<void> spread(const TableParts& parts, const std::string& value, std::int64_t finite, ColumnProfile& profile,
                      Progress& progress)
{
    const double width = (profile.maximum - profile.minimum) / histogramBins;
    const bool binned = width > 0 && std::isfinite(width);
    const std::string bin = binned ? "CAST(least(floor((v - " + quoteNumber(profile.minimum) + ") / " +
                                         quoteNumber(width) + "), " + std::to_string(histogramBins - 1) + ") AS BIGINT)"
                                   : "CAST(0 AS BIGINT)";
    PERIMETER_TRY(EngineAnswer answer,
                  parts.engine->query("SELECT " + bin + " AS bin, count(*), fsum((v - " + quoteNumber(profile.mean) +
                                          ") * (v - " + quoteNumber(profile.mean) + ")) FROM (SELECT " + value +
                                          " AS v FROM " + parts.relation +
                                          ") WHERE isfinite(v) GROUP BY bin ORDER BY bin",
                                      progress));
    profile.histogram.assign(binned ? histogramBins : 1, 0);
    double squares = 0;
    while (const EngineChunk* chunk = answer.next())
        for (std::size_t r = 0; r < chunk->rows(); ++r) {
            profile.histogram[static_cast<std::size_t>(chunk->integers(0)[r])] = chunk->integers(1)[r];
            squares += chunk->doubles(2)[r];
        }
    profile.deviation = std::sqrt(squares / static_cast<double>(finite));
    return {};
}

Expected<void> countCommonest(const TableParts& parts, const std::string& column, ColumnProfile& profile,
                              Progress& progress)
{
    PERIMETER_TRY(EngineAnswer answer,
                  parts.engine->query("SELECT " + column + ", count(*) AS n FROM " + parts.relation + " WHERE " +
                                          column + " IS NOT NULL GROUP BY " + column + " ORDER BY n DESC, " + column +
                                          " LIMIT " + std::to_string(commonestShown),
                                      progress));
    while (const EngineChunk* chunk = answer.next())
        for (std::size_t r = 0; r < chunk->rows(); ++r)
            profile.commonest.emplace_back(chunk->text(0, r), chunk->integers(1)[r]);
    return {};
}

Expected<ColumnProfile> profileColumn(const TableParts& parts, std::size_t index, Progress& progress)
{
    ColumnProfile profile{.column = parts.columns[index]};
    const std::string& column = parts.names[index];
    PERIMETER_CHECK(countValues(parts, column, profile, progress));
    if (profile.column.kind == ColumnKind::Text) {
        const Expected<void> done = countCommonest(parts, column, profile, progress);
        return done ? Expected<ColumnProfile>(profile) : done.unexpected();
    }
    const std::string value = asNumber(parts, index);
    PERIMETER_TRY(const std::int64_t finite, summarise(parts, value, profile, progress));
    if (finite > 0)
        PERIMETER_CHECK(spread(parts, value, finite, profile, progress));
    return profile;
}

} // namespace

Expected<std::vector<ColumnProfile>> profileColumns(const Table& table, Progress& progress)
{
    const TableParts& parts = table.content().parts();
    std::vector<ColumnProfile> profiles;
    const double columns = static_cast<double>(parts.columns.size());
    for (std::size_t c = 0; c < parts.columns.size(); ++c) {
        ProgressPart part(progress, static_cast<double>(c) / columns, static_cast<double>(c + 1) / columns);
        PERIMETER_TRY(ColumnProfile profile, profileColumn(parts, c, part));
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

} // namespace perimeter
