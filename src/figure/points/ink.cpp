// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/ink.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace perimeter {

namespace {

/// Marks on one spot that have the deepest shade.
constexpr float fullInk = 4096;

} // namespace

Sprites::Sprites(double radius, const std::function<double(double, double)>& inside)
    : m_reach(static_cast<int>(std::ceil(radius + 0.5))), m_rows(2 * m_reach + 1), m_stride((m_rows + 3) / 4 * 4)
{
    m_coverage.reserve(std::size_t{phases} * std::size_t{phases} * static_cast<std::size_t>(m_rows) *
                       static_cast<std::size_t>(m_stride));
    const auto centre = [this](int phase) { return m_reach + (phase + 0.5) / phases; };
    for (int phase = 0; phase < phases * phases; ++phase) {
        for (int y = 0; y < m_rows; ++y) {
            for (int x = 0; x < m_stride; ++x) {
                const double distance =
                    inside(x + 0.5 - centre(phase % phases), y + 0.5 - centre(phase / phases)) + 0.5;
                m_coverage.push_back(static_cast<float>(std::clamp(distance, 0.0, 1.0)));
            }
        }
    }
}

Ink::Ink(int width, int height, Sprites sprites)
    : m_sprites(std::move(sprites)), m_margin(m_sprites.reach() + m_sprites.stride() + 1), m_width(width),
      m_height(height), m_stride(width + 2 * m_margin),
      m_ink(static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(height + 2 * m_margin))
{
}

void Ink::stamp(double x, double y, float weight)
{
    const int column = static_cast<int>(std::floor(x));
    const int line = static_cast<int>(std::floor(y));
    const float* coverage =
        m_sprites.at(static_cast<int>((x - column) * Sprites::phases), static_cast<int>((y - line) * Sprites::phases));
    float* ink = m_ink.data() + offset(column - m_sprites.reach(), line - m_sprites.reach());
    const auto columns = static_cast<std::size_t>(m_sprites.stride());
    for (int row = 0; row < m_sprites.rows(); ++row, ink += m_stride, coverage += columns) {
        for (std::size_t block = 0; block < columns; block += 4) {
            // All four are read before the first is written, so that the compiler may take them at once.
            std::array<float, 4> sums;
            for (std::size_t i = 0; i < 4; ++i)
                sums[i] = ink[block + i] + weight * coverage[block + i];
            for (std::size_t i = 0; i < 4; ++i)
                ink[block + i] = sums[i];
        }
    }
}

void Ink::drop(double x, double y, float weight)
{
    const double left = std::floor(x - 0.5);
    const double top = std::floor(y - 0.5);
    const float right = static_cast<float>(x - 0.5 - left);
    const float down = static_cast<float>(y - 0.5 - top);
    float* const ink = m_ink.data() + offset(static_cast<int>(left), static_cast<int>(top));
    ink[0] += weight * (1 - right) * (1 - down);
    ink[1] += weight * right * (1 - down);
    ink[m_stride] += weight * (1 - right) * down;
    ink[m_stride + 1] += weight * right * down;
}

void Ink::spread()
{
    const std::vector<float> dropped = std::exchange(m_ink, std::vector<float>(m_ink.size()));
    const int beyond = m_sprites.reach() + 1;
    for (int y = -beyond; y < m_height + beyond; ++y) {
        for (int x = -beyond; x < m_width + beyond; ++x) {
            const float weight = dropped[static_cast<std::size_t>(offset(x, y))];
            if (weight > 0)
                stamp(x + 0.5, y + 0.5, weight);
        }
    }
}

Tones::Tones(const QColor& colour, const QColor& dense, float opacity)
{
    const std::array from = {colour.redF(), colour.greenF(), colour.blueF()};
    const std::array to = {dense.redF(), dense.greenF(), dense.blueF()};
    for (std::size_t i = 1; i < m_colours.size(); ++i) {
        const float ink = std::bit_cast<float>(static_cast<std::uint32_t>(i + least) << dropped);
        const float alpha = ink <= 1 ? opacity * ink : ink < 64 ? 1 - std::pow(1 - opacity, ink) : 1;
        const float share = ink <= 1 ? 0 : std::min(std::log(ink) / std::log(fullInk), 1.0F);
        const auto channel = [&](std::size_t c) { return qRound(255 * alpha * std::lerp(from[c], to[c], share)); };
        m_colours[i] = qRgba(channel(0), channel(1), channel(2), qRound(255 * alpha));
    }
    m_colours[0] = 0;
}

std::size_t Tones::index(float ink)
{
    const std::size_t bits = std::bit_cast<std::uint32_t>(ink) >> dropped;
    return std::clamp(bits, least, most) - least;
}

} // namespace perimeter
