// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "field/plane.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

namespace perimeter {

/// An edge between two nodes of a lattice, from (column, row) `length` steps to the right or upward.
struct LatticeEdge {
    std::int64_t column = 0;
    std::int64_t row = 0;
    std::int32_t length = 1;
    bool upward = false;

    auto operator<=>(const LatticeEdge&) const = default;
    [[nodiscard]] std::int64_t endColumn() const { return upward ? column : column + length; }
    [[nodiscard]] std::int64_t endRow() const { return upward ? row + length : row; }
};

/// A square of a lattice. Its corners, and its edges from one corner to the next, are counted anticlockwise from the
/// lower left.
struct LatticeCell {
    std::int64_t column = 0;
    std::int64_t row = 0;
    std::int32_t length = 1;

    auto operator<=>(const LatticeCell&) const = default;
    [[nodiscard]] LatticeEdge edge(int side) const;
};

/// A piece of contour through one cell, from edge to edge, larger values on its left.
struct Segment {
    LatticeEdge from;
    LatticeEdge to;
};

/// Edges crossed one after the other by one line.
struct Chain {
    std::vector<LatticeEdge> edges;
    bool closed = false;
};

/// Sides of a cell joined by its segments: count is 0, 1 or 2.
struct CellCrossing {
    std::array<std::array<int, 2>, 2> sides = {};
    int count = 0;
};

/// The segments of a cell whose corners are above the level or not. `middleAbove()` is asked only at saddles.
template <typename Middle>
[[nodiscard]] CellCrossing crossCell(const std::array<bool, 4>& above, Middle&& middleAbove)
{
    // Along the border of the cell, anticlockwise, what is above begins at a rising side and ends at a falling one;
    // the contour leads from a falling side back to a rising one.
    CellCrossing crossing;
    std::array<int, 2> falling = {};
    int risingSide = 0;
    for (int side = 0; side < 4; ++side) {
        const bool next = above[static_cast<std::size_t>((side + 1) % 4)];
        if (above[static_cast<std::size_t>(side)] && !next)
            falling[static_cast<std::size_t>(crossing.count++)] = side;
        else if (!above[static_cast<std::size_t>(side)] && next)
            risingSide = side;
    }
    if (crossing.count == 1)
        crossing.sides[0] = {falling[0], risingSide};
    if (crossing.count == 2) {
        // joined through the middle, each segment cuts off a corner below; apart, one above
        const int step = middleAbove() ? 1 : 3;
        crossing.sides = {{{falling[0], (falling[0] + step) % 4}, {falling[1], (falling[1] + step) % 4}}};
    }
    return crossing;
}

/// Joins segments into lines; every segment is used once. The order of the lines follows from the edges alone.
[[nodiscard]] std::vector<Chain> joinSegments(std::vector<Segment> segments);

/// A polyline without repeated points and without spurs (there and back again), which arise where nodes are exactly on
/// the level; nothing when no line is left.
[[nodiscard]] std::optional<Polyline> cleanLine(const std::vector<PlanePoint>& points, bool closed);

/// Where the level is crossed between an edge's ends by linear interpolation, as a share of the edge. An infinite end
/// leaves the crossing at the other end, two in the middle.
[[nodiscard]] double crossingShare(double from, double to, double level);

} // namespace perimeter
