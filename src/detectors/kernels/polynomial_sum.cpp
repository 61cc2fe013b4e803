// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for every instruction set; the machine's best is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detectors/kernels/polynomial_sum.cpp"
#include <hwy/foreach_target.h>

#include "detectors/kernels/polynomial_sum.h"

#include "base/parallel.h"

#include <hwy/highway.h>

#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace perimeter::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Horner's scheme in both features.
void AddPolynomial(const double* coefficients, int degree, double root, const VectorPoints& points, std::size_t begin,
                   std::size_t end, double* sums)
{
    const hn::ScalableTag<double> d;
    const auto scale = hn::Set(d, root);
    for (std::size_t point = begin; point < end; point += hn::Lanes(d)) {
        const auto x = hn::Mul(scale, hn::LoadU(d, points.column(0) + point));
        const auto y = hn::Mul(scale, hn::LoadU(d, points.column(1) + point));
        auto value = hn::Zero(d);
        for (int a = degree; a >= 0; --a) {
            const double* const row = coefficients + a * (degree + 1);
            auto inner = hn::Zero(d);
            for (int b = degree - a; b >= 0; --b)
                inner = hn::MulAdd(inner, y, hn::Set(d, row[b]));
            value = hn::MulAdd(value, x, inner);
        }
        hn::StoreU(hn::Add(hn::LoadU(d, sums + point), value), d, sums + point);
    }
}

} // namespace perimeter::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace perimeter {

HWY_EXPORT(AddPolynomial);

namespace {

/// Beyond, terms are so many that they lose digits, and time.
constexpr int highestDegree = 10;
/// Points that are worth a thread.
constexpr std::size_t pointsPerThread = std::size_t{1} << 15;

/// base⁰ … base^degree.
void fillPowers(double base, std::span<double> powers)
{
    double power = 1;
    for (double& each : powers) {
        each = power;
        power *= base;
    }
}

double binomial(int n, int k)
{
    double result = 1;
    for (int i = 1; i <= k; ++i)
        result = result * (n - k + i) / i;
    return result;
}

} // namespace

std::optional<PolynomialSum> PolynomialSum::over(const Kernel& kernel, const VectorPoints& centres,
                                                 std::span<const double> weights)
{
    const auto terms = static_cast<std::size_t>((kernel.degree + 1) * (kernel.degree + 2) / 2);
    if (kernel.kind != KernelKind::Polynomial || kernel.degree > highestDegree || kernel.coef0 < 0 ||
        centres.columns() != 2 || centres.size() <= terms)
        return std::nullopt;
    return PolynomialSum(kernel, centres, weights);
}

PolynomialSum::PolynomialSum(const Kernel& kernel, const VectorPoints& centres, std::span<const double> weights)
    : m_degree(kernel.degree), m_root(std::sqrt(kernel.gamma))
{
    const auto terms = static_cast<std::size_t>(m_degree) + 1;
    m_coefficients.assign(terms * terms, 0);
    std::vector<double> xs(terms);
    std::vector<double> ys(terms);
    for (std::size_t i = 0; i < centres.size(); ++i) {
        fillPowers(m_root * centres.at(i, 0), xs);
        fillPowers(m_root * centres.at(i, 1), ys);
        for (std::size_t a = 0; a < terms; ++a)
            for (std::size_t b = 0; a + b < terms; ++b)
                m_coefficients[a * terms + b] += weights[i] * xs[a] * ys[b];
    }
    std::vector<double> constants(terms);
    fillPowers(kernel.coef0, constants);
    for (int a = 0; a <= m_degree; ++a)
        for (int b = 0; a + b <= m_degree; ++b)
            m_coefficients[static_cast<std::size_t>(a) * terms + static_cast<std::size_t>(b)] *=
                binomial(m_degree, a) * binomial(m_degree - a, b) *
                constants[static_cast<std::size_t>(m_degree - a - b)];
}

void PolynomialSum::addTo(const VectorPoints& points, double* sums) const
{
    const std::size_t vectors = points.padded() / VectorPoints::lanes;
    inParallel(vectors, pointsPerThread / VectorPoints::lanes, [&](std::size_t begin, std::size_t end) {
        HWY_DYNAMIC_DISPATCH(AddPolynomial)
        (m_coefficients.data(), m_degree, m_root, points, begin * VectorPoints::lanes, end * VectorPoints::lanes, sums);
    });
}

double PolynomialSum::at(double x, double y) const
{
    double value = 0;
    for (int a = m_degree; a >= 0; --a) {
        const double* const row = m_coefficients.data() + a * (m_degree + 1);
        double inner = 0;
        for (int b = m_degree - a; b >= 0; --b)
            inner = inner * (m_root * y) + row[b];
        value = value * (m_root * x) + inner;
    }
    return value;
}

} // namespace perimeter
#endif
