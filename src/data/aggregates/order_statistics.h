// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "data/engine/engine.h"

#include <cstdint>
#include <string>
#include <vector>

namespace perimeter {

/// A column of finite values in the engine: `value` is SQL over the subquery `rows`.
struct EngineValues {
    std::string value;
    std::string rows;
    std::int64_t count = 0;
    double minimum = 0, maximum = 0;
};

/// The values at the given ranks (0: the least; ascending), exact, found by counting into ever finer bins: memory stays
/// bounded however many rows there are.
[[nodiscard]] Expected<std::vector<double>> valuesAtRanks(Engine& engine, const EngineValues& values,
                                                          const std::vector<std::int64_t>& ranks, Progress& progress);

} // namespace perimeter
