// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/pipeline.h"

#include <cstdint>
#include <vector>

namespace perimeter {

/// What a preparation step leaves.
struct StepCount {
    std::int64_t rows = 0;            ///< after it
    std::int64_t leftOut = 0;         ///< rows before it less rows after it
    std::size_t columns = 0;          ///< after it
    std::vector<Column> before = {};  ///< the columns it can name
    std::vector<Notice> notices = {}; ///< what it had to say itself
};

/// The counts of every step in order, up to and without the first that fails: its error stands in its place, and the
/// steps after it have no counts. The pipeline remembers the table after every step.
[[nodiscard]] std::vector<Expected<StepCount>> countSteps(Pipeline& pipeline, const Exploration& exploration,
                                                          Progress& progress);

} // namespace perimeter
