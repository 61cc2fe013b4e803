// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/interpolation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace perimeter {

namespace {

/// Weights of the values at Chebyshev nodes of the second kind for the value at a place (Berrut & Trefethen 2004).
void barycentricWeights(const Eigen::Ref<const Eigen::VectorXd>& nodes, double place, Eigen::RowVectorXd& weights)
{
    weights.resize(nodes.size());
    for (Eigen::Index j = 0; j < nodes.size(); ++j) {
        const double distance = place - nodes[j];
        if (distance == 0) {
            weights.setZero();
            weights[j] = 1;
            return;
        }
        const double half = j == 0 || j == nodes.size() - 1 ? 0.5 : 1.0;
        weights[j] = (j % 2 == 0 ? half : -half) / distance;
    }
    weights /= weights.sum();
}

/// Fills the rows of `weights` for the places [first, first + count) and the columns for the nodes from `column` on.
void addPanel(SampledAxis& axis, const Eigen::VectorXd& places, Eigen::Index first, Eigen::Index count,
              Eigen::Index column, Eigen::Index nodes)
{
    const double low = places[first];
    const double high = places[first + count - 1];
    for (Eigen::Index j = 0; j < nodes; ++j) {
        const double angle = std::numbers::pi * static_cast<double>(j) / static_cast<double>(nodes - 1);
        axis.nodes[column + j] = 0.5 * (low + high) - 0.5 * (high - low) * std::cos(angle);
    }
    axis.nodes[column] = low;
    axis.nodes[column + nodes - 1] = high;
    Eigen::RowVectorXd row;
    for (Eigen::Index i = first; i < first + count; ++i) {
        barycentricWeights(axis.nodes.segment(column, nodes), places[i], row);
        axis.weights.row(i).segment(column, nodes) = row;
    }
}

} // namespace

SampledAxis chebyshevAxis(const Eigen::VectorXd& places, Eigen::Index nodes)
{
    return panelledAxis(places, nodes, places.size());
}

SampledAxis panelledAxis(const Eigen::VectorXd& places, Eigen::Index nodes, Eigen::Index panel)
{
    SampledAxis axis;
    const Eigen::Index panels = std::max<Eigen::Index>(1, places.size() / std::max<Eigen::Index>(panel, 1));
    axis.nodes.resize(panels * nodes);
    axis.weights.setZero(places.size(), panels * nodes);
    for (Eigen::Index k = 0; k < panels; ++k) {
        const Eigen::Index first = places.size() * k / panels;
        const Eigen::Index end = places.size() * (k + 1) / panels;
        addPanel(axis, places, first, end - first, k * nodes, nodes);
    }
    return axis;
}

double ChebyshevPatch::at(double x, double y) const
{
    Eigen::RowVectorXd alongX;
    Eigen::RowVectorXd alongY;
    barycentricWeights(xs, x, alongX);
    barycentricWeights(ys, y, alongY);
    return alongY.dot(samples * alongX.transpose());
}

Eigen::Index gaussianNodes(double gamma, double length)
{
    const double a = gamma * length * length / 4;
    double fewest = std::numeric_limits<double>::infinity();
    for (double s = 0.02; s < 8; s *= 1.1) {
        const double growth = a * std::sinh(s) * std::sinh(s);
        const double needed = (growth + std::log(4.0 / std::expm1(s)) - std::log(1e-13)) / s;
        fewest = std::min(fewest, needed);
    }
    // far more than any grid has places
    constexpr double most = 1e6;
    return static_cast<Eigen::Index>(std::clamp(std::ceil(fewest) + 1, 2.0, most));
}

} // namespace perimeter
