// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/outlier_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// Rows between two looks at whether the list is still wanted.
constexpr std::size_t rowsPerLook = 256;

double keyOf(const OutlierQuery& query, RowNumber row)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (query.key == OutlierQuery::Key::Row)
        return static_cast<double>(row.value);
    if (query.key == OutlierQuery::Key::Decision) {
        const std::optional<Verdict> verdict =
            query.keyFit < query.fits.size() ? verdictOf(*query.fits[query.keyFit], row) : std::nullopt;
        return verdict ? verdict->decision : none;
    }
    const std::optional<std::size_t> place = query.axes->place(row);
    if (!place)
        return none;
    return query.axes->points(static_cast<Eigen::Index>(*place), query.key == OutlierQuery::Key::X ? 0 : 1);
}

std::vector<RowNumber> rowsOutside(const OutlierQuery& query)
{
    std::vector<RowNumber> rows;
    for (std::size_t i = 0; i < query.fits.size(); ++i) {
        const DetectorFit& fit = *query.fits[i];
        if ((query.only && *query.only != i) || !fit.classes)
            continue;
        for (std::size_t point = 0; point < fit.classes->outlier.size(); ++point) {
            if (fit.classes->outlier[point])
                rows.push_back(fit.scaled->projection->rows[point]);
        }
    }
    std::ranges::sort(rows);
    const auto repeated = std::ranges::unique(rows);
    rows.erase(repeated.begin(), repeated.end());
    return rows;
}

} // namespace

std::optional<Verdict> verdictOf(const DetectorFit& fit, RowNumber row)
{
    if (!fit.classes)
        return std::nullopt;
    const std::optional<std::size_t> place = fit.scaled->projection->place(row);
    return place ? std::optional(fit.verdict(*place)) : std::nullopt;
}

std::optional<std::vector<RowNumber>> outlierRows(const OutlierQuery& query, Progress& progress)
{
    std::vector<RowNumber> rows = rowsOutside(query);
    if (!progress.advance(0.3))
        return std::nullopt;
    std::vector<std::pair<double, RowNumber>> keyed;
    keyed.reserve(rows.size());
    for (const RowNumber row : rows) {
        if (keyed.size() % rowsPerLook == 0 &&
            !progress.advance(0.3 + 0.6 * static_cast<double>(keyed.size()) / static_cast<double>(rows.size())))
            return std::nullopt;
        keyed.emplace_back(keyOf(query, row), row);
    }
    std::ranges::stable_sort(keyed, [&](const auto& a, const auto& b) {
        if (std::isnan(a.first) || std::isnan(b.first))
            return !std::isnan(a.first) && std::isnan(b.first);
        return query.descending ? a.first > b.first : a.first < b.first;
    });
    std::ranges::transform(keyed, rows.begin(), [](const auto& each) { return each.second; });
    return rows;
}

} // namespace perimeter
