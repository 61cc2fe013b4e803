// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace perimeter {

/// The rows of columns side by side in which every value is finite, sorted by the first column, then the next, and at
/// last by their place. Nothing when cancelled.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> canonicalOrder(const std::vector<std::vector<double>>& columns,
                                                                       std::size_t rows, Progress& progress);

} // namespace perimeter
