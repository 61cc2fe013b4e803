// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/robust_covariance.h"
#include "explorer/stages/projection.h"

#include <optional>

namespace perimeter {

/// About so many rows are learned from as they are, to begin with.
inline constexpr std::int64_t mostSampledRows = 1'000'000;

/// The robust covariance of every row of a table whose rows are not held. A part of the rows, drawn by their numbers, tells
/// nearly what it is; in one more pass the rows whose places decide are looked at one by one, all others count through
/// their moments. Nothing where this has no end: a hyperplane holds h of the sampled rows, or too many lie where it is
/// decided. Without `support`. Errors: those of learnRobustCovariance and of the engine.
[[nodiscard]] Expected<std::optional<RobustCovariance>> learnRobustOfTable(const ScaledPoints& scaled,
                                                                           const RobustOptions& options,
                                                                           std::int64_t mostSampled,
                                                                           Progress& progress);

} // namespace perimeter
