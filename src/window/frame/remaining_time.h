// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <optional>

namespace perimeter {

/// How long work that tells its share, 0 to 1, now and then will still take, from how fast it went lately: parts of it
/// go at speeds of their own.
class RemainingTime {
public:
    using Milliseconds = std::chrono::milliseconds;

    /// The share when the work has run so long; one that falls is taken for the one before.
    void take(Milliseconds elapsed, double share);
    /// Nothing in the beginning, when there is nothing to go by, and where the share stands still.
    [[nodiscard]] std::optional<Milliseconds> at(Milliseconds elapsed) const;

private:
    struct Sample {
        Milliseconds elapsed;
        double share;
    };
    std::deque<Sample> m_samples; ///< of the last moments, the oldest first
};

} // namespace perimeter
