// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace perimeter {

/// Made-up sessions: bytes up and down with heavy tails and ties, and a few that send much for what they receive.
inline std::shared_ptr<const Projection> sessions(std::size_t count)
{
    auto projection = std::make_shared<Projection>();
    for (const char* const name : {"uplink", "downlink"})
        projection->features.push_back({.name = name, .kind = ColumnKind::Number, .unit = "bytes"});
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> share;
    std::vector<PlanePoint> places;
    for (std::size_t i = 0; i < count; ++i) {
        double up = std::exp(6.5 + 1.3 * normal(random));
        const double down = up * std::exp(0.15 + 0.35 * normal(random));
        if (share(random) < 0.004)
            up *= std::exp(3 + 0.6 * normal(random));
        places.push_back({std::round(up), std::round(down)});
    }
    std::ranges::sort(places, {}, [](const PlanePoint& place) { return std::pair(place.x, place.y); });
    projection->points.resize(static_cast<Eigen::Index>(count), 2);
    for (std::size_t i = 0; i < count; ++i) {
        projection->points.row(static_cast<Eigen::Index>(i)) << places[i].x, places[i].y;
        projection->rows.push_back({static_cast<std::int64_t>(i) + 1});
        projection->byRow.push_back(static_cast<std::uint32_t>(i));
    }
    return projection;
}

/// A scene of three panes on log axes: an ellipse each, `share` of the points outside it.
inline Scene sessionsScene(const std::shared_ptr<const Projection>& projection, double share)
{
    Scene scene;
    const auto count = static_cast<std::size_t>(projection->points.rows());
    std::vector<double> x(count), y(count);
    for (std::size_t i = 0; i < count; ++i) {
        x[i] = toAxis(AxisScale::Log, projection->points(static_cast<Eigen::Index>(i), 0));
        y[i] = toAxis(AxisScale::Log, projection->points(static_cast<Eigen::Index>(i), 1));
    }
    const auto [xMin, xMax] = std::ranges::minmax(x);
    const auto [yMin, yMax] = std::ranges::minmax(y);
    for (const DetectorKind detector : allDetectors) {
        const double stretch = 1 + 0.15 * static_cast<double>(detector);
        const auto away = [&](double px, double py) {
            const double along = (px + py - 5.7) / (1.1 * stretch);
            const double across = (px - py) / (0.17 * stretch);
            return along * along + across * across;
        };
        std::vector<double> distances(count);
        for (std::size_t i = 0; i < count; ++i)
            distances[i] = away(x[i], y[i]);
        std::vector<double> sorted = distances;
        const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>((1 - share) * static_cast<double>(count));
        std::ranges::nth_element(sorted, nth);
        auto fit = std::make_shared<DetectorFit>();
        fit->detector = detector;
        fit->classes.emplace();
        for (const double distance : distances)
            fit->classes->outlier.push_back(distance > *nth ? 1 : 0);
        auto lines = std::make_shared<FrontierLines>();
        Polyline ellipse{.points = {}, .closed = true};
        for (int corner = 0; corner < 600; ++corner) {
            const double angle = 2 * std::numbers::pi * corner / 600;
            const double sum = 5.7 + 1.1 * stretch * std::sqrt(*nth) * std::cos(angle);
            const double difference = 0.17 * stretch * std::sqrt(*nth) * std::sin(angle);
            ellipse.points.push_back({(sum + difference) / 2, (sum - difference) / 2});
        }
        lines->frontier.push_back(std::move(ellipse));
        ScenePane pane;
        pane.title = QStringLiteral("Detector %1").arg(static_cast<int>(detector) + 1);
        pane.hue = hueOf(detector);
        pane.xTitle = QStringLiteral("uplink (bytes, log axis)");
        pane.yTitle = QStringLiteral("downlink (bytes, log axis)");
        pane.plane = {AxisScale::Log, AxisScale::Log, xMin - 0.3, xMax + 0.3, yMin - 0.3, yMax + 0.3, {}};
        pane.projection = projection;
        pane.fit = fit;
        pane.lines = {{.label = pane.title, .hue = pane.hue, .frontier = lines}};
        pane.counts = QStringLiteral("%1 outliers").arg(share * static_cast<double>(count));
        scene.panes.push_back(std::move(pane));
    }
    scene.footer = QStringLiteral("%1 rows shown · 0 left out").arg(count);
    return scene;
}

} // namespace perimeter
