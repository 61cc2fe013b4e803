// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/models/scoring.h"
#include "field/plane.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// A log to be watched as it grows, against a model that stays as it is.
struct WatchPlan {
    std::shared_ptr<const TrainedModel> model;
    Source source;
    std::size_t window = 2000; ///< newest rows that are drawn, learned from anew, and told a drift by
};

/// A row that some detector takes for an outlier.
struct WatchedRow {
    std::int64_t row = 0; ///< in the order of arrival, from 1
    std::vector<double> features;
    std::vector<RowScore> scores;                            ///< by detector
    std::vector<std::pair<std::string, std::string>> fields; ///< as they came; missing ones are empty
};

/// The share of outliers among the newest rows beside that of the training rows.
struct Drift {
    double expected = 0;
    double found = 0;
    std::int64_t rows = 0;
    /// Whether the shares differ by more than three standard deviations of a count of so many independent rows.
    [[nodiscard]] bool isClear() const;
};

/// How a watch stands.
struct WatchState {
    std::shared_ptr<const TrainedModel> model; ///< null where the watch never began
    std::vector<WatchedRow> suspicious;        ///< that came since the state before
    RowMatrix points;                  ///< features of the newest rows in original units, the last row the newest
    std::vector<std::uint8_t> outlier; ///< of each, 0 or 1: by any detector
    ScoreCounts counts;                ///< since the beginning
    std::int64_t brokenLines = 0;
    std::vector<Drift> drifts; ///< by detector
    /// Over two features: the plane that shows them, the model's frontiers and those learned anew from the newest rows
    /// (empty while these are fewer than the window), by detector.
    std::optional<Plane> plane;
    std::vector<Frontier> frontiers;
    std::vector<Frontier> refits;
    std::optional<Error> error; ///< that ended the watch
};

/// Watches until `progress` says to stop, or an error ends it. `deliver` sees a state whenever rows have come, and one
/// at the beginning.
void watch(const WatchPlan& plan, Progress& progress, const std::function<void(WatchState)>& deliver);

} // namespace perimeter
