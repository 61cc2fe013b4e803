// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/points/depth_colour.h"

#include "explorer/studies/point_depth.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace perimeter {

namespace {

/// A colour in OKLab (Ottosson 2020), in which equal distances look about equal.
QColor fromOklab(double lightness, double a, double b)
{
    const auto cube = [](double value) { return value * value * value; };
    const double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    const double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    const double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    const auto channel = [](double linear) {
        const double within = std::clamp(linear, 0.0, 1.0);
        const double gamma = within <= 0.0031308 ? 12.92 * within : 1.055 * std::pow(within, 1 / 2.4) - 0.055;
        return qRound(255 * gamma);
    };
    return {channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

} // namespace

QColor depthColour(std::size_t level, const Theme& theme)
{
    if (level >= PointDepth::levels)
        return theme.inlier;
    const double share = static_cast<double>(level) / static_cast<double>(PointDepth::levels - 1);
    const bool isDark = theme.kind == ThemeKind::Dark;
    // From plum over blue to green; inwards ever nearer to the surface.
    const double lightness = isDark ? std::lerp(0.92, 0.55, share) : std::lerp(0.32, 0.78, share);
    const double hue =
        (isDark ? std::lerp(100.0, 250.0, share) : std::lerp(320.0, 160.0, share)) * std::numbers::pi / 180;
    constexpr double chroma = 0.12;
    return fromOklab(lightness, chroma * std::cos(hue), chroma * std::sin(hue));
}

} // namespace perimeter
