// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/dual/regions.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace perimeter {

/// Regions that lie apart and are solved at once, whatever the number of threads.
inline constexpr std::size_t mostApart = 64;
inline constexpr int mostShrinks = 40;

/// The region around a row, with smaller radii while it is too large.
template <typename IsLarge>
Region shrunkAround(const Regions& regions, std::size_t row, RegionRadii radii, const IsLarge& isLarge)
{
    Region region = regions.around(row, radii);
    for (int shrinks = 0; isLarge(region) && shrinks < mostShrinks; ++shrinks) {
        radii = {0.8 * radii.all, 0.8 * radii.core};
        region = regions.around(row, radii);
    }
    return region;
}

/// Solves regions, as `around` makes them, about rows in their order until each was in the core of one; several at once
/// that lie apart, for which later ones wait. False as soon as `solve` of some is.
template <typename Around, typename Solve>
bool visitApart(const Regions& regions, std::vector<std::size_t> middles, const Around& around, const Solve& solve)
{
    std::vector<char> visited(regions.size(), 0);
    std::vector<double> known(regions.size(), 0); // radii found so far
    std::vector<Region> apart;
    std::vector<std::size_t> later;
    while (!middles.empty()) {
        apart.clear();
        later.clear();
        auto next = middles.begin();
        for (; next != middles.end() && apart.size() < mostApart; ++next) {
            const std::size_t middle = *next;
            if (visited[middle])
                continue;
            // What is as large as the last one is likely to reach into its neighbours: not worth looking for its rows.
            const double likely = std::max(known[middle], apart.empty() ? 0 : apart.back().radius);
            if (!regions.isApart(middle, likely, apart)) {
                later.push_back(middle);
                continue;
            }
            Region region = around(middle);
            known[middle] = region.radius;
            if (!regions.isApart(middle, region.radius, apart)) {
                later.push_back(middle);
                continue;
            }
            for (const Eigen::Index inner : region.core)
                visited[static_cast<std::size_t>(inner)] = 1;
            apart.push_back(std::move(region));
        }
        if (!solve(apart))
            return false;
        later.insert(later.end(), next, middles.end());
        middles.swap(later);
    }
    return true;
}

} // namespace perimeter
