// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"

#include <QString>

#include <string>
#include <vector>

namespace perimeter {

/// Preparation steps with a name, for records of a known kind.
struct Recipe {
    std::string name; ///< on the command line
    QString title;
    QString description;
    std::vector<std::string> columns; ///< that the records must have
    std::vector<PreparationStep> steps;
};

/// Columns a recipe needs that a table has not.
[[nodiscard]] std::vector<std::string> missingColumns(const Recipe& recipe, const Table& table);

/// With the study's rates at the end, uplink_rate and downlink_rate, where the preparation makes none: bytes by
/// duration, the byte count itself where that is 0.
[[nodiscard]] Preparation withRates(Preparation preparation);

/// The units of mobile gateway records: uplink and downlink in bytes, duration in seconds.
[[nodiscard]] std::vector<PreparationStep> mobileUnits();

[[nodiscard]] std::vector<Recipe> recipes();
/// The recipe of that name; null where there is none.
[[nodiscard]] const Recipe* findRecipe(const std::vector<Recipe>& all, const std::string& name);

} // namespace perimeter
