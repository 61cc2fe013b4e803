// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/indices.h"
#include "data/aggregates/statistics.h"
#include "data/table/table.h"
#include "detectors/rows/scaling.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// Tables with more rows than this stay where they are: no row of theirs is held in memory.
inline constexpr std::int64_t mostHeldRows = 5'000'000;

/// Where the values of a column lie; least above most where there are none.
struct ColumnRange {
    double least = std::numeric_limits<double>::infinity();
    double leastPositive = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
};

/// Of each column; all values are finite.
[[nodiscard]] std::vector<ColumnRange> rangesOf(const RowMatrix& points);

/// Two (or p) columns of a table in original units, without the rows in which one of them is missing or not finite.
/// Rows are in canonical order, sorted by their coordinates, so that no result depends on the order of the file. Where
/// rows are too many to hold there are no points, or points that stand for cells of rows.
struct Projection {
    std::vector<Column> features;
    RowMatrix points;
    std::vector<ColumnRange> ranges;   ///< of the points
    std::vector<RowNumber> rows;       ///< of each point; empty where points stand for cells
    std::vector<std::uint32_t> counts; ///< rows that each point stands for; empty: itself
    std::vector<RowNumber> leftOut;    ///< ascending; empty where rows are not held
    std::int64_t rowsInFile = 0;
    std::int64_t rowsRead = 0; ///< after preparation
    std::int64_t rowsUsed = 0;
    std::int64_t rowsLeftOut = 0;
    /// Where rows are not held: the table to ask for them, and what is known of its columns.
    std::optional<Table> table = {};
    TableStatistics statistics = {};

    [[nodiscard]] bool isHeld() const { return !table; }
    /// The point of a row; nothing where the row was left out, or rows are not held.
    [[nodiscard]] std::optional<std::size_t> place(RowNumber row) const;

    std::vector<std::uint32_t> byRow; ///< points in ascending order of their rows
};

/// The projection in the space the detectors learn in.
struct ScaledPoints {
    std::shared_ptr<const Projection> projection;
    Scaling scaling;
    RowMatrix points;          ///< none where rows are not held
    double variance = 0;       ///< of all entries, flattened
    Eigen::VectorXd deviation; ///< of each column, population
    double reach = 0;          ///< largest absolute value of all entries

    /// The columns and their way to this space, for the data engine.
    [[nodiscard]] std::array<ScaledColumn, 2> columns() const;
};

/// Rows are held up to `mostHeld` of them.
[[nodiscard]] Expected<Projection> project(const Table& table, const std::vector<std::string>& features,
                                           std::int64_t mostHeld, Progress& progress);
[[nodiscard]] Expected<ScaledPoints> scale(std::shared_ptr<const Projection> projection, ScalingKind kind,
                                           Progress& progress);

} // namespace perimeter
