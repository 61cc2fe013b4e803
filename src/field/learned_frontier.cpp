// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/learned_frontier.h"

#include "field/contour.h"
#include "field/learned_trace.h"
#include "field/level_tolerance.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// Whether a straight line in scaled space is one on the axes as well.
bool straight(const Plane& plane)
{
    return plane.xScale == AxisScale::Linear && plane.yScale == AxisScale::Linear &&
           plane.scaling.kind != ScalingKind::Log1p;
}

double largestValue(const RowMatrix& values)
{
    return (values.array().abs() < std::numeric_limits<double>::infinity()).select(values.array().abs(), 0).maxCoeff();
}

} // namespace

Expected<Frontier> learnedFrontier(const OneClassSvm& model, const Plane& plane, int columns, int rows,
                                   Progress& progress)
{
    if (!model.frontier || columns < 2 || rows < 2 || !(plane.xMax > plane.xMin) || !(plane.yMax > plane.yMin))
        return Frontier{};
    const DecisionSurface surface(model);
    if (model.kernel.kind == KernelKind::Linear && straight(plane)) {
        // one cell over the plane: its interpolation of a linear function is exact
        return decisionField(model, plane, 2, 2, progress).transform([](const Field& corners) {
            return traceContour(corners, 0);
        });
    }
    ProgressPart evaluating(progress, 0, 0.6);
    PERIMETER_TRY(const DecisionGrid grid, surface.onGrid(plane.scaledX(columns), plane.scaledY(rows), evaluating));
    LearnedTrace trace(surface, plane, grid);
    ProgressPart searching(progress, 0.6, 0.7);
    if (!trace.findIslands(searching))
        return Unexpected(ErrorCode::Cancelled);
    const std::vector<Chain> chains = trace.chains();
    const double tolerance = onLevel * std::max(std::abs(model.rho), largestValue(grid.values));
    Frontier frontier;
    std::vector<PlanePoint> points;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        points.clear();
        for (const LatticeEdge& edge : chains[i].edges) {
            if (points.size() % 64 == 0 &&
                !progress.advance(0.7 + 0.3 * static_cast<double>(i) / static_cast<double>(chains.size())))
                return Unexpected(ErrorCode::Cancelled);
            points.push_back(trace.vertex(edge, tolerance));
        }
        if (std::optional<Polyline> line = cleanLine(points, chains[i].closed))
            frontier.push_back(std::move(*line));
    }
    return frontier;
}

} // namespace perimeter
