// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_rows.h"

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

constexpr std::size_t Lanes = 4;

using LaneSums = std::array<double, Lanes>;

double total(const LaneSums& lanes)
{
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

/// Adds in independent lanes, always as many, so that every machine adds in the same order.
template <bool Plain>
void addBelowLimit(PlaneSums& sums, const PlaneRows& rows, const double* distances, double limit)
{
    LaneSums weight{}, x{}, y{}, xx{}, xy{}, yy{};
    const double* const rowX = rows.x.data();
    const double* const rowY = rows.y.data();
    const double centreX = sums.centreX;
    const double centreY = sums.centreY;
    const auto addRow = [&](std::size_t row, std::size_t lane) __attribute__((always_inline))
    {
        const double all = Plain ? 1 : rows.weights[row];
        const double counted = distances[row] < limit ? all : 0;
        const double u = rowX[row] - centreX;
        const double v = rowY[row] - centreY;
        const double countedU = counted * u;
        const double countedV = counted * v;
        weight[lane] += counted;
        x[lane] += countedU;
        y[lane] += countedV;
        xx[lane] += countedU * u;
        xy[lane] += countedU * v;
        yy[lane] += countedV * v;
        if constexpr (!Plain) {
            xx[lane] += counted * rows.spreads[row].xx;
            xy[lane] += counted * rows.spreads[row].xy;
            yy[lane] += counted * rows.spreads[row].yy;
        }
    };
    const std::size_t whole = rows.size() / Lanes * Lanes;
    for (std::size_t first = 0; first < whole; first += Lanes)
        for (std::size_t lane = 0; lane < Lanes; ++lane)
            addRow(first + lane, lane);
    for (std::size_t row = whole; row < rows.size(); ++row)
        addRow(row, row - whole);
    sums.weight += total(weight);
    sums.x += total(x);
    sums.y += total(y);
    sums.xx += total(xx);
    sums.xy += total(xy);
    sums.yy += total(yy);
}

} // namespace

void PlaneRows::clear()
{
    x.clear();
    y.clear();
    weights.clear();
    spreads.clear();
}

void PlaneRows::append(const PlaneRows& from, std::size_t row, double weight)
{
    x.push_back(from.x[row]);
    y.push_back(from.y[row]);
    if (from.plain())
        return;
    weights.push_back(weight);
    spreads.push_back(from.spreads[row]);
}

void PlaneSums::add(const PlaneRows& rows, std::size_t row, double counted)
{
    const double u = rows.x[row] - centreX;
    const double v = rows.y[row] - centreY;
    const PlaneSpread spread = rows.plain() ? PlaneSpread{} : rows.spreads[row];
    weight += counted;
    x += counted * u;
    y += counted * v;
    xx += counted * (u * u + spread.xx);
    xy += counted * (u * v + spread.xy);
    yy += counted * (v * v + spread.yy);
}

void PlaneSums::addBelow(const PlaneRows& rows, const std::vector<double>& distances, double limit)
{
    if (rows.plain())
        addBelowLimit<true>(*this, rows, distances.data(), limit);
    else
        addBelowLimit<false>(*this, rows, distances.data(), limit);
}

PlaneMoments PlaneSums::moments() const
{
    const double u = x / weight;
    const double v = y / weight;
    return {.x = centreX + u,
            .y = centreY + v,
            .xx = xx / weight - u * u,
            .xy = xy / weight - u * v,
            .yy = yy / weight - v * v};
}

bool PlaneSums::cancelled(const PlaneSums& sums, const PlaneMoments& moments)
{
    const double u = moments.x - sums.centreX;
    const double v = moments.y - sums.centreY;
    return !(moments.xx > 1e-4 * u * u && moments.yy > 1e-4 * v * v &&
             moments.xx * moments.yy - moments.xy * moments.xy > 1e-7 * moments.xx * moments.yy);
}

PlaneMoments momentsOf(const PlaneRows& rows, const ChosenRows& chosen)
{
    const auto weightOf = [&](std::size_t i) { return chosen.weights.empty() ? 1 : chosen.weights[i]; };
    // Deviations from one of the rows, so that equal values give 0.
    const std::size_t first = static_cast<std::size_t>(chosen.rows.front());
    PlaneSums sums{.centreX = rows.x[first], .centreY = rows.y[first]};
    for (std::size_t i = 0; i < chosen.rows.size(); ++i)
        sums.add(rows, static_cast<std::size_t>(chosen.rows[i]), weightOf(i));
    const double u = sums.x / sums.weight;
    const double v = sums.y / sums.weight;
    PlaneSums centred;
    for (std::size_t i = 0; i < chosen.rows.size(); ++i) {
        const std::size_t row = static_cast<std::size_t>(chosen.rows[i]);
        const double deviationX = rows.x[row] - sums.centreX - u;
        const double deviationY = rows.y[row] - sums.centreY - v;
        const PlaneSpread spread = rows.plain() ? PlaneSpread{} : rows.spreads[row];
        centred.xx += weightOf(i) * (deviationX * deviationX + spread.xx);
        centred.xy += weightOf(i) * (deviationX * deviationY + spread.xy);
        centred.yy += weightOf(i) * (deviationY * deviationY + spread.yy);
    }
    return {.x = sums.centreX + u,
            .y = sums.centreY + v,
            .xx = centred.xx / sums.weight,
            .xy = centred.xy / sums.weight,
            .yy = centred.yy / sums.weight};
}

} // namespace perimeter
