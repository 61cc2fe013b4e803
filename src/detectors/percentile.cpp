// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/percentile.h"

#include <algorithm>
#include <limits>

namespace perimeter {

PercentilePlace percentilePlace(Eigen::Index n, double share)
{
    const double position = std::clamp(share, 0.0, 1.0) * static_cast<double>(n - 1);
    const Eigen::Index below = static_cast<Eigen::Index>(position);
    return {below, position - static_cast<double>(below)};
}

double interpolate(double low, double high, double weight)
{
    return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}

double percentile(Eigen::VectorXd values, double share)
{
    if (values.size() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const auto [below, weight] = percentilePlace(values.size(), share);
    double* const nth = values.data() + below;
    double* const end = values.data() + values.size();
    std::nth_element(values.data(), nth, end);
    return weight == 0 ? *nth : interpolate(*nth, *std::min_element(nth + 1, end), weight);
}

} // namespace perimeter
