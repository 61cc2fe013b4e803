// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/mcd_search.h"

namespace perimeter {

/// Of two columns: the best end of concentration steps and exchanges from a shape and from its neighbourhood.
[[nodiscard]] SearchResult settledFrom(const Eigen::Vector2d& location, const Eigen::Matrix2d& covariance,
                                       const Observed& observed, Eigen::Index h, std::uint64_t seed);

} // namespace perimeter
