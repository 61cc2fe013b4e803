// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_concentration.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace perimeter {

namespace {

constexpr double OnLine = 1e-6;

Eigen::Index totalOf(const PlaneRows& rows)
{
    return rows.plain() ? static_cast<Eigen::Index>(rows.size())
                        : static_cast<Eigen::Index>(std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0));
}

} // namespace

PlaneConcentration::PlaneConcentration(PlaneRows rows, Eigen::Index h)
    : m_total(totalOf(rows)), m_h(h), m_layers(std::move(rows), static_cast<double>(h))
{
}

PlaneConcentration PlaneConcentration::sample(std::span<const Eigen::Index> drawn, Eigen::Index h) const
{
    const PlaneRows& all = m_layers.rows();
    PlaneRows rows;
    if (all.plain()) {
        for (const Eigen::Index row : drawn)
            rows.append(all, static_cast<std::size_t>(row), 1);
        return {std::move(rows), h};
    }
    std::vector<double> ends(all.size());
    std::partial_sum(all.weights.begin(), all.weights.end(), ends.begin());
    for (const Eigen::Index row : drawn) {
        const auto place = std::ranges::upper_bound(ends, static_cast<double>(row));
        rows.append(all, static_cast<std::size_t>(place - ends.begin()), 1);
    }
    return {std::move(rows), h};
}

PlaneShape PlaneConcentration::shapeOf(std::span<const Eigen::Index> chosen) const
{
    const PlaneRows& all = m_layers.rows();
    ChosenRows rows{{chosen.begin(), chosen.end()}, {}};
    if (!all.plain())
        for (const Eigen::Index row : chosen)
            rows.weights.push_back(all.weights[static_cast<std::size_t>(row)]);
    return planeShape(momentsOf(all, rows));
}

ChosenRows PlaneConcentration::nearest(const PlaneShape& shape)
{
    return m_layers.nearest(shape);
}

PlaneShape PlaneConcentration::concentrate(PlaneShape shape, int steps)
{
    // What comes from fewer or other rows has a determinant of another kind, so the first step is always taken.
    for (int step = 0; step < steps && !(step > 0 && shape.singular); ++step) {
        const PlaneShape next = m_layers.step(shape);
        if (step == 0 || next.logDeterminant < shape.logDeterminant) {
            shape = next;
        } else if (const std::optional<PlaneShape> better = m_layers.exchange(shape)) {
            shape = *better;
        } else {
            break;
        }
    }
    return shape;
}

ChosenRows PlaneConcentration::onHyperplane(const PlaneShape& shape) const
{
    const PlaneRows& rows = m_layers.rows();
    ChosenRows found;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const double across = (rows.x[row] - shape.x) * shape.normalX + (rows.y[row] - shape.y) * shape.normalY;
        if (!(std::abs(across) <= OnLine))
            continue;
        if (!rows.plain()) {
            const PlaneSpread& spread = rows.spreads[row];
            if (!(shape.normalX * shape.normalX * spread.xx + 2 * shape.normalX * shape.normalY * spread.xy +
                      shape.normalY * shape.normalY * spread.yy <=
                  OnLine * OnLine))
                continue;
            found.weights.push_back(rows.weights[row]);
        }
        found.rows.push_back(static_cast<Eigen::Index>(row));
    }
    return found;
}

Eigen::VectorXd PlaneConcentration::normalOf(const PlaneShape& shape)
{
    return Eigen::Vector2d(shape.normalX, shape.normalY);
}

} // namespace perimeter
