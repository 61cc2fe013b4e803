// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "field/decision_surface.h"
#include "field/marching_squares.h"

#include <map>

namespace perimeter {

/// The trace of f = 0. Its lattice has `fineness` steps to a grid cell; only the nodes of the grid and of refined cells
/// are ever evaluated.
class LearnedTrace {
public:
    LearnedTrace(const DecisionSurface& surface, const Plane& plane, const DecisionGrid& grid);

    /// Refines the cells in which a support vector betrays an island or a hole, and those it reaches into; no more of
    /// them than can be looked at in about a second. False when cancelled.
    [[nodiscard]] bool findIslands(Progress& progress);
    [[nodiscard]] std::vector<Chain> chains() const;
    /// Where f is 0 on an edge, |f| within the tolerance.
    [[nodiscard]] PlanePoint vertex(const LatticeEdge& edge, double tolerance) const;

private:
    /// Cells in which a support vector betrays an island or a hole are looked at again, so many times finer.
    static constexpr std::int32_t fineness = 8;
    using FineSigns = std::array<std::array<bool, fineness + 1>, fineness + 1>; ///< [row][column]

    [[nodiscard]] PlanePoint place(double column, double row) const;
    [[nodiscard]] double evaluate(const PlanePoint& point) const;
    [[nodiscard]] double evaluateScaled(double x, double y) const;
    [[nodiscard]] double nodeValue(std::int64_t column, std::int64_t row) const;
    [[nodiscard]] std::optional<LatticeCell> cellOf(double scaledX, double scaledY) const;
    [[nodiscard]] bool defined(const LatticeCell& cell) const;
    [[nodiscard]] std::array<bool, 4> cornersAbove(const LatticeCell& cell) const;
    [[nodiscard]] bool misplaced(const LatticeCell& cell, double x, double y) const;
    [[nodiscard]] FineSigns fineSigns(const LatticeCell& cell) const;
    void refine(const LatticeCell& cell, std::vector<LatticeCell>& more);
    void addCell(const LatticeCell& cell, const std::array<bool, 4>& above, std::vector<Segment>& segments) const;

    const DecisionSurface& m_surface;
    const Plane& m_plane;
    const DecisionGrid& m_grid;
    const RowMatrix& m_values;
    Eigen::VectorXd m_scaledX;
    Eigen::VectorXd m_scaledY;
    Eigen::RowVector2d m_curvature;
    std::int64_t m_columns; ///< lattice steps along x
    std::int64_t m_rows;
    std::map<LatticeCell, FineSigns> m_refined;
    std::map<LatticeEdge, LatticeEdge> m_fineEdges; ///< where an edge of the grid beside a refined cell is crossed
};

} // namespace perimeter
