// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/indices.h"
#include "data/table/table.h"
#include "detectors/rows/points.h"

#include <string>
#include <vector>

namespace perimeter {

/// Rows in the table's order, of as many columns as wanted, without those in which a value is missing or not finite.
struct FeatureRows {
    std::vector<std::string> features;
    RowMatrix values; ///< a column per feature, in original units
    std::vector<RowNumber> rows;
    std::int64_t leftOut = 0;

    /// Some rows of some features.
    [[nodiscard]] RowMatrix select(const std::vector<std::size_t>& places,
                                   const std::vector<std::string>& chosen) const;
};

/// Every name is read once. Errors: those of readNumbers.
[[nodiscard]] Expected<FeatureRows> readFeatures(const Table& table, std::vector<std::string> features,
                                                 Progress& progress);

} // namespace perimeter
