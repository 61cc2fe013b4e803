// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/shortest_half.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace perimeter {

namespace {

template <typename Key>
std::vector<Eigen::Index> rowsBy(Eigen::Index rows, const Key& key)
{
    std::vector<Eigen::Index> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::stable_sort(order, {}, key);
    return order;
}

std::vector<Eigen::Index> ascending(std::vector<Eigen::Index> order, Eigen::Index first, Eigen::Index count)
{
    std::vector<Eigen::Index> rows(order.begin() + first, order.begin() + first + count);
    std::ranges::sort(rows);
    return rows;
}

} // namespace

ShortestHalf leastVariance(const Eigen::VectorXd& values, Eigen::Index h)
{
    const std::vector<Eigen::Index> order = rowsBy(values.size(), [&](Eigen::Index row) { return values[row]; });
    const double middle = values[order[order.size() / 2]];
    double sum = 0;
    double squares = 0;
    double least = std::numeric_limits<double>::infinity();
    Eigen::Index best = 0;
    for (Eigen::Index last = 0; last < values.size(); ++last) {
        const double entering = values[order[static_cast<std::size_t>(last)]] - middle;
        sum += entering;
        squares += entering * entering;
        if (last >= h) {
            const double leaving = values[order[static_cast<std::size_t>(last - h)]] - middle;
            sum -= leaving;
            squares -= leaving * leaving;
        }
        const double spread = squares - sum * sum / static_cast<double>(h);
        if (last + 1 >= h && spread < least) {
            least = spread;
            best = last + 1 - h;
        }
    }
    ShortestHalf half{0, ascending(order, best, h)};
    for (const Eigen::Index row : half.rows)
        half.location += values[row] - middle;
    half.location = middle + half.location / static_cast<double>(h);
    return half;
}

ShortestHalf shortestStretch(const Eigen::VectorXd& values, Eigen::Index h)
{
    if (h >= values.size())
        return {values.mean(), rowsBy(values.size(), [](Eigen::Index row) { return row; })};
    const std::vector<Eigen::Index> order = rowsBy(values.size(), [&](Eigen::Index row) { return values[row]; });
    const auto sorted = [&](Eigen::Index i) { return values[order[static_cast<std::size_t>(i)]]; };
    double shortest = std::numeric_limits<double>::infinity();
    for (Eigen::Index i = 0; i + h < values.size(); ++i)
        shortest = std::min(shortest, sorted(i + h) - sorted(i));
    double middles = 0;
    double stretches = 0;
    for (Eigen::Index i = 0; i + h < values.size(); ++i) {
        if (sorted(i + h) - sorted(i) == shortest) {
            middles += (sorted(i + h) + sorted(i)) / 2;
            ++stretches;
        }
    }
    const double location = middles / stretches;
    return {location,
            ascending(rowsBy(values.size(), [&](Eigen::Index row) { return std::abs(values[row] - location); }), 0, h)};
}

} // namespace perimeter
