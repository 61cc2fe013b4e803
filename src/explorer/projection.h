// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/indices.h"
#include "data/table.h"
#include "detectors/scaling.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// Two (or p) columns of a table in original units, without the rows in which one of them is missing or not finite.
/// Rows are in canonical order, sorted by their coordinates, so that no result depends on the order of the file.
struct Projection {
    std::vector<Column> features;
    RowMatrix points;
    std::vector<RowNumber> rows;    ///< of each point
    std::vector<RowNumber> leftOut; ///< ascending
    std::int64_t rowsInFile = 0;
    std::int64_t rowsRead = 0; ///< after preparation: rows and leftOut together

    /// The point of a row; nothing where the row was left out.
    [[nodiscard]] std::optional<std::size_t> place(RowNumber row) const;

    std::vector<std::uint32_t> byRow; ///< points in ascending order of their rows
};

/// The projection in the space the detectors learn in.
struct ScaledPoints {
    std::shared_ptr<const Projection> projection;
    Scaling scaling;
    RowMatrix points;
    double variance = 0;       ///< of all entries, flattened
    Eigen::VectorXd deviation; ///< of each column, population
    double reach = 0;          ///< largest absolute value of all entries
};

[[nodiscard]] Expected<Projection> project(const Table& table, const std::vector<std::string>& features,
                                           Progress& progress);
[[nodiscard]] Expected<ScaledPoints> scale(std::shared_ptr<const Projection> projection, ScalingKind kind);

} // namespace perimeter
