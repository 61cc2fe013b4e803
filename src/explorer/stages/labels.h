// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/projection.h"
#include "explorer/value/row_labels.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// What the points of a projection are, as a column has it and as the user said.
struct Labels {
    LabelSource source;
    std::vector<std::size_t> points;   ///< those with a label, ascending
    std::vector<std::uint8_t> outlier; ///< of each of these, 0 or 1
    std::int64_t unlabelled = 0;       ///< points used that have no label
    std::int64_t notUsed = 0;          ///< rows labelled by hand that are filtered or left out

    [[nodiscard]] std::int64_t outliers() const;
    [[nodiscard]] std::int64_t inliers() const;
};

/// Errors: NoSuchLabel, LabelNotBinary; NothingLabelled, without a column where there is none; TooManyToLabel where
/// rows are not held.
[[nodiscard]] Expected<Labels> readLabels(const Table& table, const LabelSource& source, const Projection& projection,
                                          Progress& progress);

} // namespace perimeter
