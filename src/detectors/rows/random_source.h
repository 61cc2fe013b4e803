// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace perimeter {

/// xoshiro256** (Blackman & Vigna 2018), seeded by SplitMix64: the same numbers from the same seed with every standard
/// library, which std's distributions do not promise.
class RandomSource {
public:
    explicit RandomSource(std::uint64_t seed);

    [[nodiscard]] std::uint64_t next();

    /// Uniform in [0, bound), bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);

    /// Puts a uniform choice of `count` of the elements, in random order, at the front.
    template <typename T>
    void drawToFront(std::vector<T>& elements, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            drawNext(elements, i);
    }

    /// Puts one of the elements from `place` on, chosen uniformly, there.
    template <typename T>
    void drawNext(std::vector<T>& elements, std::size_t place)
    {
        if (place + 1 < elements.size())
            std::swap(elements[place], elements[place + below(elements.size() - place)]);
    }

    /// So many of the numbers below `bound`, each once, in random order; count ≤ bound. Takes memory for `count` where
    /// they are few of many.
    [[nodiscard]] std::vector<std::ptrdiff_t> distinctBelow(std::ptrdiff_t bound, std::size_t count);

private:
    std::array<std::uint64_t, 4> m_state;
};

} // namespace perimeter
