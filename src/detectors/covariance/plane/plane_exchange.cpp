// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_exchange.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace perimeter {

namespace {

/// Less is not told from rounding.
constexpr double LeastGain = 1e-12;

/// A row by its deviations from the mean, as they are and whitened.
struct Candidate {
    double u = 0;
    double v = 0;
    double along = 0;
    double across = 0;
    double distance = 0;
};

struct Exchange {
    Candidate out;
    Candidate in;
};

/// With one row out and another in, the determinant of the h rows' second moments about the origin of (1, x, y) is
/// multiplied by 1 − gain/h.
double gainOf(const Candidate& out, const Candidate& in, double h)
{
    const double product = 1 + out.along * in.along + out.across * in.across;
    return ((1 + out.distance) * (1 + in.distance) - product * product) / h - (in.distance - out.distance);
}

PlaneShape shapeAfter(const Exchange& exchange, const PlaneShape& shape, double h)
{
    const Candidate& out = exchange.out;
    const Candidate& in = exchange.in;
    const double shiftX = (in.u - out.u) / h;
    const double shiftY = (in.v - out.v) / h;
    return planeShape({.x = shape.x + shiftX,
                       .y = shape.y + shiftY,
                       .xx = shape.xx + (in.u * in.u - out.u * out.u) / h - shiftX * shiftX,
                       .xy = shape.xy + (in.u * in.v - out.u * out.v) / h - shiftX * shiftY,
                       .yy = shape.yy + (in.v * in.v - out.v * out.v) / h - shiftY * shiftY});
}

} // namespace

std::optional<PlaneShape> exchanged(const PlaneRows& rows, const PlaneOrder& order, const PlaneShape& shape, double h)
{
    if (!rows.plain() || shape.singular)
        return std::nullopt;
    // Rows farther from the limit gain nothing with any other.
    const double limit = order.farthest();
    const double reach = (1 + limit) * (1 + limit) / std::max(h - (1 + limit), LeastGain);
    std::vector<Candidate> inside;
    std::vector<Candidate> outside;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const double distance = order.distances()[row];
        if (!(std::abs(distance - limit) <= reach))
            continue;
        const double u = rows.x[row] - shape.x;
        const double v = rows.y[row] - shape.y;
        (order.counts(row) ? inside : outside)
            .push_back({u, v, shape.alongX * u, shape.acrossX * u + shape.acrossY * v, distance});
    }
    double most = LeastGain;
    std::optional<Exchange> best;
    for (const Candidate& out : inside) {
        for (const Candidate& in : outside) {
            const double gain = gainOf(out, in, h) / h;
            if (gain > most) {
                most = gain;
                best = {out, in};
            }
        }
    }
    if (!best)
        return std::nullopt;
    const PlaneShape after = shapeAfter(*best, shape, h);
    return after.logDeterminant < shape.logDeterminant ? std::optional(after) : std::nullopt;
}

} // namespace perimeter
