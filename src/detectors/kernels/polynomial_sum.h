// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/vector_kernels.h"

#include <optional>
#include <span>
#include <vector>

namespace perimeter {

/// Σ αᵢ (γ xᵢ·x + c₀)^d over many centres with two features, as the polynomial in x that it is: Σ c_ab x₁ᵃ x₂ᵇ over
/// a + b ≤ d, with c_ab = d! / (a! b! (d − a − b)!) · c₀^(d−a−b) · γ^(a+b) · Σ αᵢ xᵢ₁ᵃ xᵢ₂ᵇ. Within 1e-13 of
/// Σ |αᵢ| (γ (|xᵢ₁ x₁| + |xᵢ₂ x₂|) + c₀)^d.
class PolynomialSum {
public:
    /// Nothing where the sum is not one of a polynomial of low degree, would lose digits (c₀ < 0), or has so few centres
    /// that adding them up is no more work.
    [[nodiscard]] static std::optional<PolynomialSum> over(const Kernel& kernel, const VectorPoints& centres,
                                                           std::span<const double> weights);

    /// sums[t] += the value at point t. A value depends on nothing but its point; `sums` has room for the padding.
    void addTo(const VectorPoints& points, double* sums) const;
    /// The same at one point, but for rounding.
    [[nodiscard]] double at(double x, double y) const;

private:
    PolynomialSum(const Kernel& kernel, const VectorPoints& centres, std::span<const double> weights);

    int m_degree;
    double m_root; ///< √γ: both factors of γ xᵢ·x by it stay within double where the kernel does
    std::vector<double> m_coefficients; ///< of (√γ x₁)ᵃ (√γ x₂)ᵇ, at a·(d + 1) + b
};

} // namespace perimeter
