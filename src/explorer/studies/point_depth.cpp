// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/point_depth.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

std::uint8_t levelOf(double nu, double from, double to)
{
    if (std::isinf(nu))
        return PointDepth::levels;
    const double share = to > from ? (nu - from) / (to - from) : 0;
    const double level = std::floor(share * static_cast<double>(PointDepth::levels));
    return static_cast<std::uint8_t>(std::clamp(level, 0.0, static_cast<double>(PointDepth::levels - 1)));
}

} // namespace

std::optional<double> PointDepth::ofRow(RowNumber row) const
{
    const std::optional<std::size_t> place = projection->place(row);
    return place && std::isfinite(nu[*place]) ? std::optional(nu[*place]) : std::nullopt;
}

std::shared_ptr<const PointDepth> pointDepth(const Sweep& sweep)
{
    if (!sweep.drawn)
        return nullptr;
    auto depth = std::make_shared<PointDepth>();
    depth->projection = sweep.drawn;
    depth->nu = sweep.depth;
    depth->from = sweep.plan.from;
    depth->to = sweep.plan.to;
    depth->level.reserve(depth->nu.size());
    for (const double nu : depth->nu)
        depth->level.push_back(levelOf(nu, depth->from, depth->to));
    return depth;
}

} // namespace perimeter
