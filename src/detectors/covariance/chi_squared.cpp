// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/chi_squared.h"

#include <cmath>
#include <limits>

namespace perimeter {

double chiSquaredCdf(double x, double degrees)
{
    if (x <= 0)
        return 0;
    // Regularised incomplete gamma function by its series (Abramowitz and Stegun 6.5.29); every term is positive.
    const double a = degrees / 2;
    const double z = x / 2;
    const double logFactor = a * std::log(z) - z - std::lgamma(a + 1);
    double term = 1;
    double sum = 1;
    for (double n = 1; term > sum * std::numeric_limits<double>::epsilon() / 4; ++n) {
        term *= z / (a + n);
        sum += term;
    }
    return std::fmin(1, std::exp(logFactor + std::log(sum)));
}

double chiSquaredQuantile(double probability, double degrees)
{
    double low = 0;
    double high = degrees;
    while (chiSquaredCdf(high, degrees) < probability) {
        low = high;
        high *= 2;
    }
    while (true) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        (chiSquaredCdf(middle, degrees) < probability ? low : high) = middle;
    }
}

} // namespace perimeter
