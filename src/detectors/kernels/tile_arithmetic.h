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

/// Of a tile, in kernel lengths ℓ = 1/√(2γ).
inline constexpr double tileSide = 3.5;

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

/// What many centres in one tile come to, whatever their number (the fast Gauss transform of Greengard and Strain 1991,
/// with Chebyshev polynomials): as a function of the centre's place (u, v) in its tile a Gaussian is a series of so many
/// terms along each axis to 1e-16. Moments are Σ αᵢ T_c(uᵢ) T_r(vᵢ), c first.
inline constexpr std::size_t tileTerms = 32;
using TileMoments = std::array<double, tileTerms * tileTerms>;

/// polynomials[i·tileTerms + k] = scales[i]·T_k(places[i]); without scales (null) they are 1.
void fillPolynomials(const double* places, const double* scales, std::size_t count, double* polynomials);
/// moments += Σ alongXᵢ·alongYᵢᵀ, rows of tileTerms polynomials.
void addMoments(const double* alongX, const double* alongY, std::size_t count, TileMoments& moments);
/// Rows of tileNodes factors, one for each term along y, which stand for the centres in addProducts: along the x axis for
/// tiles so many columns beside theirs, and along the y axis for so many rows, of any centres.
void fillFromMoments(const TileMoments& moments, std::int32_t tiles, double* factors);
[[nodiscard]] const double* translation(std::int32_t tiles);

/// Coefficients of the Chebyshev series T_r(v)·T_c(u) through values at the nodes.
[[nodiscard]] TileValues chebyshevCoefficients(const TileValues& values);

/// Values of the series at places (u, v) in [−1, 1]²; each depends on nothing but its place.
void evaluateSeries(const TileValues& coefficients, const double* u, const double* v, std::size_t count,
                    double* values);

/// Chebyshev nodes of the first kind on [−1, 1].
[[nodiscard]] const std::array<double, tileNodes>& chebyshevNodes();

} // namespace perimeter
