// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace perimeter {

/// How much of each pixel a small mark covers, for every quarter of a pixel on which its centre may stand.
class Sprites {
public:
    /// `inside` is the distance of a place from the border of a mark about (0, 0), positive inside.
    Sprites(double radius, const std::function<double(double, double)>& inside);

    static constexpr int phases = 4;
    [[nodiscard]] int reach() const { return m_reach; }   ///< pixels left of the centre's that a mark may cover
    [[nodiscard]] int rows() const { return m_rows; }     ///< of pixels, above and below alike
    [[nodiscard]] int stride() const { return m_stride; } ///< columns, a multiple of four
    [[nodiscard]] const float* at(int xPhase, int yPhase) const
    {
        return m_coverage.data() + static_cast<std::ptrdiff_t>((yPhase * phases + xPhase) * m_rows * m_stride);
    }

private:
    int m_reach, m_rows, m_stride;
    std::vector<float> m_coverage;
};

/// Marks summed up per pixel, so that their number can be told where they overlap. Marks may stand over the border of
/// the image by as much as they reach.
class Ink {
public:
    Ink(int width, int height, Sprites sprites);

    [[nodiscard]] const Sprites& sprites() const { return m_sprites; }
    /// A mark about a place of the image, `weight` times.
    void stamp(double x, double y, float weight);
    /// Counts `weight` at a place, shared among the four pixels nearest to it; for spread().
    void drop(double x, double y, float weight);
    /// Makes a mark of everything dropped.
    void spread();

    [[nodiscard]] const float* row(int y) const { return m_ink.data() + offset(0, y); }

private:
    [[nodiscard]] std::ptrdiff_t offset(int x, int y) const
    {
        return static_cast<std::ptrdiff_t>(y + m_margin) * m_stride + x + m_margin;
    }

    Sprites m_sprites;
    int m_margin; ///< takes what stands over the border, so that nothing has to be cut
    int m_width, m_height, m_stride;
    std::vector<float> m_ink;
};

/// From ink to colour.
class Tones {
public:
    /// One mark has `colour` and `opacity`; more turn opaque and then, by the logarithm of their number, `dense`.
    Tones(const QColor& colour, const QColor& dense, float opacity);

    /// Premultiplied.
    [[nodiscard]] QRgb operator()(float ink) const { return m_colours[index(ink)]; }

private:
    // The upper bits of a float count about logarithmically.
    static constexpr int dropped = 17;
    static constexpr std::size_t least = std::size_t{(127 - 9)} << (23 - dropped);
    static constexpr std::size_t most = std::size_t{(127 + 21)} << (23 - dropped);
    [[nodiscard]] static std::size_t index(float ink);

    std::array<QRgb, most - least + 1> m_colours;
};

} // namespace perimeter
