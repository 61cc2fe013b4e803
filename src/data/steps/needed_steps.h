// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"
#include "data/table/table.h"

#include <string>
#include <vector>

namespace perimeter {

/// What it takes of the preparation that made a table to have the same rows and these columns of it: filters and what
/// picks or groups rows stay, and of the other steps those that any of this is computed from. The columns that a source
/// must have are then those that are needed.
[[nodiscard]] Preparation neededSteps(const Preparation& preparation, const Table& prepared,
                                      const std::vector<std::string>& columns);

} // namespace perimeter
