// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/statistics.h"

#include "data/order_statistics.h"
#include "data/quoting.h"
#include "data/table_content.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// First pass: counts, extremes and means.
Expected<TableStatistics> count(Engine& engine, const ScaledColumnsSql& sql, std::size_t columns, Progress& progress)
{
    std::string selected = "count(*)";
    for (std::size_t c = 0; c < columns; ++c) {
        const std::string g = sql.transformed(c);
        selected +=
            ", count(*) FILTER (v" + std::to_string(c) + " <= -1), min(" + g + "), max(" + g + "), favg(" + g + ")";
    }
    Expected<EngineAnswer> answer = engine.query("SELECT " + selected + " FROM " + sql.rows(), progress);
    if (!answer)
        return answer.unexpected();
    const EngineChunk* chunk = answer->next();
    TableStatistics statistics{.rows = chunk->integers(0)[0], .columns = std::vector<ColumnStatistics>(columns)};
    for (std::size_t c = 0; c < columns; ++c) {
        ColumnStatistics& column = statistics.columns[c];
        column.undefined = chunk->integers(4 * c + 1)[0];
        if (chunk->isMissing(4 * c + 2, 0))
            continue;
        column.minimum = chunk->doubles(4 * c + 2)[0];
        column.maximum = chunk->doubles(4 * c + 3)[0];
        // Rounding may carry the mean of equal values past them.
        column.mean = std::clamp(chunk->doubles(4 * c + 4)[0], column.minimum, column.maximum);
    }
    return statistics;
}

/// Second pass: squares of deviations from the mean, corrected by the sum of the deviations, which exact arithmetic
/// would make 0.
Expected<void> addDeviations(Engine& engine, const ScaledColumnsSql& sql, TableStatistics& statistics,
                             Progress& progress)
{
    std::string selected;
    for (std::size_t c = 0; c < statistics.columns.size(); ++c) {
        const std::string deviation = "(" + sql.transformed(c) + " - " + quoteNumber(statistics.columns[c].mean) + ")";
        selected +=
            (c ? ", " : "") + std::string("fsum(") + deviation + "), fsum(" + deviation + " * " + deviation + ")";
    }
    Expected<EngineAnswer> answer = engine.query("SELECT " + selected + " FROM " + sql.rows(), progress);
    if (!answer)
        return answer.unexpected();
    const EngineChunk* chunk = answer->next();
    const double n = static_cast<double>(statistics.rows);
    for (std::size_t c = 0; c < statistics.columns.size(); ++c) {
        ColumnStatistics& column = statistics.columns[c];
        if (chunk->isMissing(2 * c, 0))
            continue;
        const double sum = chunk->doubles(2 * c)[0];
        const double variance = (chunk->doubles(2 * c + 1)[0] - sum * sum / n) / n;
        column.deviation = column.minimum < column.maximum && variance > 0 ? std::sqrt(variance) : 0;
    }
    return {};
}

Expected<void> addQuartiles(Engine& engine, const ScaledColumnsSql& sql, TableStatistics& statistics,
                            Progress& progress)
{
    for (std::size_t c = 0; c < statistics.columns.size(); ++c) {
        ColumnStatistics& column = statistics.columns[c];
        const std::int64_t last = statistics.rows - column.undefined - 1;
        if (last < 0)
            continue;
        std::vector<std::int64_t> ranks;
        for (const double share : {0.25, 0.5, 0.75}) {
            const auto below = static_cast<std::int64_t>(share * static_cast<double>(last));
            ranks.insert(ranks.end(), {below, std::min(below + 1, last)});
        }
        const EngineValues values{sql.transformed(c), sql.rows(), last + 1, column.minimum, column.maximum};
        const Expected<std::vector<double>> found = valuesAtRanks(engine, values, ranks, progress);
        if (!found)
            return found.unexpected();
        const std::array<double*, 3> targets = {&column.lowerQuartile, &column.median, &column.upperQuartile};
        for (std::size_t q = 0; q < targets.size(); ++q) {
            const double position = 0.25 * static_cast<double>(q + 1) * static_cast<double>(last);
            *targets[q] = std::lerp((*found)[2 * q], (*found)[2 * q + 1], position - std::floor(position));
        }
    }
    return {};
}

} // namespace

Expected<TableStatistics> summarise(const Table& table, std::span<const ScaledColumn> columns, Quartiles quartiles,
                                    Progress& progress)
{
    const Expected<ScaledColumnsSql> sql = ScaledColumnsSql::over(table, columns);
    if (!sql)
        return sql.unexpected();
    Engine& engine = *table.content().parts().engine;
    ProgressPart counting(progress, 0, 0.4);
    Expected<TableStatistics> statistics = count(engine, *sql, columns.size(), counting);
    if (!statistics)
        return statistics;
    statistics->leftOut = table.rows() - statistics->rows;
    ProgressPart deviating(progress, 0.4, 0.8);
    if (const Expected<void> added = addDeviations(engine, *sql, *statistics, deviating); !added)
        return added.unexpected();
    ProgressPart ordering(progress, 0.8, 1);
    if (quartiles == Quartiles::Counted)
        if (const Expected<void> added = addQuartiles(engine, *sql, *statistics, ordering); !added)
            return added.unexpected();
    return statistics;
}

} // namespace perimeter
