// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/standardised.h"

#include "detectors/rows/moments.h"

#include <cmath>

namespace perimeter {

Standardised::Standardised(const Observed& observed) : rows(observed.points()), deviations(observed.columns())
{
    const Moments moments = observed.moments(observed.all(), static_cast<double>(observed.total()));
    for (Eigen::Index column = 0; column < rows.cols(); ++column) {
        const double deviation = std::sqrt(moments.covariance(column, column));
        deviations[column] = deviation > 0 ? deviation : 1;
        rows.col(column) = (rows.col(column).array() - moments.mean[column]) / deviations[column];
    }
    means = moments.mean;
}

PlaneRows planeRows(const Standardised& standardised, const Cells* cells)
{
    PlaneRows rows;
    rows.x.assign(standardised.rows.col(0).begin(), standardised.rows.col(0).end());
    rows.y.assign(standardised.rows.col(1).begin(), standardised.rows.col(1).end());
    if (!cells || ((cells->counts.array() == 1).all() && (cells->scatter.array() == 0).all()))
        return rows;
    rows.weights.assign(cells->counts.begin(), cells->counts.end());
    const double x = standardised.deviations[0];
    const double y = standardised.deviations[1];
    for (Eigen::Index cell = 0; cell < cells->counts.size(); ++cell) {
        const double count = cells->counts[cell];
        rows.spreads.push_back({cells->scatter(cell, 0) / x / x / count, cells->scatter(cell, 1) / x / y / count,
                                cells->scatter(cell, 2) / y / y / count});
    }
    return rows;
}

} // namespace perimeter
