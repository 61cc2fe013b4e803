// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/cell_tree.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace perimeter {

namespace {

constexpr std::int64_t noParent = std::numeric_limits<std::int64_t>::max();

/// A square of the grid or of a coarser one, and the square of the next coarser grid that holds it.
struct Node {
    std::int64_t i = 0, j = 0;
    std::int64_t rows = 0;
    std::uint32_t parent = 0;
};

/// The squares that hold rows, level by level: from the grid's own to the one that holds all.
using Levels = std::vector<std::vector<Node>>;

std::vector<Node> parentsOf(std::vector<Node>& nodes)
{
    std::vector<std::uint32_t> order(nodes.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    const auto place = [&](std::uint32_t node) { return std::tuple(nodes[node].i >> 1, nodes[node].j >> 1); };
    std::ranges::sort(order, {}, place);
    std::vector<Node> parents;
    for (const std::uint32_t child : order) {
        const auto [i, j] = place(child);
        if (parents.empty() || parents.back().i != i || parents.back().j != j)
            parents.push_back({i, j});
        parents.back().rows += nodes[child].rows;
        nodes[child].parent = static_cast<std::uint32_t>(parents.size() - 1);
    }
    return parents;
}

Levels levelsOver(const std::vector<CellCount>& cells)
{
    Levels levels(1);
    for (const CellCount& cell : cells)
        levels[0].push_back({cell.i, cell.j, cell.rows});
    // Places on both sides of zero never share a square; there it ends too.
    while (levels.back().size() > 4 && levels.size() < 60)
        levels.push_back(parentsOf(levels.back()));
    return levels;
}

std::int64_t rowsOfParent(const Levels& levels, std::size_t level, const Node& node)
{
    return level + 1 < levels.size() ? levels[level + 1][node.parent].rows : noParent;
}

/// Cells there are if squares with up to `few` rows are made one.
std::size_t cellsWith(const Levels& levels, std::int64_t few)
{
    std::size_t cells = 0;
    for (std::size_t level = 0; level < levels.size(); ++level)
        for (const Node& node : levels[level])
            cells += (node.rows <= few || level == 0) && rowsOfParent(levels, level, node) > few ? 1 : 0;
    return cells;
}

/// The least number of rows that makes no more cells than allowed.
std::int64_t fewestRows(const Levels& levels, std::size_t most)
{
    std::int64_t low = 0;
    std::int64_t high = 1;
    while (cellsWith(levels, high) > most && high < noParent / 4)
        high *= 2;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (cellsWith(levels, middle) > most ? low : high) = middle;
    }
    return high;
}

/// Takes the rows of another cell in: moments about the mean of both.
void add(CellCount& cell, const CellCount& other)
{
    const double mine = static_cast<double>(cell.rows);
    const double theirs = static_cast<double>(other.rows);
    const double dx = other.meanX - cell.meanX;
    const double dy = other.meanY - cell.meanY;
    const double share = theirs / (mine + theirs);
    cell.meanX += dx * share;
    cell.meanY += dy * share;
    cell.xx += other.xx + dx * dx * mine * share;
    cell.xy += other.xy + dx * dy * mine * share;
    cell.yy += other.yy + dy * dy * mine * share;
    cell.rows += other.rows;
}

} // namespace

MergedCells mergeSparseCells(const std::vector<CellCount>& cells, std::size_t most)
{
    MergedCells merged;
    merged.into.resize(cells.size());
    if (cells.size() <= most) {
        merged.counts = cells;
        for (const CellCount& cell : cells)
            merged.places.push_back({cell.i, cell.j});
        std::iota(merged.into.begin(), merged.into.end(), std::uint32_t{0});
        return merged;
    }
    const Levels levels = levelsOver(cells);
    merged.fewRows = fewestRows(levels, most);
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::vector<std::uint32_t>> placeOf;
    for (const std::vector<Node>& level : levels)
        placeOf.emplace_back(level.size(), none);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        std::size_t level = 0;
        std::uint32_t node = static_cast<std::uint32_t>(cell);
        while (level + 1 < levels.size() && levels[level + 1][levels[level][node].parent].rows <= merged.fewRows)
            node = levels[level++][node].parent;
        std::uint32_t& place = placeOf[level][node];
        if (place == none) {
            place = static_cast<std::uint32_t>(merged.places.size());
            const std::int64_t size = std::int64_t{1} << level;
            const Node& square = levels[level][node];
            merged.places.push_back({square.i * size, square.j * size, size});
            merged.counts.push_back(cells[cell]);
        } else {
            add(merged.counts[place], cells[cell]);
        }
        merged.into[cell] = place;
    }
    return merged;
}

} // namespace perimeter
