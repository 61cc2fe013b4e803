// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/point_raster.h"

#include "figure/points/depth_colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace perimeter {

namespace {

/// From so many points on, marks are spread from counts per pixel: their number costs little then.
constexpr std::size_t manyPoints = 150000;

Sprites dotSprites(double diameter)
{
    const double radius = diameter / 2;
    return {radius, [radius](double x, double y) { return radius - std::hypot(x, y); }};
}

Sprites diamondSprites(double radius)
{
    constexpr double slope = 0.70710678118654752;
    return {radius, [radius](double x, double y) { return slope * (radius - std::abs(x) - std::abs(y)); }};
}

/// The colour of the thickest crowd: `share` of the way to the theme's strongest.
QColor denseTone(const QColor& colour, const Theme& theme, double share)
{
    const QColor end = theme.kind == ThemeKind::Dark ? theme.text : QColor(0x10, 0x14, 0x1a);
    const auto mix = [share](int from, int to) { return qRound(std::lerp(from, to, share)); };
    return {mix(colour.red(), end.red()), mix(colour.green(), end.green()), mix(colour.blue(), end.blue())};
}

/// Marks for the points of a view that `wanted` takes.
template <typename Wanted>
Ink inkOf(const PlaceIndex& places, const RasterView& view, Sprites sprites, Wanted wanted)
{
    Ink ink(view.width, view.height, std::move(sprites));
    // Marks that stand over the border belong to the picture.
    const int beyond = ink.sprites().reach();
    const RasterView reached = view.grown(beyond, beyond);
    const double xScale = view.xScale();
    const double yScale = view.yScale();
    const auto visit = [&](auto mark) {
        places.visitWithin(reached.rectangle(), [&](std::size_t first, std::size_t last) {
            for (std::size_t entry = first; entry < last; ++entry) {
                const double x = (places.x()[entry] - view.xMin) * xScale;
                const double y = (view.yMax - places.y()[entry]) * yScale;
                if (wanted(entry) && x >= -beyond && x < view.width + beyond && y >= -beyond &&
                    y < view.height + beyond)
                    mark(x, y, places.counts().empty() ? 1.0F : places.counts()[entry]);
            }
        });
    };
    if (places.countWithin(reached.rectangle()) < manyPoints) {
        visit([&](double x, double y, float weight) { ink.stamp(x, y, weight); });
    } else {
        visit([&](double x, double y, float weight) { ink.drop(x, y, weight); });
        ink.spread();
    }
    return ink;
}

void layOver(QImage& image, const Ink& ink, const Tones& tones)
{
    for (int y = 0; y < image.height(); ++y) {
        const float* const from = ink.row(y);
        auto* const to = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (from[x] <= 0)
                continue;
            const QRgb above = tones(from[x]);
            const int through = 255 - qAlpha(above);
            const auto over = [&](int top, int below) { return top + (below * through + 127) / 255; };
            to[x] = qRgba(over(qRed(above), qRed(to[x])), over(qGreen(above), qGreen(to[x])),
                          over(qBlue(above), qBlue(to[x])), over(qAlpha(above), qAlpha(to[x])));
        }
    }
}

} // namespace

RasterView RasterView::grown(int columns, int rows) const
{
    const double across = columns / xScale();
    const double up = rows / yScale();
    return {xMin - across, xMax + across, yMin - up, yMax + up, width + 2 * columns, height + 2 * rows};
}

MarkSize markSize(std::size_t pointsInView)
{
    struct Step {
        double points;
        MarkSize size;
    };
    static constexpr std::array<Step, 4> steps = {
        {{400, {5.0, 4.4, 0.9F}}, {5000, {3.6, 3.6, 0.7F}}, {20000, {3.0, 3.2, 0.6F}}, {1000000, {2.2, 2.4, 0.5F}}}};
    // In steps of half an octave: a point more or less in view changes no mark.
    const double points =
        std::exp2(std::round(2 * std::log2(std::max<double>(1, static_cast<double>(pointsInView)))) / 2);
    if (points <= steps.front().points)
        return steps.front().size;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (points > steps[i].points)
            continue;
        const double share = std::log(points / steps[i - 1].points) / std::log(steps[i].points / steps[i - 1].points);
        const MarkSize& from = steps[i - 1].size;
        const MarkSize& to = steps[i].size;
        return {std::lerp(from.dotDiameter, to.dotDiameter, share),
                std::lerp(from.diamondRadius, to.diamondRadius, share),
                std::lerp(from.opacity, to.opacity, static_cast<float>(share))};
    }
    return steps.back().size;
}

Ink PointRaster::dotInk() const
{
    return inkOf(places, view, dotSprites(size.dotDiameter), [](std::size_t) { return true; });
}

Tones PointRaster::dotTones() const
{
    return {theme.inlier, denseTone(theme.inlier, theme, 0.6), size.opacity};
}

Ink PointRaster::diamondInk(std::span<const std::uint8_t> outlier) const
{
    const std::span<const std::uint32_t> points = places.points();
    return inkOf(places, view, diamondSprites(size.diamondRadius),
                 [&](std::size_t entry) { return outlier[points[entry]] != 0; });
}

Tones PointRaster::diamondTones(const QColor& hue) const
{
    return {hue, denseTone(hue, theme, 0.45), outlierOpacity};
}

QImage PointRaster::dots() const
{
    const Ink ink = dotInk();
    const Tones tones = dotTones();
    QImage image(view.width, view.height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < view.height; ++y) {
        const float* const from = ink.row(y);
        auto* const to = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < view.width; ++x)
            to[x] = tones(from[x]);
    }
    return image;
}

void PointRaster::addOutliers(QImage& image, std::span<const std::uint8_t> outlier, const QColor& hue) const
{
    layOver(image, diamondInk(outlier), diamondTones(hue));
}

QImage PointRaster::byDepth(const PointDepth& depth, std::span<const std::uint8_t> outlier) const
{
    const std::span<const std::uint32_t> points = places.points();
    QImage image(view.width, view.height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (std::size_t level = PointDepth::levels + 1; level-- > 0;) {
        const QColor colour = depthColour(level, theme);
        const QColor dense = denseTone(colour, theme, level < PointDepth::levels ? 0 : 0.6);
        const auto isOutlier = [&](std::size_t entry) { return !outlier.empty() && outlier[points[entry]] != 0; };
        const auto isHere = [&](std::size_t entry) { return depth.level[points[entry]] == level; };
        const Ink dots = inkOf(places, view, dotSprites(size.dotDiameter),
                               [&](std::size_t entry) { return isHere(entry) && !isOutlier(entry); });
        layOver(image, dots, Tones(colour, dense, size.opacity));
        if (outlier.empty())
            continue;
        const Ink diamonds = inkOf(places, view, diamondSprites(size.diamondRadius),
                                   [&](std::size_t entry) { return isHere(entry) && isOutlier(entry); });
        layOver(image, diamonds, Tones(colour, dense, outlierOpacity));
    }
    return image;
}

} // namespace perimeter
