// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/feature_rows.h"

#include "data/table/read.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

RowMatrix FeatureRows::select(const std::vector<std::size_t>& places, const std::vector<std::string>& chosen) const
{
    RowMatrix selected(static_cast<Eigen::Index>(places.size()), static_cast<Eigen::Index>(chosen.size()));
    for (std::size_t c = 0; c < chosen.size(); ++c) {
        const auto column = static_cast<Eigen::Index>(std::ranges::find(features, chosen[c]) - features.begin());
        for (std::size_t row = 0; row < places.size(); ++row)
            selected(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(c)) =
                values(static_cast<Eigen::Index>(places[row]), column);
    }
    return selected;
}

Expected<FeatureRows> readFeatures(const Table& table, std::vector<std::string> features, Progress& progress)
{
    std::ranges::sort(features);
    const auto repeated = std::ranges::unique(features);
    features.erase(repeated.begin(), repeated.end());
    PERIMETER_TRY(const NumberColumns columns, readNumbers(table, features, progress));
    std::vector<std::size_t> complete;
    for (std::size_t row = 0; row < columns.rows.size(); ++row)
        if (std::ranges::all_of(columns.values, [row](const auto& column) { return std::isfinite(column[row]); }))
            complete.push_back(row);
    FeatureRows read{.features = std::move(features), .values = {}, .rows = {}, .leftOut = 0};
    read.leftOut = static_cast<std::int64_t>(columns.rows.size() - complete.size());
    read.values.resize(static_cast<Eigen::Index>(complete.size()), static_cast<Eigen::Index>(read.features.size()));
    for (std::size_t place = 0; place < complete.size(); ++place) {
        read.rows.push_back(columns.rows[complete[place]]);
        for (std::size_t c = 0; c < read.features.size(); ++c)
            read.values(static_cast<Eigen::Index>(place), static_cast<Eigen::Index>(c)) =
                columns.values[c][complete[place]];
    }
    return read;
}

} // namespace perimeter
