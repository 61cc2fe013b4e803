// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/random_source.h"

#include <bit>
#include <numeric>
#include <unordered_set>

namespace perimeter {

RandomSource::RandomSource(std::uint64_t seed) : m_state{}
{
    for (std::uint64_t& word : m_state) {
        seed += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        word = mixed ^ (mixed >> 31);
    }
}

std::uint64_t RandomSource::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

std::uint64_t RandomSource::below(std::uint64_t bound)
{
    // The first 2^64 mod bound numbers would make small results likelier.
    const std::uint64_t excess = (0 - bound) % bound;
    std::uint64_t number = next();
    while (number < excess)
        number = next();
    return number % bound;
}

std::vector<std::ptrdiff_t> RandomSource::distinctBelow(std::ptrdiff_t bound, std::size_t count)
{
    std::vector<std::ptrdiff_t> drawn;
    if (static_cast<std::size_t>(bound) / 4 < count) {
        drawn.resize(static_cast<std::size_t>(bound));
        std::iota(drawn.begin(), drawn.end(), std::ptrdiff_t{0});
        drawToFront(drawn, count);
        drawn.resize(count);
        return drawn;
    }
    std::unordered_set<std::ptrdiff_t> known;
    while (drawn.size() < count) {
        const auto number = static_cast<std::ptrdiff_t>(below(static_cast<std::uint64_t>(bound)));
        if (known.insert(number).second)
            drawn.push_back(number);
    }
    return drawn;
}

} // namespace perimeter
