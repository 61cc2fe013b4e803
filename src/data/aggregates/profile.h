// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/table/table.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// What one column holds. The numeric part stands for every kind but text and counts finite values only.
struct ColumnProfile {
    Column column = {};
    std::int64_t rows = 0;
    std::int64_t missing = 0;   ///< empty cells
    std::int64_t nonFinite = 0; ///< NaN and infinities written as such
    std::int64_t distinct = 0;
    std::int64_t ties = 0; ///< rows whose value another row has too
    double minimum = 0;
    double lowerQuartile = 0;
    double median = 0;
    double upperQuartile = 0;
    double maximum = 0;
    double mean = 0;
    double deviation = 0; ///< population
    /// Equal-width bins from minimum to maximum; empty for text and where no value is finite.
    std::vector<std::int64_t> histogram = {};
    /// For text: the most frequent values with their counts, most frequent first.
    std::vector<std::pair<std::string, std::int64_t>> commonest = {};
};

[[nodiscard]] Expected<std::vector<ColumnProfile>> profileColumns(const Table& table, Progress& progress);

} // namespace perimeter
