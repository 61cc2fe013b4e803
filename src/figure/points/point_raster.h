// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/point_depth.h"
#include "figure/points/ink.h"
#include "figure/points/place_index.h"
#include "figure/scene/theme.h"

#include <QImage>

#include <span>

namespace perimeter {

/// The part of a plane that an image shows, from border to border, in axis coordinates.
struct RasterView {
    double xMin = 0, xMax = 1, yMin = 0, yMax = 1;
    int width = 0, height = 0;

    bool operator==(const RasterView&) const = default;

    [[nodiscard]] double xScale() const { return width / (xMax - xMin); } ///< pixels to a unit
    [[nodiscard]] double yScale() const { return height / (yMax - yMin); }
    [[nodiscard]] double column(double x) const { return (x - xMin) * xScale(); }
    [[nodiscard]] double row(double y) const { return (yMax - y) * yScale(); }
    /// With so many more pixels on every side.
    [[nodiscard]] RasterView grown(int columns, int rows) const;
    [[nodiscard]] PlaceIndex::Rectangle rectangle() const { return {xMin, xMax, yMin, yMax}; }
};

/// How large and how firm marks are, in pixels: few points are drawn large and firm, many small and light, so that
/// their density shows.
struct MarkSize {
    double dotDiameter = 5;
    double diamondRadius = 4.4;
    float opacity = 0.9F; ///< of a dot

    [[nodiscard]] MarkSize scaled(double factor) const
    {
        return {dotDiameter * factor, diamondRadius * factor, opacity};
    }
};

[[nodiscard]] MarkSize markSize(std::size_t pointsInView);

/// Points as pixels of a view. `size` is in pixels of the image.
struct PointRaster {
    const PlaceIndex& places;
    RasterView view;
    MarkSize size;
    Theme theme;

    /// All points as quiet dots. Where dots overlap, the logarithm of how many deepens the shade; the shade of a number
    /// is the same in every view, so that nothing flickers under a moving hand.
    [[nodiscard]] QImage dots() const;
    /// Diamonds in `hue` above what is there, one for each point that `outlier` flags: every pixel that holds an
    /// outlier shows it.
    void addOutliers(QImage& image, std::span<const std::uint8_t> outlier, const QColor& hue) const;
    /// Dots and, for those that `outlier` flags, diamonds in the colour of each point's depth, what falls outside first
    /// on top. `outlier` is empty where there are no classes.
    [[nodiscard]] QImage byDepth(const PointDepth& depth, std::span<const std::uint8_t> outlier) const;

    // What the images are made of: how thick marks lie, and the colour of that.
    [[nodiscard]] Ink dotInk() const;
    [[nodiscard]] Tones dotTones() const;
    [[nodiscard]] Ink diamondInk(std::span<const std::uint8_t> outlier) const;
    [[nodiscard]] Tones diamondTones(const QColor& hue) const;
};

/// How firm a diamond is.
inline constexpr float outlierOpacity = 0.85F;

} // namespace perimeter
