// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/sweep.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// How deep points lie among the others: the ν at which each first falls outside, from a sweep over ν, in levels that
/// have a colour each.
struct PointDepth {
    static constexpr std::size_t levels = 10;

    std::shared_ptr<const Projection> projection; ///< the points
    std::vector<double> nu;                       ///< of each point; infinite where it never falls outside
    std::vector<std::uint8_t> level;              ///< of each point: 0 falls outside first, `levels` never
    double from = 0, to = 1;                      ///< ν at the ends of the scale

    /// The ν of a row; nothing where it has no place among the points, or never falls outside.
    [[nodiscard]] std::optional<double> ofRow(RowNumber row) const;
};

/// Null where the sweep has no depth.
[[nodiscard]] std::shared_ptr<const PointDepth> pointDepth(const Sweep& sweep);

} // namespace perimeter
