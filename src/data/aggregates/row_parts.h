// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/scaled_columns.h"

#include <array>
#include <functional>
#include <memory>
#include <span>

namespace perimeter {

/// Some rows of a table in which both columns have a place in scaled space.
struct ScaledRows {
    std::span<const double> x, y;
    std::span<const double> numbers; ///< of the rows, whole, from 1

    [[nodiscard]] std::size_t size() const { return x.size(); }
};

/// What becomes of all rows of a table: several threads take them in, each into a part of its own and in no order, and
/// parts are joined at the end.
class RowPart {
public:
    RowPart() = default;
    virtual ~RowPart() = default;
    RowPart(const RowPart&) = delete;
    RowPart& operator=(const RowPart&) = delete;

    virtual void take(const ScaledRows& rows) = 0;
    /// `other` is of the same kind, and of no use afterwards.
    virtual void join(RowPart& other) = 0;
};

/// All rows in one pass, carried out by the engine. `start` gives an empty part.
[[nodiscard]] Expected<std::unique_ptr<RowPart>> foldRows(const Table& table,
                                                          const std::array<ScaledColumn, 2>& columns,
                                                          const std::function<std::unique_ptr<RowPart>()>& start,
                                                          Progress& progress);

} // namespace perimeter
