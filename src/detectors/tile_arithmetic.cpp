// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for every instruction set; the machine's best is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detectors/tile_arithmetic.cpp"
#include <hwy/foreach_target.h>

#include "detectors/tile_arithmetic.h"

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <numbers>

HWY_BEFORE_NAMESPACE();
namespace perimeter::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;

void GaussianFactors(double gamma, const double* nodes, const double* centres, const double* scales, std::size_t count,
                     double* factors)
{
    const Doubles d;
    const Vector steepness = hn::Set(d, -gamma);
    for (std::size_t i = 0; i < count; ++i) {
        const Vector centre = hn::Set(d, centres[i]);
        const Vector scale = hn::Set(d, scales ? scales[i] : 1.0);
        for (std::size_t j = 0; j < tileNodes; j += hn::Lanes(d)) {
            const Vector distance = hn::Sub(hn::LoadU(d, nodes + j), centre);
            const Vector gauss = hn::Exp(d, hn::Mul(steepness, hn::Mul(distance, distance)));
            hn::StoreU(hn::Mul(scale, gauss), d, factors + i * tileNodes + j);
        }
    }
}

/// Eight rows of the result by one vector of columns stay in registers.
void AddProducts(const double* alongY, const double* alongX, std::size_t count, double* values)
{
    constexpr std::size_t rows = 8;
    static_assert(tileNodes % rows == 0);
    const Doubles d;
    for (std::size_t row = 0; row < tileNodes; row += rows) {
        for (std::size_t column = 0; column < tileNodes; column += hn::Lanes(d)) {
            double* const block = values + row * tileNodes + column;
            Vector s0 = hn::LoadU(d, block + 0 * tileNodes);
            Vector s1 = hn::LoadU(d, block + 1 * tileNodes);
            Vector s2 = hn::LoadU(d, block + 2 * tileNodes);
            Vector s3 = hn::LoadU(d, block + 3 * tileNodes);
            Vector s4 = hn::LoadU(d, block + 4 * tileNodes);
            Vector s5 = hn::LoadU(d, block + 5 * tileNodes);
            Vector s6 = hn::LoadU(d, block + 6 * tileNodes);
            Vector s7 = hn::LoadU(d, block + 7 * tileNodes);
            const double* y = alongY + row;
            const double* x = alongX + column;
            for (std::size_t i = 0; i < count; ++i, y += tileNodes, x += tileNodes) {
                const Vector along = hn::LoadU(d, x);
                s0 = hn::MulAdd(hn::Set(d, y[0]), along, s0);
                s1 = hn::MulAdd(hn::Set(d, y[1]), along, s1);
                s2 = hn::MulAdd(hn::Set(d, y[2]), along, s2);
                s3 = hn::MulAdd(hn::Set(d, y[3]), along, s3);
                s4 = hn::MulAdd(hn::Set(d, y[4]), along, s4);
                s5 = hn::MulAdd(hn::Set(d, y[5]), along, s5);
                s6 = hn::MulAdd(hn::Set(d, y[6]), along, s6);
                s7 = hn::MulAdd(hn::Set(d, y[7]), along, s7);
            }
            hn::StoreU(s0, d, block + 0 * tileNodes);
            hn::StoreU(s1, d, block + 1 * tileNodes);
            hn::StoreU(s2, d, block + 2 * tileNodes);
            hn::StoreU(s3, d, block + 3 * tileNodes);
            hn::StoreU(s4, d, block + 4 * tileNodes);
            hn::StoreU(s5, d, block + 5 * tileNodes);
            hn::StoreU(s6, d, block + 6 * tileNodes);
            hn::StoreU(s7, d, block + 7 * tileNodes);
        }
    }
}

/// Two vectors of places at a time, so that the two chains of additions overlap.
void EvaluatePair(const double* coefficients, const double* u, const double* v, double* values)
{
    const Doubles d;
    const std::size_t lanes = hn::Lanes(d);
    const Vector one = hn::Set(d, 1);
    const Vector u0 = hn::LoadU(d, u);
    const Vector u1 = hn::LoadU(d, u + lanes);
    HWY_ALIGN double polynomials[2 * tileNodes * hn::MaxLanes(d)];
    Vector before0 = one;
    Vector before1 = one;
    Vector current0 = u0;
    Vector current1 = u1;
    const Vector twice0 = hn::Add(u0, u0);
    const Vector twice1 = hn::Add(u1, u1);
    for (std::size_t c = 0; c < tileNodes; ++c) {
        hn::Store(before0, d, polynomials + 2 * c * lanes);
        hn::Store(before1, d, polynomials + (2 * c + 1) * lanes);
        const Vector next0 = hn::MulSub(twice0, current0, before0);
        const Vector next1 = hn::MulSub(twice1, current1, before1);
        before0 = current0;
        before1 = current1;
        current0 = next0;
        current1 = next1;
    }
    // Clenshaw's recurrence along y over the rows' sums along x.
    const Vector v0 = hn::LoadU(d, v);
    const Vector v1 = hn::LoadU(d, v + lanes);
    const Vector twiceV0 = hn::Add(v0, v0);
    const Vector twiceV1 = hn::Add(v1, v1);
    Vector last0 = hn::Zero(d);
    Vector last1 = hn::Zero(d);
    Vector second0 = hn::Zero(d);
    Vector second1 = hn::Zero(d);
    for (std::size_t r = tileNodes; r-- > 0;) {
        const double* const row = coefficients + r * tileNodes;
        Vector sum0 = hn::Zero(d);
        Vector sum1 = hn::Zero(d);
        for (std::size_t c = 0; c < tileNodes; ++c) {
            const Vector coefficient = hn::Set(d, row[c]);
            sum0 = hn::MulAdd(coefficient, hn::Load(d, polynomials + 2 * c * lanes), sum0);
            sum1 = hn::MulAdd(coefficient, hn::Load(d, polynomials + (2 * c + 1) * lanes), sum1);
        }
        const Vector factor0 = r == 0 ? v0 : twiceV0;
        const Vector factor1 = r == 0 ? v1 : twiceV1;
        const Vector next0 = hn::Add(hn::MulSub(factor0, last0, second0), sum0);
        const Vector next1 = hn::Add(hn::MulSub(factor1, last1, second1), sum1);
        second0 = last0;
        second1 = last1;
        last0 = next0;
        last1 = next1;
    }
    hn::StoreU(last0, d, values);
    hn::StoreU(last1, d, values + lanes);
}

void EvaluateSeries(const double* coefficients, const double* u, const double* v, std::size_t count, double* values)
{
    const Doubles d;
    const std::size_t step = 2 * hn::Lanes(d);
    std::size_t first = 0;
    for (; first + step <= count; first += step)
        EvaluatePair(coefficients, u + first, v + first, values + first);
    if (first == count)
        return;
    constexpr std::size_t most = 2 * hn::MaxLanes(Doubles());
    double us[most] = {};
    double vs[most] = {};
    double found[most];
    std::copy(u + first, u + count, us);
    std::copy(v + first, v + count, vs);
    EvaluatePair(coefficients, us, vs, found);
    std::copy(found, found + (count - first), values + first);
}

} // namespace perimeter::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace perimeter {

HWY_EXPORT(GaussianFactors);
HWY_EXPORT(AddProducts);
HWY_EXPORT(EvaluateSeries);

namespace {

/// Row j holds what the value at node j adds to each coefficient.
TileValues transform()
{
    TileValues rows;
    for (std::size_t j = 0; j < tileNodes; ++j) {
        for (std::size_t i = 0; i < tileNodes; ++i) {
            const double angle = std::numbers::pi * static_cast<double>(i) * (static_cast<double>(j) + 0.5);
            const double share = (i == 0 ? 1.0 : 2.0) / static_cast<double>(tileNodes);
            rows[j * tileNodes + i] = share * std::cos(angle / static_cast<double>(tileNodes));
        }
    }
    return rows;
}

std::array<double, tileNodes> nodes()
{
    std::array<double, tileNodes> places;
    for (std::size_t j = 0; j < tileNodes; ++j)
        places[j] = std::cos(std::numbers::pi * (static_cast<double>(j) + 0.5) / static_cast<double>(tileNodes));
    return places;
}

} // namespace

void gaussianFactors(double gamma, const double* nodes, const double* centres, const double* scales, std::size_t count,
                     double* factors)
{
    HWY_DYNAMIC_DISPATCH(GaussianFactors)(gamma, nodes, centres, scales, count, factors);
}

void addProducts(const double* alongY, const double* alongX, std::size_t count, TileValues& values)
{
    HWY_DYNAMIC_DISPATCH(AddProducts)(alongY, alongX, count, values.data());
}

TileValues chebyshevCoefficients(const TileValues& values)
{
    static const TileValues along = transform();
    // Both products are of the form Σ aᵢᵀbᵢ, the first one leaving its result transposed.
    TileValues half{};
    TileValues coefficients{};
    addProducts(values.data(), along.data(), tileNodes, half);
    addProducts(half.data(), along.data(), tileNodes, coefficients);
    return coefficients;
}

void evaluateSeries(const TileValues& coefficients, const double* u, const double* v, std::size_t count, double* values)
{
    HWY_DYNAMIC_DISPATCH(EvaluateSeries)(coefficients.data(), u, v, count, values);
}

const std::array<double, tileNodes>& chebyshevNodes()
{
    static const std::array<double, tileNodes> places = nodes();
    return places;
}

} // namespace perimeter
#endif
