// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/mcd_correction.h"

#include "detectors/covariance/chi_squared.h"

#include <cmath>

namespace perimeter {

namespace {

/// 1 − e^intercept / n^slope, what simulation gave for the inverse of a factor at one p.
struct Curve {
    double intercept;
    double slope;
    [[nodiscard]] double at(double n) const { return 1 - std::exp(intercept) / std::pow(n, slope); }
};

/// Such curves for p > 2: at n = q·p² the inverse is 1 + factor / p^power, for q = 2 and q = 3.
struct CurveFamily {
    double factor2;
    double power2;
    double factor3;
    double power3;

    [[nodiscard]] Curve of(double p) const
    {
        const double y2 = std::log(-factor2 / std::pow(p, power2));
        const double y3 = std::log(-factor3 / std::pow(p, power3));
        const double x2 = std::log(2 * p * p);
        const double x3 = std::log(3 * p * p);
        const double slope = (y2 - y3) / (x3 - x2);
        return {y2 + slope * x2, slope};
    }
};

/// Curves at alpha = 0.5 and 0.875.
struct Simulated {
    Curve half1, half2;
    CurveFamily half;
    Curve most1, most2;
    CurveFamily most;

    [[nodiscard]] double factor(Eigen::Index p, Eigen::Index n, double alpha) const
    {
        const double dimension = static_cast<double>(p);
        const double atHalf = (p == 1 ? half1 : p == 2 ? half2 : half.of(dimension)).at(static_cast<double>(n));
        const double atMost = (p == 1 ? most1 : p == 2 ? most2 : most.of(dimension)).at(static_cast<double>(n));
        const double inverse = alpha <= 0.875 ? atHalf + (atMost - atHalf) / 0.375 * (alpha - 0.5)
                                              : atMost + (1 - atMost) / 0.125 * (alpha - 0.875);
        return 1 / inverse;
    }
};

constexpr Simulated Raw = {
    .half1 = {0.262024211897096, 0.604756680630497},
    .half2 = {0.673292623522027, 0.691365864961895},
    .half = {-1.42764571687802, 1.26263336932151, -1.06141115981725, 1.28907991440387},
    .most1 = {-0.351584646688712, 1.01646567502486},
    .most2 = {0.446537815635445, 1.06690782995919},
    .most = {-0.455179464070565, 1.11192541278794, -0.294241208320834, 1.09649329149811},
};

constexpr Simulated Reweighted = {
    .half1 = {1.11098143415027, 1.5182890270453},
    .half2 = {3.11101712909049, 1.91401056721863},
    .half = {-1.02842572724793, 1.67659883081926, -0.26800273450853, 1.35968562893582},
    .most1 = {-0.66046776772861, 0.88939595831888},
    .most2 = {0.79473550581058, 1.10081930350091},
    .most = {-0.544482443573914, 1.25994483222292, -0.343791072183285, 1.25159004257133},
};

} // namespace

Eigen::Index hAlphaN(double alpha, Eigen::Index n, Eigen::Index p)
{
    const Eigen::Index half = (n + p + 1) / 2;
    return static_cast<Eigen::Index>(
        std::floor(static_cast<double>(2 * half - n) + 2 * static_cast<double>(n - half) * alpha));
}

double consistencyFactor(double share, Eigen::Index p)
{
    if (share >= 1)
        return 1;
    const double degrees = static_cast<double>(p);
    return share / chiSquaredCdf(chiSquaredQuantile(share, degrees), degrees + 2);
}

double rawSmallSampleFactor(Eigen::Index p, Eigen::Index n, double alpha)
{
    return Raw.factor(p, n, alpha);
}

double reweightedSmallSampleFactor(Eigen::Index p, Eigen::Index n, double alpha)
{
    return Reweighted.factor(p, n, alpha);
}

} // namespace perimeter
