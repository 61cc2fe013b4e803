// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/percentile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

double percentile(Eigen::VectorXd values, double share)
{
    if (values.size() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double position = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const Eigen::Index below = static_cast<Eigen::Index>(position);
    double* const nth = values.data() + below;
    double* const end = values.data() + values.size();
    std::nth_element(values.data(), nth, end);
    const double weight = position - static_cast<double>(below);
    if (weight == 0)
        return *nth;
    const double low = *nth;
    const double high = *std::min_element(nth + 1, end);
    // As NumPy: from the nearer end, so that both ends are met exactly.
    return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}

} // namespace perimeter
