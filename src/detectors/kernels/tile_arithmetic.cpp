// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for every instruction set; the machine's best is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detectors/kernels/tile_arithmetic.cpp"
#include <hwy/foreach_target.h>

#include "detectors/kernels/tile_arithmetic.h"

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

HWY_BEFORE_NAMESPACE();
namespace perimeter::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;

/// exp(−γ(d + ks)²) = exp(−γd²) · exp(−2γds)ᵏ · exp(−γs²)^(k²): from tile to tile a product takes the place of exp.
void FillFactors(const GaussianFactors& wanted)
{
    const Doubles d;
    const Vector steepness = hn::Set(d, -wanted.gamma);
    const Vector tilt = hn::Set(d, -2 * wanted.gamma * wanted.side);
    // exp(−γs²)^(k² − (k − 1)²)
    std::array<double, tileReach> falls;
    for (std::size_t k = 0; k < falls.size(); ++k)
        falls[k] = std::exp(-wanted.gamma * wanted.side * wanted.side * static_cast<double>(2 * k + 1));
    const auto climb = [&](Vector gauss, Vector step, int direction, std::size_t place) {
        for (std::int32_t k = 1; k <= tileReach; ++k) {
            gauss = hn::Mul(hn::Mul(gauss, step), hn::Set(d, falls[static_cast<std::size_t>(k - 1)]));
            if (double* const factors = wanted.factors[static_cast<std::size_t>(tileReach + direction * k)])
                hn::StoreU(gauss, d, factors + place);
        }
    };
    for (std::size_t i = 0; i < wanted.count; ++i) {
        const Vector centre = hn::Set(d, wanted.centres[i]);
        const Vector scale = hn::Set(d, wanted.scales ? wanted.scales[i] : 1.0);
        for (std::size_t j = 0; j < tileNodes; j += hn::Lanes(d)) {
            const std::size_t place = i * tileNodes + j;
            const Vector distance = hn::Sub(hn::LoadU(d, wanted.nodes + j), centre);
            const Vector gauss = hn::Mul(scale, hn::Exp(d, hn::Mul(steepness, hn::Mul(distance, distance))));
            const Vector step = hn::Exp(d, hn::Mul(tilt, distance));
            if (double* const own = wanted.factors[tileReach])
                hn::StoreU(gauss, d, own + place);
            climb(gauss, step, 1, place);
            climb(gauss, hn::Div(hn::Set(d, 1), step), -1, place);
        }
    }
}

/// Adds outer products of rows of `Height` and of `Width` numbers, in their order. Eight rows of the result by one vector
/// of columns stay in registers.
template <std::size_t Height, std::size_t Width>
void AddOuterProducts(const double* alongY, const double* alongX, std::size_t count, double* values)
{
    constexpr std::size_t rows = 8;
    static_assert(Height % rows == 0);
    const Doubles d;
    for (std::size_t row = 0; row < Height; row += rows) {
        for (std::size_t column = 0; column < Width; column += hn::Lanes(d)) {
            double* const block = values + row * Width + column;
            Vector s0 = hn::LoadU(d, block + 0 * Width);
            Vector s1 = hn::LoadU(d, block + 1 * Width);
            Vector s2 = hn::LoadU(d, block + 2 * Width);
            Vector s3 = hn::LoadU(d, block + 3 * Width);
            Vector s4 = hn::LoadU(d, block + 4 * Width);
            Vector s5 = hn::LoadU(d, block + 5 * Width);
            Vector s6 = hn::LoadU(d, block + 6 * Width);
            Vector s7 = hn::LoadU(d, block + 7 * Width);
            const double* y = alongY + row;
            const double* x = alongX + column;
            for (std::size_t i = 0; i < count; ++i, y += Height, x += Width) {
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
            hn::StoreU(s0, d, block + 0 * Width);
            hn::StoreU(s1, d, block + 1 * Width);
            hn::StoreU(s2, d, block + 2 * Width);
            hn::StoreU(s3, d, block + 3 * Width);
            hn::StoreU(s4, d, block + 4 * Width);
            hn::StoreU(s5, d, block + 5 * Width);
            hn::StoreU(s6, d, block + 6 * Width);
            hn::StoreU(s7, d, block + 7 * Width);
        }
    }
}

void AddProducts(const double* alongY, const double* alongX, std::size_t count, double* values)
{
    AddOuterProducts<tileNodes, tileNodes>(alongY, alongX, count, values);
}

void AddMoments(const double* alongX, const double* alongY, std::size_t count, double* moments)
{
    AddOuterProducts<tileTerms, tileTerms>(alongX, alongY, count, moments);
}

void AddTranslated(const double* moments, const double* translation, double* factors)
{
    AddOuterProducts<tileTerms, tileNodes>(moments, translation, tileTerms, factors);
}

/// T₀ to T₂ₗ₋₁ one by one, then by vectors of l: T_{k+l} = 2T_l·T_k − T_{k−l}.
void FillPolynomials(const double* places, const double* scales, std::size_t count, double* polynomials)
{
    const Doubles d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t i = 0; i < count; ++i) {
        double* const row = polynomials + i * tileTerms;
        row[0] = 1;
        row[1] = places[i];
        for (std::size_t k = 2; k < std::min(2 * lanes, tileTerms); ++k)
            row[k] = 2 * places[i] * row[k - 1] - row[k - 2];
        const Vector twice = hn::Set(d, 2 * row[std::min(lanes, tileTerms - 1)]);
        for (std::size_t k = 2 * lanes; k < tileTerms; k += lanes)
            hn::StoreU(hn::MulSub(twice, hn::LoadU(d, row + k - lanes), hn::LoadU(d, row + k - 2 * lanes)), d, row + k);
        if (scales)
            for (std::size_t k = 0; k < tileTerms; ++k)
                row[k] *= scales[i];
    }
}

/// The state of Clenshaw's recurrence for one vector of places.
struct Clenshaw {
    Vector last;
    Vector second;

    void Add(Vector factor, Vector sum)
    {
        const Vector next = hn::Add(hn::MulSub(factor, last, second), sum);
        second = last;
        last = next;
    }
};

/// Two vectors of places at a time and four rows of coefficients, so that eight chains of additions overlap.
void EvaluatePair(const double* coefficients, const double* u, const double* v, double* values)
{
    constexpr std::size_t rows = 4;
    static_assert(tileNodes % rows == 0);
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
    // Along y over the rows' sums along x.
    const Vector v0 = hn::LoadU(d, v);
    const Vector v1 = hn::LoadU(d, v + lanes);
    const Vector twiceV0 = hn::Add(v0, v0);
    const Vector twiceV1 = hn::Add(v1, v1);
    Clenshaw along0{hn::Zero(d), hn::Zero(d)};
    Clenshaw along1{hn::Zero(d), hn::Zero(d)};
    for (std::size_t r = tileNodes; r > 0; r -= rows) {
        const double* const row = coefficients + (r - rows) * tileNodes;
        Vector s00 = hn::Zero(d), s10 = hn::Zero(d), s20 = hn::Zero(d), s30 = hn::Zero(d);
        Vector s01 = hn::Zero(d), s11 = hn::Zero(d), s21 = hn::Zero(d), s31 = hn::Zero(d);
        for (std::size_t c = 0; c < tileNodes; ++c) {
            const Vector p0 = hn::Load(d, polynomials + 2 * c * lanes);
            const Vector p1 = hn::Load(d, polynomials + (2 * c + 1) * lanes);
            const Vector c0 = hn::Set(d, row[c]);
            const Vector c1 = hn::Set(d, row[tileNodes + c]);
            const Vector c2 = hn::Set(d, row[2 * tileNodes + c]);
            const Vector c3 = hn::Set(d, row[3 * tileNodes + c]);
            s00 = hn::MulAdd(c0, p0, s00);
            s01 = hn::MulAdd(c0, p1, s01);
            s10 = hn::MulAdd(c1, p0, s10);
            s11 = hn::MulAdd(c1, p1, s11);
            s20 = hn::MulAdd(c2, p0, s20);
            s21 = hn::MulAdd(c2, p1, s21);
            s30 = hn::MulAdd(c3, p0, s30);
            s31 = hn::MulAdd(c3, p1, s31);
        }
        along0.Add(twiceV0, s30);
        along1.Add(twiceV1, s31);
        along0.Add(twiceV0, s20);
        along1.Add(twiceV1, s21);
        along0.Add(twiceV0, s10);
        along1.Add(twiceV1, s11);
        along0.Add(r == rows ? v0 : twiceV0, s00);
        along1.Add(r == rows ? v1 : twiceV1, s01);
    }
    hn::StoreU(along0.last, d, values);
    hn::StoreU(along1.last, d, values + lanes);
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

HWY_EXPORT(FillFactors);
HWY_EXPORT(AddProducts);
HWY_EXPORT(AddMoments);
HWY_EXPORT(AddTranslated);
HWY_EXPORT(FillPolynomials);
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

using Translations = std::array<std::array<double, tileTerms * tileNodes>, tilesWithinReach>;

/// Coefficients of exp(−γ(x − c)²) as a Chebyshev series in the centre c, through twice as many places as it has terms.
Translations translations()
{
    constexpr std::size_t places = 2 * tileTerms;
    Translations all{};
    for (std::size_t k = 0; k < tilesWithinReach; ++k) {
        for (std::size_t place = 0; place < places; ++place) {
            const double angle = std::numbers::pi * (static_cast<double>(place) + 0.5) / static_cast<double>(places);
            for (std::size_t j = 0; j < tileNodes; ++j) {
                const double sides = static_cast<double>(k) - tileReach + 0.5 * (chebyshevNodes()[j] - std::cos(angle));
                const double value = std::exp(-0.5 * tileSide * tileSide * sides * sides);
                for (std::size_t term = 0; term < tileTerms; ++term)
                    all[k][term * tileNodes + j] += (term == 0 ? 1.0 : 2.0) / static_cast<double>(places) * value *
                                                    std::cos(static_cast<double>(term) * angle);
            }
        }
    }
    return all;
}

} // namespace

void fillFactors(const GaussianFactors& wanted)
{
    HWY_DYNAMIC_DISPATCH(FillFactors)(wanted);
}

void addProducts(const double* alongY, const double* alongX, std::size_t count, TileValues& values)
{
    HWY_DYNAMIC_DISPATCH(AddProducts)(alongY, alongX, count, values.data());
}

void fillPolynomials(const double* places, const double* scales, std::size_t count, double* polynomials)
{
    HWY_DYNAMIC_DISPATCH(FillPolynomials)(places, scales, count, polynomials);
}

void addMoments(const double* alongX, const double* alongY, std::size_t count, TileMoments& moments)
{
    HWY_DYNAMIC_DISPATCH(AddMoments)(alongX, alongY, count, moments.data());
}

void fillFromMoments(const TileMoments& moments, std::int32_t tiles, double* factors)
{
    std::fill_n(factors, tileTerms * tileNodes, 0.0);
    HWY_DYNAMIC_DISPATCH(AddTranslated)(moments.data(), translation(tiles), factors);
}

const double* translation(std::int32_t tiles)
{
    static const Translations all = translations();
    return all[static_cast<std::size_t>(tiles + tileReach)].data();
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
