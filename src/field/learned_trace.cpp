// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/learned_trace.h"

#include "field/bracketed_root.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

/// Kernel values spent on islands: about a second.
constexpr double mostKernelValues = 5e8;
constexpr Eigen::Index supportsPerLook = 64;

/// A departure from the bilinear interpolant, in shares of the largest corner, that a smooth curve does not have.
constexpr double roundness = 0.1;
/// A vertex is never off its place by more than about a thousandth of its edge.
constexpr double onEdge = 1e-3;

} // namespace

LearnedTrace::LearnedTrace(const DecisionSurface& surface, const Plane& plane, const DecisionGrid& grid)
    : m_surface(surface), m_plane(plane), m_grid(grid), m_values(grid.values),
      m_scaledX(plane.scaledX(static_cast<int>(m_values.cols()))),
      m_scaledY(plane.scaledY(static_cast<int>(m_values.rows()))), m_curvature(surface.curvatureBound()),
      m_columns((m_values.cols() - 1) * fineness), m_rows((m_values.rows() - 1) * fineness)
{
}

PlanePoint LearnedTrace::place(double column, double row) const
{
    const double shareX = column / static_cast<double>(m_columns);
    const double shareY = row / static_cast<double>(m_rows);
    return {std::lerp(m_plane.xMin, m_plane.xMax, shareX), std::lerp(m_plane.yMin, m_plane.yMax, shareY)};
}

double LearnedTrace::evaluate(const PlanePoint& point) const
{
    const Eigen::RowVector2d scaled = m_plane.toScaled(point.x, point.y);
    return evaluateScaled(scaled[0], scaled[1]);
}

double LearnedTrace::evaluateScaled(double x, double y) const
{
    return m_grid.patch ? m_grid.patch->at(x, y) : m_surface.at(x, y);
}

double LearnedTrace::nodeValue(std::int64_t column, std::int64_t row) const
{
    if (column % fineness == 0 && row % fineness == 0)
        return m_values(row / fineness, column / fineness);
    return evaluate(place(static_cast<double>(column), static_cast<double>(row)));
}

std::optional<LatticeCell> LearnedTrace::cellOf(double scaledX, double scaledY) const
{
    const double x = toAxis(m_plane.xScale, m_plane.scaling.toOriginal(0, scaledX));
    const double y = toAxis(m_plane.yScale, m_plane.scaling.toOriginal(1, scaledY));
    if (!(x >= m_plane.xMin && x <= m_plane.xMax && y >= m_plane.yMin && y <= m_plane.yMax))
        return std::nullopt;
    const auto cells = [](double share, std::int64_t steps) {
        const std::int64_t count = steps / fineness;
        return std::min(static_cast<std::int64_t>(share * static_cast<double>(count)), count - 1) * fineness;
    };
    return LatticeCell{cells((x - m_plane.xMin) / (m_plane.xMax - m_plane.xMin), m_columns),
                       cells((y - m_plane.yMin) / (m_plane.yMax - m_plane.yMin), m_rows), fineness};
}

bool LearnedTrace::defined(const LatticeCell& cell) const
{
    const Eigen::Index row = cell.row / fineness;
    const Eigen::Index column = cell.column / fineness;
    // undefined places are at the low ends of the axes
    return !std::isnan(m_values(row, column));
}

std::array<bool, 4> LearnedTrace::cornersAbove(const LatticeCell& cell) const
{
    const Eigen::Index row = cell.row / fineness;
    const Eigen::Index column = cell.column / fineness;
    return {m_values(row, column) >= 0, m_values(row, column + 1) >= 0, m_values(row + 1, column + 1) >= 0,
            m_values(row + 1, column) >= 0};
}

/// Whether a support vector is drawn on the wrong side of the frontier: where the bilinear interpolant of its cell's
/// corners has another sign than f and departs from it by more than the roundness of a smooth curve.
bool LearnedTrace::misplaced(const LatticeCell& cell, double x, double y) const
{
    const Eigen::Index row = cell.row / fineness;
    const Eigen::Index column = cell.column / fineness;
    const double width = m_scaledX[column + 1] - m_scaledX[column];
    const double height = m_scaledY[row + 1] - m_scaledY[row];
    const double shareX = std::clamp((x - m_scaledX[column]) / width, 0.0, 1.0);
    const double shareY = std::clamp((y - m_scaledY[row]) / height, 0.0, 1.0);
    const Eigen::Matrix2d corners = m_values.block<2, 2>(row, column);
    const double drawn = std::lerp(std::lerp(corners(0, 0), corners(0, 1), shareX),
                                   std::lerp(corners(1, 0), corners(1, 1), shareX), shareY);
    const double mostDeparture = (m_curvature[0] * width * width + m_curvature[1] * height * height) / 8;
    if (std::abs(drawn) > mostDeparture)
        return false;
    const double f = evaluateScaled(x, y);
    return (f >= 0) != (drawn >= 0) && std::abs(f - drawn) > roundness * corners.cwiseAbs().maxCoeff();
}

bool LearnedTrace::findIslands(Progress& progress)
{
    const Eigen::Index supports = m_surface.supportX().size();
    const double mostValues = mostKernelValues / m_surface.kernelValuesPerValue();
    constexpr double valuesPerCell = (fineness + 1) * (fineness + 1);
    std::vector<LatticeCell> pending;
    for (Eigen::Index i = 0; i < supports; ++i) {
        const double values = static_cast<double>(i) + valuesPerCell * static_cast<double>(m_refined.size());
        if (values > mostValues)
            return true;
        if (i % supportsPerLook == 0 && !progress.advance(static_cast<double>(i) / static_cast<double>(supports)))
            return false;
        const double x = m_surface.supportX()[i];
        const double y = m_surface.supportY()[i];
        const std::optional<LatticeCell> cell = cellOf(x, y);
        if (!cell || !defined(*cell) || m_refined.contains(*cell) || !misplaced(*cell, x, y))
            continue;
        pending.push_back(*cell);
        while (!pending.empty() && valuesPerCell * static_cast<double>(m_refined.size()) <= mostValues) {
            const LatticeCell next = pending.back();
            pending.pop_back();
            if (!m_refined.contains(next))
                refine(next, pending);
        }
        pending.clear();
    }
    return true;
}

LearnedTrace::FineSigns LearnedTrace::fineSigns(const LatticeCell& cell) const
{
    FineSigns signs;
    for (std::int64_t row = 0; row <= fineness; ++row)
        for (std::int64_t column = 0; column <= fineness; ++column)
            signs[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] =
                nodeValue(cell.column + column, cell.row + row) >= 0;
    return signs;
}

/// Looks at a cell more finely. A side crossed once joins the coarse cell beyond it; one crossed more often leads on
/// into that cell.
void LearnedTrace::refine(const LatticeCell& cell, std::vector<LatticeCell>& more)
{
    const FineSigns signs = fineSigns(cell);
    m_refined.emplace(cell, signs);
    for (int side = 0; side < 4; ++side) {
        const LatticeEdge edge = cell.edge(side);
        int crossings = 0;
        LatticeEdge crossed;
        for (std::int32_t step = 0; step < fineness; ++step) {
            const LatticeEdge fine{edge.column + (edge.upward ? 0 : step), edge.row + (edge.upward ? step : 0), 1,
                                   edge.upward};
            const auto sign = [&](std::int64_t column, std::int64_t row) {
                return signs[static_cast<std::size_t>(row - cell.row)][static_cast<std::size_t>(column - cell.column)];
            };
            if (sign(fine.column, fine.row) != sign(fine.endColumn(), fine.endRow())) {
                ++crossings;
                crossed = fine;
            }
        }
        if (crossings == 1)
            m_fineEdges.emplace(edge, crossed);
        if (crossings < 2)
            continue;
        constexpr std::array<std::array<int, 2>, 4> beyond = {{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}};
        const std::array<int, 2>& way = beyond[static_cast<std::size_t>(side)];
        const LatticeCell next{cell.column + way[0] * fineness, cell.row + way[1] * fineness, fineness};
        if (next.column >= 0 && next.row >= 0 && next.column < m_columns && next.row < m_rows && defined(next))
            more.push_back(next);
    }
}

void LearnedTrace::addCell(const LatticeCell& cell, const std::array<bool, 4>& above,
                           std::vector<Segment>& segments) const
{
    const double half = 0.5 * cell.length;
    const CellCrossing crossing = crossCell(above, [&] {
        return evaluate(place(static_cast<double>(cell.column) + half, static_cast<double>(cell.row) + half)) >= 0;
    });
    const auto edge = [&](int side) {
        const auto fine = m_fineEdges.find(cell.edge(side));
        return fine == m_fineEdges.end() ? cell.edge(side) : fine->second;
    };
    for (int k = 0; k < crossing.count; ++k) {
        const std::array<int, 2>& sides = crossing.sides[static_cast<std::size_t>(k)];
        segments.push_back({edge(sides[0]), edge(sides[1])});
    }
}

std::vector<Chain> LearnedTrace::chains() const
{
    std::vector<Segment> segments;
    for (std::int64_t row = 0; row < m_rows; row += fineness) {
        for (std::int64_t column = 0; column < m_columns; column += fineness) {
            const LatticeCell cell{column, row, fineness};
            const std::array<bool, 4> above = cornersAbove(cell);
            const bool crossed = above[0] != above[1] || above[0] != above[2] || above[0] != above[3];
            if (crossed && defined(cell) && !m_refined.contains(cell))
                addCell(cell, above, segments);
        }
    }
    for (const auto& [cell, signs] : m_refined)
        for (std::size_t row = 0; row < fineness; ++row)
            for (std::size_t column = 0; column < fineness; ++column)
                addCell(
                    {cell.column + static_cast<std::int64_t>(column), cell.row + static_cast<std::int64_t>(row), 1},
                    {signs[row][column], signs[row][column + 1], signs[row + 1][column + 1], signs[row + 1][column]},
                    segments);
    return joinSegments(std::move(segments));
}

PlanePoint LearnedTrace::vertex(const LatticeEdge& edge, double tolerance) const
{
    const PlanePoint from = place(static_cast<double>(edge.column), static_cast<double>(edge.row));
    const PlanePoint to = place(static_cast<double>(edge.endColumn()), static_cast<double>(edge.endRow()));
    const double atFrom = nodeValue(edge.column, edge.row);
    const double atTo = nodeValue(edge.endColumn(), edge.endRow());
    const auto between = [&](double share) {
        return PlanePoint{std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share)};
    };
    const double near = std::min(tolerance, onEdge * std::max(std::abs(atFrom), std::abs(atTo)));
    return between(bracketedRoot([&](double share) { return evaluate(between(share)); }, atFrom, atTo, near));
}

} // namespace perimeter
