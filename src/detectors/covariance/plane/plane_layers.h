// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/plane/plane_order.h"

#include <array>
#include <optional>

namespace perimeter {

/// Rows and, for shapes that hardly differ, only those of them that matter: the shape of the nearest rows comes from
/// the sums over those certainly near and from the order of those about the border. What is certain follows from how
/// far distances by two shapes may differ, so the rows are the same as without.
class PlaneLayers {
public:
    PlaneLayers(PlaneRows rows, double h);

    [[nodiscard]] const PlaneRows& rows() const { return m_layers[0].rows; }
    /// The h rows nearest to a shape, and their shape.
    [[nodiscard]] ChosenRows nearest(const PlaneShape& shape);
    [[nodiscard]] PlaneShape step(const PlaneShape& shape);

    /// After a step from a shape which is that of the h rows nearest to it: exchanged() of them.
    [[nodiscard]] std::optional<PlaneShape> exchange(const PlaneShape& shape) const;

private:
    struct Layer {
        PlaneRows rows;
        PlaneSums within;     ///< over the rows nearer than those of the layer
        PlaneShape reference; ///< by its distances, whose roots are `inner` to `outer`, rows belong to the layer
        double inner = 0;
        double outer = 0;
        double width = 0;

        PlaneOrder order;
        std::optional<PlaneShape> measured; ///< what the order is by
        double nearer = 0;                  ///< no row within is farther from it,
        double farther = 0;                 ///< and no row without is nearer
    };

    void limit(const PlaneShape& shape);
    [[nodiscard]] std::optional<PlaneShape> stepIn(Layer& layer, const PlaneShape& shape) const;
    [[nodiscard]] bool lay(Layer& layer, const Layer& from, const PlaneShape& shape) const;

    double m_h;
    std::array<Layer, 3> m_layers; ///< the first is of all rows
};

} // namespace perimeter
