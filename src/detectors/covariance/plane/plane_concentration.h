// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/plane/plane_layers.h"

#include <Eigen/Core>

#include <span>

namespace perimeter {

/// Concentration for two features: the same steps in scalar arithmetic, and exchanges of single rows where steps end,
/// on rows that may stand for many; then the last of the h is split.
class PlaneConcentration {
public:
    using Shape = PlaneShape;
    static constexpr int Retries = 12;

    PlaneConcentration(PlaneRows rows, Eigen::Index h);

    [[nodiscard]] Eigen::Index rows() const { return m_total; }
    [[nodiscard]] static Eigen::Index columns() { return 2; }
    [[nodiscard]] Eigen::Index h() const { return m_h; }
    [[nodiscard]] PlaneConcentration sample(std::span<const Eigen::Index> drawn, Eigen::Index h) const;

    [[nodiscard]] PlaneShape shapeOf(std::span<const Eigen::Index> chosen) const;
    [[nodiscard]] ChosenRows nearest(const PlaneShape& shape);
    [[nodiscard]] PlaneShape concentrate(PlaneShape shape, int steps);

    [[nodiscard]] ChosenRows onHyperplane(const PlaneShape& shape) const;
    [[nodiscard]] static Eigen::VectorXd normalOf(const PlaneShape& shape);

private:
    Eigen::Index m_total;
    Eigen::Index m_h;
    PlaneLayers m_layers;
};

} // namespace perimeter
