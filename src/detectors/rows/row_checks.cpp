// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/rows/row_checks.h"

#include "base/text.h"

#include <string>

namespace perimeter {

namespace {

/// Squares of this, summed over all rows, are finite.
constexpr double largestValue = 1e140;
/// The square of this is more than rounding leaves.
constexpr double smallestSpread = 1e-140;

} // namespace

Expected<void> checkRows(const Observed& observed, Eigen::Index needed)
{
    const Eigen::Index total = observed.total();
    if (total < needed)
        return Unexpected(ErrorCode::TooFewRows, {std::to_string(total), std::to_string(needed)});
    const double largest = observed.points().cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
    if (!(largest < largestValue))
        return Unexpected(ErrorCode::ValuesTooLarge, {formatNumber(largest)});
    for (Eigen::Index column = 0; column < observed.columns(); ++column)
        if (!observed.constant(column))
            return {};
    return Unexpected(ErrorCode::RowsAllEqual, {std::to_string(total)});
}

Expected<void> checkRows(const PointsRef& points, Eigen::Index needed)
{
    return checkRows(Observed(points), needed);
}

Expected<void> checkSpreads(const Observed& observed, const ChosenRows& chosen)
{
    for (Eigen::Index column = 0; column < observed.columns(); ++column) {
        const auto values = observed.points()(chosen.rows, column);
        const double spread = values.maxCoeff() - values.minCoeff();
        if (spread > 0 && spread < smallestSpread)
            return Unexpected(ErrorCode::ValuesTooClose, {formatNumber(spread)});
    }
    return {};
}

std::vector<Notice> constantColumns(const Observed& observed)
{
    std::vector<Notice> notices;
    for (Eigen::Index column = 0; column < observed.columns(); ++column)
        if (observed.constant(column))
            notices.push_back({NoticeCode::ConstantColumn, {std::to_string(column)}});
    return notices;
}

std::vector<Notice> constantColumns(const PointsRef& points)
{
    return constantColumns(Observed(points));
}

} // namespace perimeter
