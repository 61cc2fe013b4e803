// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace perimeter {

/// Chebyshev nodes of a tile along each axis.
inline constexpr std::size_t tileNodes = 24;

/// One number per pair of nodes or of polynomials, the y axis first.
using TileValues = std::array<double, tileNodes * tileNodes>;

/// factors[i·tileNodes + j] = scales[i]·exp(−γ(nodes[j] − centres[i])²); without scales (null) they are 1.
void gaussianFactors(double gamma, const double* nodes, const double* centres, const double* scales, std::size_t count,
                     double* factors);

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
