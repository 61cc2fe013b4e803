// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/detector.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace perimeter {

/// Shares of the rows, 0 to 1, above the average of their columns.
struct AboveAverage {
    std::vector<double> perColumn;
    double either = 0; ///< of any column
    double both = 0;   ///< of every column
};
/// No rows have no share above average.
[[nodiscard]] AboveAverage aboveAverage(const PointsRef& points);

/// Where a curve bends most: the place farthest from the straight line between its ends, both axes taken as long (the
/// chord of Satopää et al. 2011). Nothing where the curve stays within a hundredth of that line. x ascends.
[[nodiscard]] std::optional<std::size_t> kneeOf(std::span<const double> x, std::span<const double> y);

/// How well one-class SVMs learned from random halves of the rows agree on the outliers among all of them.
struct Stability {
    double nu = 0;
    /// Mean over pairs of halves of (J − J₀) / (1 − J₀): J = |A ∩ B| / |A ∪ B|, and J₀ what independent choices of as
    /// many rows come to. 1: the same rows, 0: as by chance.
    double agreement = 0;
};
/// `points` are in scaled space; `halves` ≥ 2 are drawn by `seed`. A ν whose halves have no frontier is left out.
[[nodiscard]] Expected<std::vector<Stability>> stabilityOver(const PointsRef& points, const std::vector<double>& nus,
                                                             const DetectorSettings& settings, int halves,
                                                             std::uint64_t seed, Progress& progress);

} // namespace perimeter
