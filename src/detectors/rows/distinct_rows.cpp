// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/distinct_rows.h"

#include <algorithm>
#include <numeric>

namespace perimeter {

namespace {

int compare(const double* a, const double* b, Eigen::Index columns)
{
    for (Eigen::Index column = 0; column < columns; ++column)
        if (a[column] != b[column])
            return a[column] < b[column] ? -1 : 1;
    return 0;
}

} // namespace

DistinctRows::DistinctRows(const PointsRef& rows, const WeightsRef& rowWeights)
    : points(rows.rows(), rows.cols()), weights(rows.rows()), ofRow(static_cast<std::size_t>(rows.rows()))
{
    const RowMatrix all = rows;
    const auto row = [&](Eigen::Index i) { return all.data() + i * all.cols(); };
    std::vector<Eigen::Index> order(ofRow.size());
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    const auto before = [&](Eigen::Index a, Eigen::Index b) { return compare(row(a), row(b), all.cols()) < 0; };
    // Callers mostly pass rows in order.
    if (!std::ranges::is_sorted(order, before))
        std::ranges::stable_sort(order, before);
    Eigen::Index count = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || compare(row(order[i - 1]), row(order[i]), all.cols()) != 0) {
            points.row(count) = all.row(order[i]);
            weights[count++] = 0;
        }
        weights[count - 1] += rowWeights.size() > 0 ? rowWeights[order[i]] : 1;
        ofRow[static_cast<std::size_t>(order[i])] = count - 1;
    }
    points.conservativeResize(count, Eigen::NoChange);
    weights.conservativeResize(count);
}

} // namespace perimeter
