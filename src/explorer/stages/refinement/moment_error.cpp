// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement/moment_error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

/// Rows of coarse cells are held one by one.
constexpr double mostSingles = 2e6;

/// Bound on the third derivative of k(·, x) along any direction, for places that far from the origin at the most. None
/// is known for the sigmoid kernel, which is not refined.
double thirdDerivative(const Kernel& kernel, double places, double x)
{
    switch (kernel.kind) {
    case KernelKind::Rbf:
        return 1.3802 * std::pow(2 * kernel.gamma, 1.5); // max |(t³ − 3t) exp(−t²/2)|
    case KernelKind::Polynomial: {
        const double d = kernel.degree;
        const double base = kernel.gamma * places * x + std::abs(kernel.coef0);
        return d * (d - 1) * (d - 2) * std::pow(kernel.gamma * x, 3) * std::pow(base, std::max(d - 3, 0.0));
    }
    case KernelKind::Linear:
    case KernelKind::Sigmoid:
        break;
    }
    return 0;
}

} // namespace

MomentError::MomentError(const Binned& binned, const Kernel& kernel, std::span<const CellSide> sides) : m_binned(binned)
{
    double places = 0;
    double near = 0;
    const std::vector<GridCorner>& corners = binned.corners.corners();
    for (std::size_t cell = 0; cell < sides.size(); ++cell) {
        for (const std::uint32_t corner : binned.corners.of(cell)) {
            const double radius = binned.cells.width * std::hypot(static_cast<double>(corners[corner].i),
                                                                  static_cast<double>(corners[corner].j));
            places = std::max(places, radius);
            if (sides[cell] == CellSide::Crossed)
                near = std::max(near, radius);
        }
    }
    m_third = thirdDerivative(kernel, places, near);
}

double MomentError::of(std::size_t cell, const Eigen::RowVector2d& mean, const Eigen::RowVector3d& scatter) const
{
    // No row of the cell is farther from the mean than its farthest corner.
    const CellPlace& place = m_binned.places[cell];
    const double width = m_binned.cells.width;
    double farthest = 0;
    for (const std::int64_t i : {place.i, place.i + place.size})
        for (const std::int64_t j : {place.j, place.j + place.size})
            farthest = std::max(farthest, std::hypot(static_cast<double>(i) * width - mean[0],
                                                     static_cast<double>(j) * width - mean[1]));
    return (scatter[0] + scatter[2]) * farthest * m_third / 6;
}

std::vector<std::uint8_t> MomentError::coarseCells(std::span<const CellSide> sides, double least) const
{
    const Cells& cells = m_binned.cells;
    std::vector<std::uint8_t> isCoarse(sides.size(), 0);
    for (double rows = std::numeric_limits<double>::infinity(); rows > mostSingles; least *= 4) {
        rows = 0;
        for (std::size_t cell = 0; cell < sides.size(); ++cell) {
            const auto place = static_cast<Eigen::Index>(cell);
            isCoarse[cell] = sides[cell] != CellSide::Inside &&
                             of(cell, cells.means.row(place), cells.scatter.row(place)) > least * cells.counts[place];
            rows += isCoarse[cell] ? cells.counts[place] : 0;
        }
    }
    return isCoarse;
}

} // namespace perimeter
