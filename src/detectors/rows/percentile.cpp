// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/percentile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace perimeter {

PercentilePlace percentilePlace(double total, double share)
{
    const double position = std::clamp(share, 0.0, 1.0) * (total - 1);
    const double below = std::floor(position);
    return {below, position - below};
}

double interpolate(double low, double high, double weight)
{
    return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight);
}

namespace {

struct Counted {
    double value;
    double count;
};

bool smaller(const Counted& a, const Counted& b)
{
    return a.value < b.value;
}

} // namespace

double percentile(Eigen::VectorXd values, double share)
{
    if (values.size() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const PercentilePlace place = percentilePlace(static_cast<double>(values.size()), share);
    double* const nth = values.data() + static_cast<Eigen::Index>(place.rank);
    double* const end = values.data() + values.size();
    std::nth_element(values.data(), nth, end);
    return place.weight == 0 ? *nth : interpolate(*nth, *std::min_element(nth + 1, end), place.weight);
}

double percentile(const Eigen::VectorXd& values, const Eigen::VectorXd& counts, double share)
{
    if (values.size() == 0)
        return std::numeric_limits<double>::quiet_NaN();
    std::vector<Counted> all(static_cast<std::size_t>(values.size()));
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = {values[static_cast<Eigen::Index>(i)], counts[static_cast<Eigen::Index>(i)]};

    const PercentilePlace place = percentilePlace(counts.sum(), share);
    auto first = all.begin();
    auto last = all.end();
    double before = 0; // counts of what is left of `first`
    while (last - first > 1) {
        const auto middle = first + (last - first) / 2;
        std::nth_element(first, middle, last, smaller);
        double left = before;
        for (auto counted = first; counted != middle; ++counted)
            left += counted->count;
        (left > place.rank ? last : first) = middle;
        before = left > place.rank ? before : left;
    }
    if (place.weight == 0 || before + first->count > place.rank + 1 || first + 1 == all.end())
        return first->value;
    return interpolate(first->value, std::min_element(first + 1, all.end(), smaller)->value, place.weight);
}

} // namespace perimeter
