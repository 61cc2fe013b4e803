// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/training_ranks.h"

#include <algorithm>
#include <functional>

namespace perimeter {

TrainingRanks TrainingRanks::of(std::vector<double> scores)
{
    std::ranges::sort(scores, std::greater());
    std::vector<Level> levels;
    for (const double score : scores) {
        if (levels.empty() || score < levels.back().score)
            levels.push_back({score, levels.empty() ? 0 : levels.back().rows});
        ++levels.back().rows;
    }
    if (levels.size() <= mostLevels)
        return TrainingRanks(std::move(levels));
    constexpr std::size_t exact = mostLevels / 2;
    std::vector<Level> kept(levels.begin(), levels.begin() + exact);
    // Level i of the second half is the last of its stretch, so that the last of all is kept.
    const std::size_t others = levels.size() - exact;
    for (std::size_t i = 1; i <= mostLevels - exact; ++i)
        kept.push_back(levels[exact + others * i / (mostLevels - exact) - 1]);
    return TrainingRanks(std::move(kept));
}

std::int64_t TrainingRanks::rankOf(double score) const
{
    const auto inside =
        std::ranges::partition_point(m_levels, [score](const Level& level) { return level.score > score; });
    return inside == m_levels.begin() ? 1 : std::prev(inside)->rows + 1;
}

} // namespace perimeter
