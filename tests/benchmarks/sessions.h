// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/points.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>

namespace perimeter::benchmarks {

/// Synthetic DNS sessions one by one, the distribution every figure is measured on: heavy-tailed bytes up and down,
/// skewed durations, 2 % of them zero, 0.4 % tunnel-like. Columns: uplink, downlink, duration, uplink_rate,
/// downlink_rate. The same seed gives the same rows everywhere.
void visitSessions(Eigen::Index rows, std::uint64_t seed,
                   const std::function<void(const std::array<double, 5>&)>& take);
[[nodiscard]] RowMatrix makeSessions(Eigen::Index rows, std::uint64_t seed);

/// Writes them as CSV; false where that fails.
[[nodiscard]] bool writeSessions(const std::string& path, Eigen::Index rows, std::uint64_t seed);

/// uplink and downlink in canonical order, standard scaling.
[[nodiscard]] RowMatrix scaledSessions(Eigen::Index rows, std::uint64_t seed);

/// uplink and duration in canonical order, log1p: at γ 0.5 to 5 thousands of rows lie next to the frontier.
[[nodiscard]] RowMatrix hardSessions(Eigen::Index rows, std::uint64_t seed);

} // namespace perimeter::benchmarks
