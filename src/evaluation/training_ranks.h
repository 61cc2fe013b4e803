// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace perimeter {

/// How far out the training rows lie, so that a later row has a rank among them.
class TrainingRanks {
public:
    struct Level {
        double score = 0;      ///< the larger the farther out
        std::int64_t rows = 0; ///< with this score or a larger one
        bool operator==(const Level&) const = default;
    };
    /// Different scores kept: all of fewer, else the farthest half exactly, and of the others every so many-th.
    static constexpr std::size_t mostLevels = 65'536;

    /// Of finite scores.
    [[nodiscard]] static TrainingRanks of(std::vector<double> scores);
    TrainingRanks() = default;
    /// Scores descending, rows ascending.
    explicit TrainingRanks(std::vector<Level> levels) : m_levels(std::move(levels)) {}

    /// 1 for a row farther out than every training row, else one more than the training rows that lie farther out;
    /// between levels that are not kept, at least that of the level before.
    [[nodiscard]] std::int64_t rankOf(double score) const;
    [[nodiscard]] std::int64_t rows() const { return m_levels.empty() ? 0 : m_levels.back().rows; }
    [[nodiscard]] const std::vector<Level>& levels() const { return m_levels; }

    bool operator==(const TrainingRanks&) const = default;

private:
    std::vector<Level> m_levels;
};

} // namespace perimeter
