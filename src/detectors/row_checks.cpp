// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/row_checks.h"

#include <string>

namespace perimeter {

Expected<void> checkRows(const PointsRef& points, Eigen::Index needed)
{
    if (points.rows() < needed)
        return Unexpected(ErrorCode::TooFewRows, {std::to_string(points.rows()), std::to_string(needed)});
    if ((points.rowwise() - points.row(0)).isZero(0))
        return Unexpected(ErrorCode::RowsAllEqual, {std::to_string(points.rows())});
    return {};
}

std::vector<Notice> constantColumns(const PointsRef& points)
{
    std::vector<Notice> notices;
    for (Eigen::Index column = 0; column < points.cols(); ++column)
        if ((points.col(column).array() == points(0, column)).all())
            notices.push_back({NoticeCode::ConstantColumn, {std::to_string(column)}});
    return notices;
}

} // namespace perimeter
