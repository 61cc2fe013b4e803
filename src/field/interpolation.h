// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/points.h"

namespace perimeter {

/// Where to evaluate a smooth function of one coordinate, and how to go from there to the places where it is wanted:
/// wanted = weights · evaluated. Without weights (no rows) the nodes are the places themselves.
struct SampledAxis {
    Eigen::VectorXd nodes;
    Eigen::MatrixXd weights;

    [[nodiscard]] bool direct() const { return weights.rows() == 0; }
};

/// Chebyshev nodes (second kind) between the first and the last of the ascending, finite `places`, with barycentric
/// weights (Berrut & Trefethen 2004).
[[nodiscard]] SampledAxis chebyshevAxis(const Eigen::VectorXd& places, Eigen::Index nodes);

/// The same over consecutive panels of `panel` places each, for functions whose size differs much along the axis.
[[nodiscard]] SampledAxis panelledAxis(const Eigen::VectorXd& places, Eigen::Index nodes, Eigen::Index panel);

/// A smooth function over a rectangle by its values at Chebyshev nodes: (row, column) at (xs[column], ys[row]).
struct ChebyshevPatch {
    Eigen::VectorXd xs;
    Eigen::VectorXd ys;
    RowMatrix samples;

    [[nodiscard]] double at(double x, double y) const;
};

/// Nodes with which exp(−(x − c)²·γ), whatever its centre c, is interpolated on an interval of the given length to
/// within 1e-13: the bound 4·M(r)·r⁻ⁿ/(r − 1) on Bernstein ellipses (Trefethen 2013, theorem 8.2), least over r.
[[nodiscard]] Eigen::Index gaussianNodes(double gamma, double length);

} // namespace perimeter
