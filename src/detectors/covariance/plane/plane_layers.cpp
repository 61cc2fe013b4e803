// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_layers.h"

#include "detectors/covariance/plane/plane_exchange.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// Fewer rows are measured as fast as a layer is laid.
constexpr std::size_t RowsWorthALayer = 400;
/// Half the width of a layer relative to the limit: so many times the change of the shape it is laid for, and a little
/// for what follows; at most so much of the width of the layer it is taken from.
constexpr double ChangesAhead = 2;
constexpr double LeastWidth = 0.004;
constexpr double MostWidth = 0.3;
/// What rounding may add to a distance that bounds a layer.
constexpr double Rounding = 1e-9;

} // namespace

PlaneLayers::PlaneLayers(PlaneRows rows, double h) : m_h(h)
{
    m_layers[0].rows = std::move(rows);
    m_layers[0].width = 1;
    m_layers[0].farther = std::numeric_limits<double>::infinity();
}

void PlaneLayers::limit(const PlaneShape& shape)
{
    Layer& all = m_layers[0];
    all.order.measure(all.rows, shape);
    all.order.limit(all.rows, m_h);
    all.measured = shape;
}

ChosenRows PlaneLayers::nearest(const PlaneShape& shape)
{
    limit(shape);
    return m_layers[0].order.nearest(m_layers[0].rows);
}

PlaneShape PlaneLayers::step(const PlaneShape& shape)
{
    for (std::size_t depth = m_layers.size() - 1; depth > 0; --depth) {
        Layer& layer = m_layers[depth];
        if (layer.width > 0)
            if (const std::optional<PlaneShape> next = stepIn(layer, shape))
                return *next;
        if (lay(layer, m_layers[depth - 1], shape))
            if (const std::optional<PlaneShape> next = stepIn(layer, shape))
                return *next;
    }
    limit(shape);
    const Layer& all = m_layers[0];
    PlaneSums sums{.centreX = shape.x, .centreY = shape.y};
    all.order.addNearest(all.rows, sums);
    const PlaneMoments moments = sums.moments();
    const bool cancelled = PlaneSums::cancelled(sums, moments);
    return planeShape(cancelled ? momentsOf(all.rows, all.order.nearest(all.rows)) : moments);
}

std::optional<PlaneShape> PlaneLayers::stepIn(Layer& layer, const PlaneShape& shape) const
{
    const ShapeChange change = changeBetween(layer.reference, shape);
    const double nearer = layer.inner * change.most + change.shift;
    const double farther = layer.outer * change.least - change.shift;
    if (!(nearer < farther))
        return std::nullopt;
    layer.measured = std::nullopt;
    layer.order.measure(layer.rows, shape);
    const double count = m_h - layer.within.weight;
    if (!(count > 0 && count <= layer.order.total()))
        return std::nullopt;
    layer.order.limit(layer.rows, count);
    const double radius = std::sqrt(layer.order.farthest());
    if (!(nearer < radius * (1 - Rounding) && radius * (1 + Rounding) < farther))
        return std::nullopt;
    PlaneSums sums = layer.within;
    layer.order.addNearest(layer.rows, sums);
    const PlaneMoments moments = sums.moments();
    if (PlaneSums::cancelled(sums, moments))
        return std::nullopt;
    layer.measured = shape;
    layer.nearer = nearer;
    layer.farther = farther;
    return planeShape(moments);
}

std::optional<PlaneShape> PlaneLayers::exchange(const PlaneShape& shape) const
{
    const auto layer = std::ranges::find_if(m_layers, [&](const Layer& one) { return one.measured == shape; });
    return layer == m_layers.end() ? std::nullopt : exchanged(layer->rows, layer->order, shape, m_h);
}

bool PlaneLayers::lay(Layer& layer, const Layer& from, const PlaneShape& shape) const
{
    if (!from.measured || from.rows.size() < RowsWorthALayer)
        return false;
    const double radius = std::sqrt(from.order.farthest());
    const ShapeChange change = changeBetween(*from.measured, shape);
    const double width =
        LeastWidth + ChangesAhead * ((change.most - change.least) / change.most + change.shift / radius);
    if (!(width < MostWidth * from.width))
        return false;
    layer.measured = std::nullopt;
    layer.reference = *from.measured;
    layer.width = width;
    layer.inner = std::max(radius * (1 - width), from.nearer);
    layer.outer = std::min(radius * (1 + width), from.farther);
    layer.within = from.within;
    const std::vector<double>& distances = from.order.distances();
    const double inner = layer.inner * layer.inner;
    const double outer = layer.outer * layer.outer;
    if (layer.within.weight == 0) {
        layer.within.centreX = shape.x;
        layer.within.centreY = shape.y;
    }
    layer.within.addBelow(from.rows, distances, inner);
    layer.rows.clear();
    for (std::size_t row = 0; row < distances.size(); ++row)
        if (distances[row] >= inner && distances[row] <= outer)
            layer.rows.append(from.rows, row, from.rows.plain() ? 1 : from.rows.weights[row]);
    return true;
}

} // namespace perimeter
