// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "explorer/stages/fit.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace perimeter {

/// Where points stand on the axes of a pane.
struct Places {
    std::vector<PlanePoint> at;        ///< NaN where an axis scale cannot place a point
    std::vector<std::uint32_t> counts; ///< rows at each place; empty: one each
};

[[nodiscard]] Places placesOf(const Projection& projection, AxisScale xScale, AxisScale yScale);

/// Places in an order in which those within a rectangle, and the one nearest to a spot, are found without a look at
/// all of them: strips of about equally many, from left to right, each sorted upwards. How the places are spread does
/// not matter, as a grid of cells would have it: heavy tails and ties are the normal case.
class PlaceIndex {
public:
    struct Rectangle {
        double xMin, xMax, yMin, yMax;
    };

    /// Null where `progress` says stop.
    [[nodiscard]] static std::shared_ptr<const PlaceIndex> build(const Places& places, Progress& progress);

    // Parallel lists, in the order of the index.
    [[nodiscard]] std::span<const double> x() const { return m_x; }
    [[nodiscard]] std::span<const double> y() const { return m_y; }
    [[nodiscard]] std::span<const std::uint32_t> points() const { return m_points; } ///< places as they were given
    [[nodiscard]] std::span<const float> counts() const { return m_counts; }         ///< empty: one row each

    /// Calls `visit(first, last)` with every run of entries between the rectangle's lower and upper border. In the
    /// strips that its left or right border cuts, entries beside it are visited too.
    template <typename Visit>
    void visitWithin(const Rectangle& rectangle, Visit visit) const
    {
        for (std::size_t strip = firstStrip(rectangle.xMin);
             strip < m_strips.size() && m_strips[strip].xMin <= rectangle.xMax; ++strip) {
            const auto [first, last] = run(m_strips[strip], rectangle.yMin, rectangle.yMax);
            if (first < last)
                visit(first, last);
        }
    }

    /// How many entries visitWithin() visits.
    [[nodiscard]] std::size_t countWithin(const Rectangle& rectangle) const;

    /// The point nearest to `spot` when a unit is `xScale` × `yScale` pixels, if one is within `reach` pixels.
    [[nodiscard]] std::optional<std::size_t> nearest(const PlanePoint& spot, double xScale, double yScale,
                                                     double reach) const;

private:
    struct Strip {
        double xMin, xMax;
        std::size_t first, last;
    };
    struct Nearest {
        double squaredDistance;
        std::optional<std::size_t> entry;
    };

    [[nodiscard]] std::size_t firstStrip(double xMin) const;
    [[nodiscard]] std::pair<std::size_t, std::size_t> run(const Strip& strip, double yMin, double yMax) const;
    void searchStrip(const Strip& strip, const PlanePoint& spot, double xScale, double yScale, Nearest& found) const;

    std::vector<double> m_x, m_y;
    std::vector<std::uint32_t> m_points;
    std::vector<float> m_counts;
    std::vector<Strip> m_strips;
};

} // namespace perimeter
