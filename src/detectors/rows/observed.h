// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/cells.h"
#include "detectors/rows/chosen_rows.h"
#include "detectors/rows/moments.h"

namespace perimeter {

/// What covariances learn from: rows, each for itself, or cells. It refers to them and does not outlive them.
class Observed {
public:
    explicit Observed(const PointsRef& points) : m_points(points) {}
    explicit Observed(const Cells& cells) : m_points(cells.means), m_cells(&cells) {}

    [[nodiscard]] const PointsRef& points() const { return m_points; }
    /// Nothing where every row counts once.
    [[nodiscard]] const Cells* cells() const { return m_cells; }
    /// Rows, those in cells included.
    [[nodiscard]] Eigen::Index total() const;
    [[nodiscard]] Eigen::Index columns() const { return m_points.cols(); }

    /// Whether all rows have one value in a column.
    [[nodiscard]] bool constant(Eigen::Index column) const;
    [[nodiscard]] ChosenRows all() const;
    /// The rows or cells nearer than a limit.
    [[nodiscard]] ChosenRows below(const Eigen::VectorXd& distances, double limit) const;
    [[nodiscard]] double percentile(const Eigen::VectorXd& values, double share) const;

    /// Mean and Σ (x − mean)(x − mean)ᵀ / denominator, in two passes; of a cell counted in part, as much of its
    /// scatter.
    [[nodiscard]] Moments moments(const ChosenRows& chosen, double denominator) const;

private:
    PointsRef m_points;
    const Cells* m_cells = nullptr;
};

/// How many rows are chosen, parts of cells included.
[[nodiscard]] double totalOf(const ChosenRows& chosen);

} // namespace perimeter
