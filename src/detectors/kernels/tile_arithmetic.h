// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace perimeter {

/// Chebyshev nodes of a tile along each axis.
inline constexpr std::size_t tileNodes = 24;

/// One number per pair of nodes or of polynomials, the y axis first.
using TileValues = std::array<double, tileNodes * tileNodes>;

/// Tiles this many apart, and no farther, see each other's points: beyond, exp(−40) is nothing.
inline constexpr std::int32_t tileReach = 3;
inline constexpr std::size_t tilesWithinReach = 2 * tileReach + 1;

/// Along one axis, for the tiles from tileReach before to tileReach after the one whose nodes these are:
/// factors[k][i·tileNodes + j] = scales[i]·exp(−γ(nodes[j] + (k − tileReach)·side − centres[i])²). Without scales
/// (null) they are 1; where factors[k] is null that tile is left out.
struct GaussianFactors {
    double gamma = 0;
    double side = 0;
    const double* nodes = nullptr;
    const double* centres = nullptr;
    const double* scales = nullptr;
    std::size_t count = 0;
    std::array<double*, tilesWithinReach> factors{};
};
void fillFactors(const GaussianFactors& wanted);

/// values += Σ alongYᵢ·alongXᵢᵀ: the outer products of rows of tileNodes factors, in their order.
void addProducts(const double* alongY, const double* alongX, std::size_t count, TileValues& values);

/// Coefficients of the Chebyshev series T_r(v)·T_c(u) through values at the nodes.
[[nodiscard]] TileValues chebyshevCoefficients(const TileValues& values);

/// Values of the series at places (u, v) in [−1, 1]²; each depends on nothing but its place.
void evaluateSeries(const TileValues& coefficients, const double* u, const double* v, std::size_t count,
                    double* values);

/// Chebyshev nodes of the first kind on [−1, 1].
[[nodiscard]] const std::array<double, tileNodes>& chebyshevNodes();

} // namespace perimeter
