// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/scaled_columns.h"

#include <cstdint>
#include <span>
#include <vector>

namespace perimeter {

/// What a scaling needs to know of a column, taken of log(1 + x) where the column asks for the logarithm.
struct ColumnStatistics {
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
    double deviation = 0;       ///< population; 0 where it is no more than rounding makes of a constant
    std::int64_t undefined = 0; ///< values at or below −1, which have no logarithm
    /// With linear interpolation as in NumPy; only where quartiles are asked for.
    double lowerQuartile = 0, median = 0, upperQuartile = 0;
};

struct TableStatistics {
    std::int64_t rows = 0;    ///< in which every column is finite: the columns speak of these
    std::int64_t leftOut = 0; ///< the others
    std::vector<ColumnStatistics> columns;
};

enum class Quartiles { LeftOut, Counted };

/// Statistics of columns of a table without a row in memory. Center and spread of the columns are of no matter here.
[[nodiscard]] Expected<TableStatistics> summarise(const Table& table, std::span<const ScaledColumn> columns,
                                                  Quartiles quartiles, Progress& progress);

} // namespace perimeter
