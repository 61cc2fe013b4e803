// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/contour.h"

#include "field/marching_squares.h"

#include <cmath>

namespace perimeter {

namespace {

double bilinearMiddle(const RowMatrix& values, Eigen::Index column, Eigen::Index row)
{
    return values.block<2, 2>(row, column).sum() / 4;
}

PlanePoint crossingPoint(const Field& field, const LatticeEdge& edge, double level)
{
    const Plane& plane = field.plane;
    const Eigen::Index columns = field.values.cols() - 1;
    const Eigen::Index rows = field.values.rows() - 1;
    const double share =
        crossingShare(field.values(edge.row, edge.column), field.values(edge.endRow(), edge.endColumn()), level);
    const double x = gridCoordinate(plane.xMin, plane.xMax, edge.column, columns);
    const double y = gridCoordinate(plane.yMin, plane.yMax, edge.row, rows);
    if (edge.upward)
        return {x, std::lerp(y, gridCoordinate(plane.yMin, plane.yMax, edge.endRow(), rows), share)};
    return {std::lerp(x, gridCoordinate(plane.xMin, plane.xMax, edge.endColumn(), columns), share), y};
}

std::vector<Segment> segmentsOf(const RowMatrix& values, double level)
{
    std::vector<Segment> segments;
    for (Eigen::Index row = 0; row + 1 < values.rows(); ++row) {
        for (Eigen::Index column = 0; column + 1 < values.cols(); ++column) {
            const std::array<double, 4> corners = {values(row, column), values(row, column + 1),
                                                   values(row + 1, column + 1), values(row + 1, column)};
            std::array<bool, 4> above = {};
            bool defined = true;
            for (std::size_t k = 0; k < corners.size(); ++k) {
                above[k] = corners[k] >= level;
                defined = defined && !std::isnan(corners[k]);
            }
            if (!defined)
                continue;
            const CellCrossing crossing =
                crossCell(above, [&] { return bilinearMiddle(values, column, row) >= level; });
            const LatticeCell cell{column, row};
            for (int k = 0; k < crossing.count; ++k) {
                const std::array<int, 2>& sides = crossing.sides[static_cast<std::size_t>(k)];
                segments.push_back({cell.edge(sides[0]), cell.edge(sides[1])});
            }
        }
    }
    return segments;
}

} // namespace

Frontier traceContour(const Field& field, double level)
{
    if (!std::isfinite(level))
        return {};
    Frontier frontier;
    std::vector<PlanePoint> points;
    for (const Chain& chain : joinSegments(segmentsOf(field.values, level))) {
        points.clear();
        for (const LatticeEdge& edge : chain.edges)
            points.push_back(crossingPoint(field, edge, level));
        if (std::optional<Polyline> line = cleanLine(points, chain.closed))
            frontier.push_back(std::move(*line));
    }
    return frontier;
}

} // namespace perimeter
